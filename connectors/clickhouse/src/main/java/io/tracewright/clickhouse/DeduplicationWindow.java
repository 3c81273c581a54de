package io.tracewright.clickhouse;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out whether a table drops a block whose token it knows. */
final class DeduplicationWindow {
  private static final String NON_REPLICATED = "non_replicated_deduplication_window";
  private static final String REPLICATED = "replicated_deduplication_window";

  /**
   * The least window that is accepted unless the user says otherwise: what replays after a failure
   * at ten blocks a second, a checkpoint a minute, and half a minute to restart. A table with a
   * handful, as one that somebody tried things out with, drops only the last few of a replay.
   */
  static final int DEFAULT_MIN_WINDOW = 1_000;

  /** Enough for minutes of replay at ten blocks a second. */
  private static final int ADVISED_WINDOW = 10_000;

  private DeduplicationWindow() {}

  /**
   * Requires a table that deduplicates far enough back.
   *
   * @param minWindow how many of the last blocks it must know, at least 1
   * @param engineFull the engine with its clauses, as in {@code system.tables}
   * @param defaults the server's own values of the two window settings
   * @throws ClickHouseSinkException quoting the statement that mends the table
   */
  static void require(
      TableName table,
      String engine,
      String engineFull,
      Map<String, String> defaults,
      int minWindow) {
    if (!isPossible(engine)) {
      throw ClickHouseSinkException.of(
          "Table %s has the engine %s, which cannot drop repeated blocks; only the MergeTree family can. Write to a MergeTree table, or accept at-least-once (requireDeduplication = false)."
              .formatted(table, engine),
          false,
          null);
    }
    boolean replicated = engine.startsWith("Replicated") || engine.startsWith("Shared");
    String setting = replicated ? REPLICATED : NON_REPLICATED;
    long window = window(setting, engineFull, defaults);
    if (window < minWindow) {
      String found =
          window == 0
              ? "keeps no deduplication window"
              : "keeps a deduplication window of %d, less than the %d required (minDeduplicationWindow)"
                  .formatted(window, minWindow);
      throw ClickHouseSinkException.of(
          "Table %s %s, so that a replay after a failure would double rows. Mend it: ALTER TABLE %s MODIFY SETTING %s = %d"
              .formatted(
                  table, found, table.quoted(), setting, Math.max(minWindow, ADVISED_WINDOW)),
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
