package io.tracewright.clickhouse;

import static java.util.Objects.requireNonNull;

import com.clickhouse.client.api.Client;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a server is there and a table fits a schema; plain Java, for a job's {@code main}
 * before it submits the job.
 *
 * <p>The sink's writers run the same check when they start.
 */
public final class TableInspector {
  private static final Logger LOG = LoggerFactory.getLogger(TableInspector.class);

  private static final int UNKNOWN_DATABASE = 81;

  private final ClickHouseOptions options;

  public TableInspector(ClickHouseOptions options) {
    this.options = requireNonNull(options, "options");
  }

  /**
   * As {@link #check(String, TableSchema, boolean, int)}, with the sink's default of the least
   * window.
   */
  public void check(String table, TableSchema schema, boolean createTable) {
    check(table, schema, createTable, DeduplicationWindow.DEFAULT_MIN_WINDOW);
  }

  /**
   * Makes the table if asked to, then compares it with the schema, once and without retries.
   *
   * @param table without database, unquoted
   * @param createTable whether to run the schema's create statements first
   * @param minDeduplicationWindow as {@link ClickHouseSink.Builder#minDeduplicationWindow}
   * @throws ClickHouseSinkException if the server is unreachable, the table is missing, of another
   *     shape, or it or a view's target cannot deduplicate far enough; the message says what to do
   */
  public void check(
      String table, TableSchema schema, boolean createTable, int minDeduplicationWindow) {
    TableName name = new TableName(options.database(), table);
    try {
      inspect(name, schema, createTable, minDeduplicationWindow);
    } catch (ClickHouseSinkException e) {
      throw e;
    } catch (Exception e) {
      throw explain(options, name, Failure.of(e));
    }
  }

  /**
   * The check itself, with errors as the client throws them.
   *
   * @param minWindow how many blocks the table must know; 0 for a table that need not deduplicate
   * @throws ClickHouseSinkException if the table does not fit
   */
  void inspect(TableName table, TableSchema schema, boolean createTable, int minWindow)
      throws Exception {
    try (Client client = Clients.open(options, 1)) {
      if (createTable) {
        for (String statement : schema.createStatements(table)) {
          client.execute(statement).get().close();
        }
      }
      TableCatalog catalog = new TableCatalog(client);
      TableCatalog.Engine engine =
          catalog.engine(table).orElseThrow(() -> TableShape.missing(table, schema, createTable));
      TableShape.requireColumns(table, schema, catalog.typeByColumn(table), createTable);
      if (minWindow > 0) {
        requireDeduplication(catalog, engine, minWindow);
      }
    }
  }

  private static void requireDeduplication(
      TableCatalog catalog, TableCatalog.Engine engine, int minWindow) {
    Map<String, String> defaults = catalog.defaultWindows();
    DeduplicationWindow.require(
        engine.table(), engine.name(), engine.definition(), defaults, minWindow);
    for (TableCatalog.Engine target : catalog.viewTargets(engine.table())) {
      if (DeduplicationWindow.isPossible(target.name())) {
        DeduplicationWindow.require(
            target.table(), target.name(), target.definition(), defaults, minWindow);
      } else {
        LOG.warn(
            "Table {}, fed by a view on {}, has the engine {} and cannot drop repeated blocks",
            target.table(),
            engine.table(),
            target.name());
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
    return ClickHouseSinkException.of(message, transientFailure, failure.cause());
  }
}
