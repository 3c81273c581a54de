package io.tracewright.clickhouse.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Every column's bytes against the description of the Native format, written out by hand.
 *
 * <p>That a real server reads them is the business of {@code RoundTripITCase}.
 */
class ColumnEncodingTest {

  @Test
  void integers_are_little_endian() {
    assertThat(data("Int8", Int8Column.class, c -> c.append(-2))).isEqualTo("fe");
    assertThat(data("UInt8", Int8Column.class, c -> c.append(254))).isEqualTo("fe");
    assertThat(data("Int16", Int16Column.class, c -> c.append(-2))).isEqualTo("feff");
    assertThat(data("UInt16", Int16Column.class, c -> c.append(0x1234))).isEqualTo("3412");
    assertThat(data("Int32", Int32Column.class, c -> c.append(0x01020304))).isEqualTo("04030201");
    assertThat(data("UInt32", Int32Column.class, c -> c.append(0xFFFF_FFFEL)))
        .isEqualTo("feffffff");
    assertThat(data("Int64", Int64Column.class, c -> c.append(0x0102030405060708L)))
        .isEqualTo("0807060504030201");
    assertThat(data("UInt64", Int64Column.class, c -> c.append(-1))).isEqualTo("ff".repeat(8));
  }

  @Test
  void integers_out_of_range_are_refused() {
    refuses("Int8", Int8Column.class, c -> c.append(128), "128 is not within -128..127");
    refuses("UInt8", Int8Column.class, c -> c.append(-1), "-1 is not within 0..255");
    refuses("Int16", Int16Column.class, c -> c.append(40_000), "is not within -32768..32767");
    refuses("UInt16", Int16Column.class, c -> c.append(65_536), "is not within 0..65535");
    refuses("Int32", Int32Column.class, c -> c.append(1L << 31), "is not within -2147483648");
    refuses("UInt32", Int32Column.class, c -> c.append(-1), "is not within 0..4294967295");
  }

  @Test
  void floats_are_their_raw_bits() {
    assertThat(data("Float32", Float32Column.class, c -> c.append(1.0f))).isEqualTo("0000803f");
    assertThat(data("Float64", Float64Column.class, c -> c.append(1.0)))
        .isEqualTo("000000000000f03f");
  }

  @Test
  void bool_is_a_byte() {
    assertThat(
            data(
                "Bool",
                BoolColumn.class,
                c -> {
                  c.append(true);
                  c.append(false);
                }))
        .isEqualTo("0100");
  }

  @Test
  void uuid_is_two_halves_each_little_endian() {
    UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    assertThat(data("UUID", UuidColumn.class, c -> c.append(uuid)))
        .isEqualTo("7766554433221100ffeeddccbbaa9988");
  }

  @Test
  void string_has_its_length_in_bytes_in_front() {
    assertThat(data("String", StringColumn.class, c -> c.append("aé"))).isEqualTo("0361c3a9");
    assertThat(data("String", StringColumn.class, c -> c.append(""))).isEqualTo("00");
    assertThat(data("String", StringColumn.class, c -> c.append("xabcx".getBytes(UTF_8), 1, 3)))
        .isEqualTo("03616263");
    assertThat(data("String", StringColumn.class, c -> c.append("a".repeat(200))))
        .startsWith("c80161")
        .hasSize(2 * 202);
  }

  @Test
  void fixed_string_is_padded() {
    assertThat(data("FixedString(4)", FixedStringColumn.class, c -> c.append("ab".getBytes(UTF_8))))
        .isEqualTo("61620000");
    refuses(
        "FixedString(1)",
        FixedStringColumn.class,
        c -> c.append(new byte[2]),
        "a value of 2 bytes is too long");
  }

  @Test
  void enum_is_the_number_of_its_name() {
    assertThat(
            data(
                "Enum8('a' = -1, 'it\\'s' = 2)",
                Enum8Column.class,
                c -> {
                  c.append("a");
                  c.append("it's");
                }))
        .isEqualTo("ff02");
    refuses("Enum8('a' = 1)", Enum8Column.class, c -> c.append("b"), "there is no element 'b'");
  }

  @Test
  void dates_and_times_count_from_1970() {
    assertThat(data("Date", DateColumn.class, c -> c.append(LocalDate.of(1970, 1, 3))))
        .isEqualTo("0200");
    refuses("Date", DateColumn.class, c -> c.appendEpochDay(-1), "is not within 0..65535");
    assertThat(data("DateTime('UTC')", DateTimeColumn.class, c -> c.appendEpochSecond(258)))
        .isEqualTo("02010000");
    refuses("DateTime", DateTimeColumn.class, c -> c.appendEpochSecond(1L << 32), "is not within");
    Instant instant = Instant.ofEpochSecond(1, 234_567_891);
    assertThat(data("DateTime64(3)", DateTime64Column.class, c -> c.append(instant)))
        .isEqualTo(hexOfLong(1_234));
    assertThat(data("DateTime64(9)", DateTime64Column.class, c -> c.append(instant)))
        .isEqualTo(hexOfLong(1_234_567_891));
    assertThat(data("DateTime64(6, 'UTC')", DateTime64Column.class, c -> c.appendEpochMilli(-5)))
        .isEqualTo(hexOfLong(-5_000));
    assertThat(data("DateTime64(0)", DateTime64Column.class, c -> c.appendEpochMilli(-1)))
        .isEqualTo(hexOfLong(-1));
    assertThat(data("DateTime64(3)", DateTime64Column.class, c -> c.appendTicks(7)))
        .isEqualTo(hexOfLong(7));
  }

  @Test
  void nullable_has_a_map_of_nulls_in_front() {
    assertThat(
            data(
                "Nullable(UInt8)",
                NullableColumn.class,
                c -> {
                  c.values(Int8Column.class).append(7);
                  c.appendNull();
                  c.values(Int8Column.class).append(9);
                }))
        .isEqualTo("000100" + "070009");
  }

  @Test
  void arrays_have_the_ends_of_their_rows_in_front() {
    assertThat(
            data(
                "Array(Array(UInt8))",
                ArrayColumn.class,
                outer -> {
                  ArrayColumn inner = outer.elements(ArrayColumn.class);
                  Int8Column values = inner.elements(Int8Column.class);
                  values.append(1);
                  values.append(2);
                  inner.endRow();
                  inner.endRow();
                  outer.endRow();
                  outer.endRow();
                }))
        .isEqualTo(hexOfLong(2) + hexOfLong(2) + hexOfLong(2) + hexOfLong(2) + "0102");
  }

  @Test
  void map_is_an_array_of_keys_and_values() {
    assertThat(
            data(
                "Map(String, UInt8)",
                MapColumn.class,
                c -> {
                  c.keys(StringColumn.class).append("k");
                  c.values(Int8Column.class).append(5);
                  c.endRow();
                }))
        .isEqualTo(hexOfLong(1) + "016b" + "05");
  }

  @Test
  void map_with_a_key_too_many_is_refused() {
    NativeBlock block = new NativeBlock(List.of(new ColumnDefinition("m", "Map(String, UInt8)")));
    MapColumn map = block.column("m", MapColumn.class);
    map.keys(StringColumn.class).append("k");
    assertThatThrownBy(map::endRow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Column 'm.value' has 0 values, but 'm.key' has 1: append one value to each.");
  }

  @Test
  void tuple_is_a_column_an_element() {
    assertThat(
            data(
                "Tuple(a UInt8, String)",
                TupleColumn.class,
                c -> {
                  c.element(0, Int8Column.class).append(1);
                  c.element(1, StringColumn.class).append("x");
                }))
        .isEqualTo("01" + "0178");
  }

  @Test
  void json_says_that_it_comes_as_text() {
    assertThat(data("JSON", JsonColumn.class, c -> c.append("{}")))
        .isEqualTo(hexOfLong(1) + "027b7d");
  }

  @Test
  void json_in_paths_is_a_column_a_path_with_the_rows_that_have_it() {
    String path = hexOfLong(3) + "01" + "05496e743634";
    assertThat(
            data(
                "JSON",
                JsonColumn.class,
                c -> {
                  Int64Column second = c.path("b", "Int64", Int64Column.class);
                  Int64Column first = c.path("a.x", "Int64", Int64Column.class);
                  StringColumn never = c.path("never", "String", StringColumn.class);
                  assertThat(never.rows()).isZero();
                  first.append(5);
                  c.endRow();
                  first.append(6);
                  second.append(7);
                  c.endRow();
                }))
        .isEqualTo(
            hexOfLong(3)
                + ("02" + "03612e78" + "0162")
                + (path + path)
                + ("0000" + hexOfLong(5) + hexOfLong(6))
                + ("0100" + hexOfLong(7)));
  }

  @Test
  void json_in_paths_refuses_what_does_not_fit() {
    NativeBlock block = new NativeBlock(List.of(new ColumnDefinition("j", "JSON")));
    JsonColumn json = block.column("j", JsonColumn.class);
    Int64Column values = json.path("a", "Int64", Int64Column.class);
    assertThat(json.path("a", "Int64", Int64Column.class)).isSameAs(values);
    assertThatThrownBy(() -> json.path("a", "String", StringColumn.class))
        .hasMessageContaining("the path 'a' is declared with another type than String");
    assertThatThrownBy(() -> json.path("b", "Nullable(String)", NullableColumn.class))
        .hasMessage("Column 'j.b': a path in JSON cannot be of type Nullable(String)");
    assertThatThrownBy(() -> json.append("{}")).hasMessageContaining("takes no text");
    values.append(1);
    values.append(2);
    assertThatThrownBy(json::endRow).hasMessage("Column 'j.a' got 2 values in one row.");
    block.reset();
    json.endRow();
    assertThatThrownBy(() -> json.path("late", "Int64", Int64Column.class))
        .hasMessageContaining("declare the path 'late' before the first row");
  }

  @Test
  void low_cardinality_has_a_dictionary_and_indices() {
    String header = hexOfLong(1) + hexOfLong(0x600);
    assertThat(
            data(
                "LowCardinality(String)",
                LowCardinalityColumn.class,
                c -> {
                  c.append("a");
                  c.append("b".getBytes(UTF_8), 0, 1);
                  c.append("a");
                }))
        .isEqualTo(header + hexOfLong(2) + "01610162" + hexOfLong(3) + "000100");
    assertThat(
            data(
                "LowCardinality(Nullable(String))",
                LowCardinalityColumn.class,
                c -> {
                  c.append("a");
                  c.appendNull();
                }))
        .isEqualTo(header + hexOfLong(2) + "000161" + hexOfLong(2) + "0100");
    refuses("LowCardinality(String)", LowCardinalityColumn.class, c -> c.appendNull(), "NULL");
  }

  @Test
  void low_cardinality_widens_its_indices_with_the_dictionary() {
    String bytes =
        data(
            "LowCardinality(String)",
            LowCardinalityColumn.class,
            c -> {
              for (int i = 0; i < 257; i++) {
                c.append("k" + i);
              }
            });
    assertThat(bytes).startsWith(hexOfLong(1) + hexOfLong(0x601) + hexOfLong(257));
    assertThat(bytes).endsWith("ff000001");
  }

  @Test
  void low_cardinality_inside_empty_arrays_writes_its_prefix_only() {
    assertThat(data("Array(LowCardinality(String))", ArrayColumn.class, ArrayColumn::endRow))
        .isEqualTo(hexOfLong(1) + hexOfLong(0));
  }

  /** The column's bytes in a block, without the block's and the column's header. */
  private static <C extends Column> String data(String type, Class<C> kind, Consumer<C> fill) {
    NativeBlock block = new NativeBlock(List.of(new ColumnDefinition("c", type)));
    C column = block.column("c", kind);
    fill.accept(column);
    byte[] bytes = block.toBytes();
    assertThat((long) bytes.length).isLessThanOrEqualTo(block.sizeBytes() + 2 * Long.BYTES);
    int headerBytes = 2 + 2 + 1 + column.type().length();
    if (block.rows() > 127) {
      headerBytes++;
    }
    return HexFormat.of().formatHex(bytes, headerBytes, bytes.length);
  }

  private static <C extends Column> void refuses(
      String type, Class<C> kind, Consumer<C> fill, String message) {
    C column = new NativeBlock(List.of(new ColumnDefinition("c", type))).column("c", kind);
    assertThatThrownBy(() -> fill.accept(column))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Column 'c' of type " + type + ": ")
        .hasMessageContaining(message);
    assertThat(column.rows()).isZero();
  }

  private static String hexOfLong(long value) {
    return HexFormat.of().toHexDigits(Long.reverseBytes(value));
  }
}
