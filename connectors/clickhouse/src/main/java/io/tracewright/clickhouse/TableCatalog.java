package io.tracewright.clickhouse;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.GenericRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ClickHouse's system tables say of a table; names are bound as parameters. */
final class TableCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(TableCatalog.class);
  private static final int UNKNOWN_IDENTIFIER = 47;

  private static final String COLUMNS =
      "SELECT name, type FROM system.columns"
          + " WHERE database = {database:String} AND table = {table:String} ORDER BY position";

  private static final String ENGINE =
      "SELECT database, name, engine, engine_full FROM system.tables"
          + " WHERE database = {database:String} AND name = {table:String}";

  /** The tables that materialized views on the table write to. */
  private static final String VIEW_TARGETS =
      "SELECT database, name, engine, engine_full FROM system.tables WHERE (database, name) IN ("
          + "SELECT target_database, target_table FROM system.tables"
          + " WHERE engine = 'MaterializedView' AND (database, name) IN ("
          + "SELECT view_database, view_name FROM system.tables"
          + " ARRAY JOIN dependencies_database AS view_database, dependencies_table AS view_name"
          + " WHERE database = {database:String} AND name = {table:String}))";

  private static final String DEFAULT_WINDOWS =
      "SELECT name, value FROM system.merge_tree_settings"
          + " WHERE name IN ('non_replicated_deduplication_window', 'replicated_deduplication_window')";

  /**
   * A table's engine.
   *
   * @param definition the engine with its clauses and settings
   */
  record Engine(TableName table, String name, String definition) {}

  private final Client client;

  TableCatalog(Client client) {
    this.client = client;
  }

  /** The table's engine; empty if there is no such table. */
  Optional<Engine> engine(TableName table) {
    return engines(ENGINE, table).stream().findFirst();
  }

  /** Types by column name, in table order. */
  Map<String, String> typeByColumn(TableName table) {
    Map<String, String> typeByName = new LinkedHashMap<>();
    for (GenericRecord column : client.queryAll(COLUMNS, parameters(table))) {
      typeByName.put(column.getString("name"), column.getString("type"));
    }
    return typeByName;
  }

  /** The tables that materialized views on the table write to; empty on servers that hide them. */
  List<Engine> viewTargets(TableName table) {
    try {
      return engines(VIEW_TARGETS, table);
    } catch (ClickHouseException e) {
      if (Failure.of(e).code() != UNKNOWN_IDENTIFIER) {
        throw e;
      }
      LOG.warn("This ClickHouse does not tell where views write to: their windows are not checked");
      return List.of();
    }
  }

  /** The server's own values of the deduplication windows, by setting. */
  Map<String, String> defaultWindows() {
    Map<String, String> valueByName = new LinkedHashMap<>();
    for (GenericRecord setting : client.queryAll(DEFAULT_WINDOWS)) {
      valueByName.put(setting.getString("name"), setting.getString("value"));
    }
    return valueByName;
  }

  private List<Engine> engines(String sql, TableName table) {
    return client.queryAll(sql, parameters(table)).stream()
        .map(
            engine ->
                new Engine(
                    new TableName(engine.getString("database"), engine.getString("name")),
                    engine.getString("engine"),
                    engine.getString("engine_full")))
        .toList();
  }

  private static Map<String, Object> parameters(TableName table) {
    return Map.of("database", table.database(), "table", table.table());
  }
}
