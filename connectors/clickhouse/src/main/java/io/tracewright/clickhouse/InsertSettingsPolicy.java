package io.tracewright.clickhouse;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ClickHouse settings of every insert, and why.
 *
 * <ul>
 *   <li>{@code insert_deduplicate}, {@code deduplicate_blocks_in_dependent_materialized_views}: a
 *       known token is dropped, in the table and in each view behind it.
 *   <li>{@code async_insert = 0}, {@code wait_end_of_query}: the answer comes when the rows are
 *       stored, views included, and an error is in the answer's status.
 *   <li>{@code min_insert_block_size_*}, {@code max_insert_block_size}: the server neither splits
 *       the block nor waits to join it with others, so that one token names one block.
 * </ul>
 */
final class InsertSettingsPolicy {
  static final String TOKEN = "insert_deduplication_token";

  private static final String ONE_BLOCK_ROWS = String.valueOf(Integer.MAX_VALUE);

  private static final Map<String, String> FIXED = fixed();

  private InsertSettingsPolicy() {}

  /** The settings without the token, the sink's own last. */
  static Map<String, String> merge(Map<String, String> additional) {
    Map<String, String> settings = new LinkedHashMap<>(additional);
    settings.putAll(FIXED);
    return settings;
  }

  /**
   * Refuses a setting that the sink sets itself.
   *
   * @throws IllegalArgumentException if the sink sets this itself
   */
  static void requireFree(String name) {
    if (FIXED.containsKey(name) || TOKEN.equals(name)) {
      throw new IllegalArgumentException(
          "The setting "
              + name
              + " is the sink's own: exactly-once rests on its value "
              + FIXED.getOrDefault(name, "(the batch's token)"));
    }
  }

  private static Map<String, String> fixed() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("insert_deduplicate", "1");
    settings.put("deduplicate_blocks_in_dependent_materialized_views", "1");
    settings.put("async_insert", "0");
    settings.put("wait_end_of_query", "1");
    settings.put("min_insert_block_size_rows", "0");
    settings.put("min_insert_block_size_bytes", "0");
    settings.put("max_insert_block_size", ONE_BLOCK_ROWS);
    return settings;
  }
}
