package io.tracewright.clickhouse;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out whether a table drops a block whose token it knows. */
final class DeduplicationWindow {
  private static final String NON_REPLICATED = "non_replicated_deduplication_window";
  private static final String REPLICATED = "replicated_deduplication_window";

  /** Enough for minutes of replay at ten blocks a second. */
  private static final int ADVISED_WINDOW = 10_000;

  private DeduplicationWindow() {}

  /**
   * Requires a table that deduplicates.
   *
   * @param engineFull the engine with its clauses, as in {@code system.tables}
   * @param defaults the server's own values of the two window settings
   * @throws ClickHouseSinkException quoting the statement that mends the table
   */
  static void require(
      TableName table, String engine, String engineFull, Map<String, String> defaults) {
    if (!isPossible(engine)) {
      throw ClickHouseSinkException.of(
          "Table %s has the engine %s, which cannot drop repeated blocks; only the MergeTree family can. Write to a MergeTree table, or accept at-least-once (requireDeduplication = false)."
              .formatted(table, engine),
          false,
          null);
    }
    boolean replicated = engine.startsWith("Replicated") || engine.startsWith("Shared");
    String setting = replicated ? REPLICATED : NON_REPLICATED;
    if (window(setting, engineFull, defaults) == 0) {
      throw ClickHouseSinkException.of(
          "Table %s keeps no deduplication window, so that a replay after a failure would double rows. Mend it: ALTER TABLE %s MODIFY SETTING %s = %d"
              .formatted(table, table.quoted(), setting, ADVISED_WINDOW),
          false,
          null);
    }
  }

  /** Whether tables of this engine can have a window at all. */
  static boolean isPossible(String engine) {
    return engine.endsWith("MergeTree");
  }

  /** How many of the last blocks the table knows. */
  static long window(String setting, String engineFull, Map<String, String> defaults) {
    Matcher own = Pattern.compile("\\b" + setting + "\\s*=\\s*'?(\\d+)").matcher(engineFull);
    if (own.find()) {
      return Long.parseLong(own.group(1));
    }
    return Long.parseLong(defaults.getOrDefault(setting, "0"));
  }
}
