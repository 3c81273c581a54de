package io.tracewright.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.IdColumn;
import io.tracewright.model.span.IntColumn;
import io.tracewright.model.span.LongColumn;
import io.tracewright.model.span.SymbolColumn;
import io.tracewright.model.span.SymbolListColumn;
import io.tracewright.model.span.TextColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  /** Past the first buffers of 1,024 values, and past their doubles. */
  private static final int MANY = 5000;

  @Property(tries = 500)
  void textIsUtf8(@ForAll @Size(max = 20) List<String> texts) {
    TextColumn column = new TextColumn();
    texts.forEach(text -> column.append(text).append("|").append(text).endRow());
    assertThat(column.size()).isEqualTo(texts.size());
    for (int row = 0; row < texts.size(); row++) {
      byte[] expected = (texts.get(row) + "|" + texts.get(row)).getBytes(StandardCharsets.UTF_8);
      assertThat(Arrays.copyOfRange(column.bytes(), column.start(row), column.end(row)))
          .isEqualTo(expected);
    }
  }

  @Property(tries = 500)
  void numbersAreDecimal(@ForAll long number) {
    assertThat(decimal(number)).isEqualTo(Long.toString(number));
  }

  @Test
  void numbersAtTheirEdges() {
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
      for (long number : new long[] {power - 1, power, power + 1, -power, 1 - power}) {
        assertThat(decimal(number)).isEqualTo(Long.toString(number));
      }
    }
    for (long number : new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE}) {
      assertThat(decimal(number)).isEqualTo(Long.toString(number));
    }
  }

  private static String decimal(long number) {
    TextColumn column = new TextColumn();
    column.append("n=").append(number).append(";").endRow();
    assertThat(column.get(0)).startsWith("n=").endsWith(";");
    return column.get(0).substring(2, column.get(0).length() - 1);
  }

  @Property(tries = 2000)
  void decimalsAreTheExactValueRounded(
      @ForAll @DoubleRange(min = -1e12, max = 1e12) double wide,
      @ForAll @LongRange(min = -200_000, max = 200_000) long thousandths,
      @ForAll @IntRange(max = 9) int decimals) {
    // The second kind lies at or beside a tie, for example 1.005 or 0.125.
    for (double value : new double[] {wide, thousandths / 1000.0, thousandths / 64.0}) {
      assertThat(decimal(value, decimals)).isEqualTo(rounded(value, decimals));
    }
  }

  @Test
  void decimalsAtTheirEdges() {
    double[] values = {
      0,
      -0.0,
      0.5,
      1.5,
      -0.5,
      -0.04,
      0.05,
      0.95,
      9.995,
      0.285,
      1.005,
      1e15,
      4e15,
      1e22,
      -1e300,
      Double.MIN_VALUE,
      999_999.999_999,
      0.000_000_001,
      0.000_000_000_5
    };
    for (double value : values) {
      for (int decimals = 0; decimals <= 9; decimals++) {
        assertThat(decimal(value, decimals)).isEqualTo(rounded(value, decimals));
      }
    }
    assertThat(decimal(1.005, 2)).isEqualTo("1.00");
    assertThat(decimal(-0.04, 1)).isEqualTo("0.0");
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> decimal(value, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(value + " is no decimal number");
    }
  }

  private static String decimal(double value, int decimals) {
    TextColumn column = new TextColumn();
    column.append("n=").appendDecimal(value, decimals).append(";").endRow();
    assertThat(column.get(0)).startsWith("n=").endsWith(";");
    return column.get(0).substring(2, column.get(0).length() - 1);
  }

  private static String rounded(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  @Test
  void lettersSpellTheHexadecimalDigits() {
    for (long bits : new long[] {0, 1, -1, Long.MIN_VALUE, 0x0123456789abcdefL}) {
      TextColumn column = new TextColumn();
      column.appendLetters(bits).endRow();
      String expected =
          String.format("%016x", bits)
              .chars()
              .mapToObj(digit -> "abcdefghijklmnop".charAt(Character.digit(digit, 16)) + "")
              .collect(Collectors.joining());
      assertThat(column.get(0)).isEqualTo(expected);
    }
  }

  @Test
  void aColumnMayCopyFromItselfWhileItGrows() {
    TextColumn column = new TextColumn();
    column.append("0123456789").endRow();
    for (int i = 0; i < 12; i++) {
      column.append(column.bytes(), 1, column.end(i)).endRow();
    }
    String expected = "0123456789";
    StringBuilder all = new StringBuilder(expected);
    for (int row = 1; row <= 12; row++) {
      String text = all.substring(1);
      assertThat(column.get(row)).isEqualTo(text);
      all.append(text);
    }
    for (int row = 13; row < 20; row++) {
      column.append(column.bytes(), 0, column.end(12)).endRow();
      assertThat(column.get(row)).isEqualTo(all.toString());
    }
  }

  @Test
  void hexadecimalHasSixteenDigits() {
    for (long bits : new long[] {0, 1, -1, Long.MIN_VALUE, 0x0123456789abcdefL}) {
      TextColumn column = new TextColumn();
      column.appendHex(bits).endRow();
      assertThat(column.get(0)).isEqualTo(String.format("%016x", bits));
    }
  }

  /** Each append is made where the buffer has room for all bytes but the last. */
  @Test
  void theTextBufferGrowsInTime() {
    String e = "é";
    for (int before : new int[] {64 * 1024, 64 * 1024 - 1, 64 * 1024 - 15, 64 * 1024 - 18}) {
      TextColumn column = new TextColumn();
      byte[] start = new byte[before];
      Arrays.fill(start, (byte) 'x');
      String rest = "a" + e + Long.MAX_VALUE + "00000000000000ff";
      column.append(start).append("a").append(e).append(Long.MAX_VALUE).appendHex(255).endRow();
      assertThat(column.get(0)).isEqualTo("x".repeat(before) + rest);
      column.append(Long.MAX_VALUE).endRow();
      column.append(new byte[1_000_000]).endRow();
      assertThat(column.end(2) - column.start(2)).isEqualTo(1_000_000);
      assertThat(column.get(1)).isEqualTo(Long.toString(Long.MAX_VALUE));
    }
  }

  @Test
  void emptyTextsHaveRowsToo() {
    TextColumn column = new TextColumn();
    column.endRow();
    column.append("").endRow();
    column.append("a").endRow();
    column.endRow();
    assertThat(List.of(column.get(0), column.get(1), column.get(2), column.get(3)))
        .containsExactly("", "", "a", "");
  }

  @Test
  void aClearedTextColumnStartsAtZero() {
    TextColumn column = new TextColumn();
    column.append("some").endRow();
    column.append("unfinished");
    column.clear();
    assertThat(column.size()).isZero();
    column.append("next").endRow();
    assertThat(column.start(0)).isZero();
    assertThat(column.get(0)).isEqualTo("next");
  }

  @Test
  void columnsGrowAndKeepWhatTheyHold() {
    LongColumn longs = new LongColumn();
    IntColumn ints = new IntColumn();
    DoubleColumn doubles = new DoubleColumn();
    SymbolColumn symbols = new SymbolColumn();
    IdColumn ids = new IdColumn();
    SymbolListColumn lists = new SymbolListColumn();
    for (int pass = 0; pass < 2; pass++) {
      for (int row = 0; row < MANY; row++) {
        longs.add(row + (1L << 40) + pass);
        ints.add(-row - pass);
        doubles.add(row / 7.0);
        symbols.add("s" + row);
        ids.add(row, -row);
        for (int i = 0; i < row % 4; i++) {
          lists.add(row + "." + i);
        }
        lists.endRow();
      }
      for (int row = 0; row < MANY; row++) {
        assertThat(longs.get(row)).isEqualTo(row + (1L << 40) + pass);
        assertThat(ints.get(row)).isEqualTo(-row - pass);
        assertThat(doubles.get(row)).isEqualTo(row / 7.0);
        assertThat(symbols.get(row)).isEqualTo("s" + row);
        assertThat(ids.get(row)).isEqualTo(new UUID(row, -row));
        assertThat(ids.isNone(row)).isEqualTo(row == 0);
        List<String> list = new ArrayList<>();
        for (int i = 0; i < lists.length(row); i++) {
          list.add(lists.get(row, i));
        }
        assertThat(list).hasSize(row % 4).allMatch(element -> element.matches("\\d+\\.\\d"));
        assertThat(list).allSatisfy(element -> assertThat(element).contains("."));
        assertThat(list.isEmpty() || list.get(0).equals(row + ".0")).isTrue();
      }
      for (var column : List.of(longs, ints, doubles, symbols, ids, lists)) {
        assertThat(column.size()).isEqualTo(MANY);
        column.clear();
        assertThat(column.size()).isZero();
      }
    }
  }

  @Test
  void identifiersOrderAsUnsignedNumbers() {
    IdColumn ids = new IdColumn();
    long[][] ascending = {{0, 0}, {0, 1}, {0, -1}, {1, 0}, {1, Long.MIN_VALUE}, {-1, 0}, {-1, -1}};
    for (long[] id : ascending) {
      ids.add(id[0], id[1]);
    }
    for (int row = 0; row < ascending.length; row++) {
      for (int other = 0; other < ascending.length; other++) {
        assertThat(Integer.signum(ids.compare(row, other))).isEqualTo(Integer.compare(row, other));
        assertThat(ids.same(row, ids, other)).isEqualTo(row == other);
      }
    }
    ids.set(0, 0, 1);
    assertThat(ids.same(0, ids, 1)).isTrue();
    assertThat(ids.isNone(0)).isFalse();
  }
}
