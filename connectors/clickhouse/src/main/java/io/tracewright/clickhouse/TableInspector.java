package io.tracewright.clickhouse;

import static java.util.Objects.requireNonNull;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.GenericRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that a server is there and a table fits a schema; plain Java, for a job's {@code main}
 * before it submits the job.
 *
 * <p>The sink's writers run the same check when they start.
 */
public final class TableInspector {
  private static final int UNKNOWN_DATABASE = 81;

  private static final String COLUMNS =
      "SELECT name, type FROM system.columns"
          + " WHERE database = {database:String} AND table = {table:String} ORDER BY position";

  private static final String ENGINE =
      "SELECT engine, engine_full FROM system.tables"
          + " WHERE database = {database:String} AND name = {table:String}";

  private static final String DEFAULT_WINDOWS =
      "SELECT name, value FROM system.merge_tree_settings"
          + " WHERE name IN ('non_replicated_deduplication_window', 'replicated_deduplication_window')";

  private final ClickHouseOptions options;

  public TableInspector(ClickHouseOptions options) {
    this.options = requireNonNull(options, "options");
  }

  /**
   * Makes the table if asked to, then compares it with the schema, once and without retries.
   *
   * @param table without database, unquoted
   * @param createTable whether to run the schema's create statements first
   * @throws ClickHouseSinkException if the server is unreachable, the table is missing, of another
   *     shape, or cannot deduplicate; the message says what to do
   */
  public void check(String table, TableSchema schema, boolean createTable) {
    TableName name = new TableName(options.database(), table);
    try {
      inspect(name, schema, createTable, true);
    } catch (ClickHouseSinkException e) {
      throw e;
    } catch (Exception e) {
      throw explain(options, name, Failure.of(e));
    }
  }

  /**
   * The check itself, with errors as the client throws them.
   *
   * @throws ClickHouseSinkException if the table does not fit
   */
  void inspect(TableName table, TableSchema schema, boolean createTable, boolean deduplication)
      throws Exception {
    try (Client client = Clients.open(options, 1)) {
      if (createTable) {
        for (String statement : schema.createStatements(table)) {
          client.execute(statement).get().close();
        }
      }
      List<GenericRecord> engines = query(client, ENGINE, table);
      if (engines.isEmpty()) {
        throw TableShape.missing(table, schema, createTable);
      }
      TableShape.requireColumns(table, schema.columns(), columns(client, table));
      if (deduplication) {
        GenericRecord engine = engines.get(0);
        DeduplicationWindow.require(
            table,
            engine.getString("engine"),
            engine.getString("engine_full"),
            defaultWindows(client));
      }
    }
  }

  /** Turns a failed look at the server into the error that a user reads. */
  static ClickHouseSinkException explain(
      ClickHouseOptions options, TableName table, Failure failure) {
    if (failure.cause() instanceof ClickHouseSinkException alreadyExplained) {
      return alreadyExplained;
    }
    boolean transientFailure = failure.kind() == FailureKind.RETRY;
    String message;
    if (failure.code() == UNKNOWN_DATABASE) {
      message =
          "Database %s does not exist in ClickHouse at %s. Create it: CREATE DATABASE %s"
              .formatted(table.database(), options.url(), table.quotedDatabase());
    } else if (transientFailure && failure.code() == 0) {
      message =
          "ClickHouse at %s is unreachable: %s. Start it or correct the URL."
              .formatted(options.url(), failure.text());
    } else {
      message =
          "ClickHouse at %s refused the look at table %s as user %s: %s"
              .formatted(options.url(), table, options.username(), failure.describe());
    }
    return new ClickHouseSinkException(message, transientFailure, failure.cause());
  }

  private static Map<String, String> columns(Client client, TableName table) {
    Map<String, String> typeByName = new LinkedHashMap<>();
    for (GenericRecord column : query(client, COLUMNS, table)) {
      typeByName.put(column.getString("name"), column.getString("type"));
    }
    return typeByName;
  }

  private static Map<String, String> defaultWindows(Client client) {
    Map<String, String> valueByName = new LinkedHashMap<>();
    for (GenericRecord setting : client.queryAll(DEFAULT_WINDOWS)) {
      valueByName.put(setting.getString("name"), setting.getString("value"));
    }
    return valueByName;
  }

  private static List<GenericRecord> query(Client client, String sql, TableName table) {
    return client.queryAll(sql, Map.of("database", table.database(), "table", table.table()));
  }
}
