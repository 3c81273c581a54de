package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableShapeTest {
  private static final TableName TABLE = new TableName("db", "t");
  private static final Map<String, String> NO_DEFAULTS = Map.of();

  @Test
  void every_difference_is_told_at_once() {
    assertThatThrownBy(
            () ->
                TableShape.requireColumns(
                    TABLE,
                    abc().createMergeTree("ORDER BY a", 1_000).build(),
                    Map.of("a", "UInt16", "c", "Array(UInt8)", "more", "Decimal(9, 2)"),
                    true))
        .isInstanceOf(ClickHouseSinkException.class)
        .hasMessage(
            "Table db.t has another shape than the rows to be written: column 'a' is UInt16, expected UInt8; column 'b' is missing, expected String. Alter the table, drop it so that it is made anew, or write to another one.");
  }

  @Test
  void the_advice_is_what_then_happens() {
    TableSchema makes = abc().createMergeTree("ORDER BY a", 1_000).build();
    assertThatThrownBy(() -> TableShape.requireColumns(TABLE, makes, Map.of(), true))
        .hasMessageEndingWith(
            " Alter the table, drop it so that it is made anew, or write to another one.");
    assertThatThrownBy(() -> TableShape.requireColumns(TABLE, makes, Map.of(), false))
        .hasMessageEndingWith(
            " Alter the table, drop it and let the sink make it anew (createTable), or write to another one.");
    assertThatThrownBy(() -> TableShape.requireColumns(TABLE, abc().build(), Map.of(), true))
        .hasMessageEndingWith(
            " Alter the table, drop it and create it anew, or write to another one.");
  }

  private static TableSchema.Builder abc() {
    return TableSchema.builder()
        .column("a", "UInt8")
        .column("b", "String")
        .column("c", "Array(UInt8)");
  }

  @Test
  void further_columns_and_other_spellings_are_fine() {
    assertThatCode(
            () ->
                TableShape.requireColumns(
                    TABLE,
                    TableSchema.builder().column("m", "Map(String,UInt8)").build(),
                    Map.of("m", "Map(String, UInt8)", "more", "IPv6"),
                    false))
        .doesNotThrowAnyException();
  }

  @Test
  void a_table_without_window_is_refused_with_the_remedy() {
    assertThatThrownBy(
            () ->
                DeduplicationWindow.require(
                    TABLE,
                    "MergeTree",
                    "MergeTree ORDER BY a SETTINGS index_granularity = 8192",
                    NO_DEFAULTS,
                    1))
        .hasMessage(
            "Table db.t keeps no deduplication window, so that a replay after a failure would double rows. Mend it: ALTER TABLE `db`.`t` MODIFY SETTING non_replicated_deduplication_window = 10000");
  }

  @Test
  void a_window_below_the_least_is_refused_with_the_remedy() {
    String engine = "MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 999";
    assertThatThrownBy(
            () -> DeduplicationWindow.require(TABLE, "MergeTree", engine, NO_DEFAULTS, 1_000))
        .hasMessage(
            "Table db.t keeps a deduplication window of 999, less than the 1000 required (minDeduplicationWindow), so that a replay after a failure would double rows. Mend it: ALTER TABLE `db`.`t` MODIFY SETTING non_replicated_deduplication_window = 10000");
    assertThatThrownBy(
            () -> DeduplicationWindow.require(TABLE, "MergeTree", engine, NO_DEFAULTS, 50_000))
        .hasMessageEndingWith("non_replicated_deduplication_window = 50000");
    assertThatCode(() -> DeduplicationWindow.require(TABLE, "MergeTree", engine, NO_DEFAULTS, 999))
        .doesNotThrowAnyException();
    assertThat(DeduplicationWindow.DEFAULT_MIN_WINDOW).isEqualTo(1_000);
    assertThatThrownBy(() -> ClickHouseSink.<Long>builder().minDeduplicationWindow(0))
        .hasMessage("minDeduplicationWindow must be at least 1, but is 0");
  }

  @Test
  void an_engine_that_cannot_deduplicate_is_refused() {
    assertThatThrownBy(() -> DeduplicationWindow.require(TABLE, "Log", "Log", NO_DEFAULTS, 1))
        .hasMessageStartingWith("Table db.t has the engine Log, which cannot drop repeated blocks");
  }

  @Test
  void the_window_is_the_table_s_own_or_the_server_s() {
    String setting = "non_replicated_deduplication_window";
    String own = "MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100, x = 1";
    assertThat(DeduplicationWindow.window(setting, own, Map.of(setting, "7"))).isEqualTo(100);
    assertThat(DeduplicationWindow.window(setting, "MergeTree", Map.of(setting, "7"))).isEqualTo(7);
    assertThatCode(
            () ->
                DeduplicationWindow.require(
                    TABLE,
                    "ReplicatedMergeTree",
                    "ReplicatedMergeTree('/p', 'r') ORDER BY a",
                    Map.of("replicated_deduplication_window", "10000"),
                    10_000))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                DeduplicationWindow.require(
                    TABLE,
                    "ReplicatedMergeTree",
                    "ReplicatedMergeTree SETTINGS non_replicated_deduplication_window = 5",
                    NO_DEFAULTS,
                    1))
        .hasMessageContaining("MODIFY SETTING replicated_deduplication_window");
  }
}
