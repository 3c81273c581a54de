package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.clickhouse.block.ColumnDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableShapeTest {
  private static final TableName TABLE = new TableName("db", "t");
  private static final Map<String, String> NO_DEFAULTS = Map.of();

  @Test
  void every_difference_is_told_at_once() {
    List<ColumnDefinition> expected =
        List.of(
            new ColumnDefinition("a", "UInt8"),
            new ColumnDefinition("b", "String"),
            new ColumnDefinition("c", "Array(UInt8)"));
    assertThatThrownBy(
            () ->
                TableShape.requireColumns(
                    TABLE,
                    expected,
                    Map.of("a", "UInt16", "c", "Array(UInt8)", "more", "Decimal(9, 2)")))
        .isInstanceOf(ClickHouseSinkException.class)
        .hasMessage(
            "Table db.t has another shape than the rows to be written: column 'a' is UInt16, expected UInt8; column 'b' is missing, expected String. Alter the table, drop it so that it is made anew, or write to another one.");
  }

  @Test
  void further_columns_and_other_spellings_are_fine() {
    assertThatCode(
            () ->
                TableShape.requireColumns(
                    TABLE,
                    List.of(new ColumnDefinition("m", "Map(String,UInt8)")),
                    Map.of("m", "Map(String, UInt8)", "more", "IPv6")))
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
                    NO_DEFAULTS))
        .hasMessage(
            "Table db.t keeps no deduplication window, so that a replay after a failure would double rows. Mend it: ALTER TABLE `db`.`t` MODIFY SETTING non_replicated_deduplication_window = 10000");
  }

  @Test
  void an_engine_that_cannot_deduplicate_is_refused() {
    assertThatThrownBy(() -> DeduplicationWindow.require(TABLE, "Log", "Log", NO_DEFAULTS))
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
                    Map.of("replicated_deduplication_window", "10000")))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                DeduplicationWindow.require(
                    TABLE,
                    "ReplicatedMergeTree",
                    "ReplicatedMergeTree SETTINGS non_replicated_deduplication_window = 5",
                    NO_DEFAULTS))
        .hasMessageContaining("MODIFY SETTING replicated_deduplication_window");
  }
}
