package io.tracewright.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.IdColumn;
import io.tracewright.model.span.IntColumn;
import io.tracewright.model.span.LongColumn;
import io.tracewright.model.span.SymbolColumn;
import io.tracewright.model.span.SymbolListColumn;
import io.tracewright.model.span.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
