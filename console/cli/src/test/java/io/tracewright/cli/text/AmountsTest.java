package io.tracewright.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class AmountsTest {
  @Test
  void durations() {
    assertThat(Amounts.duration(0)).isEqualTo("0.0 ms");
    assertThat(Amounts.duration(9.94)).isEqualTo("9.9 ms");
    assertThat(Amounts.duration(9.96)).isEqualTo("10 ms");
    assertThat(Amounts.duration(999.4)).isEqualTo("999 ms");
    assertThat(Amounts.duration(999.6)).isEqualTo("1.00 s");
    assertThat(Amounts.duration(1_234_567)).isEqualTo("1,234.57 s");
  }

  @Test
  void money() {
    assertThat(Amounts.usd(0)).isEqualTo("$0.00");
    assertThat(Amounts.usd(1234.567)).isEqualTo("$1,234.57");
    assertThat(Amounts.usd(0.0456)).isEqualTo("$0.0456");
    assertThat(Amounts.usd(0.00012)).isEqualTo("$0.000120");
  }

  @Test
  void sizesAndShares() {
    assertThat(Amounts.bytes(999)).isEqualTo("999 B");
    assertThat(Amounts.bytes(1_500_000)).isEqualTo("1.5 MB");
    assertThat(Amounts.bytes(812_000_000)).isEqualTo("812 MB");
    assertThat(Amounts.bytes(999_900_000)).isEqualTo("1.0 GB");
    assertThat(Amounts.percent(0.125)).isEqualTo("12.5 %");
    assertThat(Amounts.percent(0.0012)).isEqualTo("0.12 %");
    assertThat(Amounts.percent(0)).isEqualTo("0.0 %");
  }

  @Test
  void waits() {
    assertThat(Amounts.span(0.2)).isEqualTo("less than 1 s");
    assertThat(Amounts.span(90)).isEqualTo("90 s");
    assertThat(Amounts.span(600)).isEqualTo("10 min");
    assertThat(Amounts.span(36_000)).isEqualTo("10.0 h");
  }

  @Test
  void tablesAlignTextLeftAndNumbersRight() {
    Table table = new Table("name", "calls");
    table.add("a", "1,000");
    table.add("longer", "7");
    assertThat(table.lines())
        .containsExactly("  name    calls", "  a       1,000", "  longer      7");
    assertThatThrownBy(() -> table.add("alone")).hasMessage("1 cells in a table of 2 columns");
  }
}
