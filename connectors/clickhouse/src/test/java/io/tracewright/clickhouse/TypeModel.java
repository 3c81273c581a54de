package io.tracewright.clickhouse;

import io.tracewright.clickhouse.block.ArrayColumn;
import io.tracewright.clickhouse.block.BoolColumn;
import io.tracewright.clickhouse.block.Column;
import io.tracewright.clickhouse.block.DateColumn;
import io.tracewright.clickhouse.block.DateTime64Column;
import io.tracewright.clickhouse.block.DateTimeColumn;
import io.tracewright.clickhouse.block.Enum8Column;
import io.tracewright.clickhouse.block.FixedStringColumn;
import io.tracewright.clickhouse.block.Float32Column;
import io.tracewright.clickhouse.block.Float64Column;
import io.tracewright.clickhouse.block.Int16Column;
import io.tracewright.clickhouse.block.Int32Column;
import io.tracewright.clickhouse.block.Int64Column;
import io.tracewright.clickhouse.block.Int8Column;
import io.tracewright.clickhouse.block.LowCardinalityColumn;
import io.tracewright.clickhouse.block.MapColumn;
import io.tracewright.clickhouse.block.NullableColumn;
import io.tracewright.clickhouse.block.StringColumn;
import io.tracewright.clickhouse.block.TupleColumn;
import io.tracewright.clickhouse.block.UuidColumn;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A ClickHouse type as the round-trip property knows it: any value of it, and how to append one.
 *
 * @param values in the form that {@link JdbcValues#normalize} gives
 */
record TypeModel(String type, Arbitrary<Object> values, BiConsumer<Column, Object> appender) {

  static Arbitrary<TypeModel> any(int depth) {
    if (depth == 0) {
      return scalar();
    }
    return Arbitraries.frequencyOf(
        Tuple.of(4, scalar()),
        Tuple.of(1, Arbitraries.lazy(() -> any(depth - 1)).map(TypeModel::array)),
        Tuple.of(1, Arbitraries.lazy(() -> any(depth - 1)).map(TypeModel::map)),
        Tuple.of(
            1,
            Arbitraries.lazy(() -> any(depth - 1))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(TypeModel::tuple)));
  }

  private static Arbitrary<TypeModel> scalar() {
    return Arbitraries.of(simple())
        .flatMap(simple -> Arbitraries.of(simple, nullable(simple)))
        .flatMap(
            model ->
                Arbitraries.frequencyOf(
                    Tuple.of(5, Arbitraries.just(model)),
                    Tuple.of(1, Arbitraries.of(lowCardinality(), lowCardinalityNullable()))));
  }

  private static List<TypeModel> simple() {
    return List.of(
        integer(
            "Int8",
            Byte.MIN_VALUE,
            Byte.MAX_VALUE,
            (c, v) -> as(c, Int8Column.class).append((int) v)),
        integer("UInt8", 0, 255, (c, v) -> as(c, Int8Column.class).append((int) v)),
        integer(
            "Int16",
            Short.MIN_VALUE,
            Short.MAX_VALUE,
            (c, v) -> as(c, Int16Column.class).append((int) v)),
        integer("UInt16", 0, 65_535, (c, v) -> as(c, Int16Column.class).append((int) v)),
        integer(
            "Int32",
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            (c, v) -> as(c, Int32Column.class).append(v)),
        integer("UInt32", 0, 0xFFFF_FFFFL, (c, v) -> as(c, Int32Column.class).append(v)),
        integer(
            "Int64", Long.MIN_VALUE, Long.MAX_VALUE, (c, v) -> as(c, Int64Column.class).append(v)),
        of(
            "UInt64",
            Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
            (c, v) -> as(c, Int64Column.class).append(v.longValue())),
        of("Bool", Arbitraries.of(true, false), (c, v) -> as(c, BoolColumn.class).append(v)),
        of(
            "Float32",
            Arbitraries.floats().map(Float::doubleValue),
            (c, v) -> as(c, Float32Column.class).append(v.floatValue())),
        of("Float64", Arbitraries.doubles(), (c, v) -> as(c, Float64Column.class).append(v)),
        of("String", text(), (c, v) -> as(c, StringColumn.class).append(v)),
        of(
            "FixedString(3)",
            Arbitraries.strings().ascii().ofLength(3),
            (c, v) -> as(c, FixedStringColumn.class).append(v.getBytes(StandardCharsets.US_ASCII))),
        of(
            "UUID",
            Arbitraries.create(UUID::randomUUID),
            (c, v) -> as(c, UuidColumn.class).append(v)),
        of(
            "Enum8('a' = -128, 'b c' = 0, 'it\\'s' = 127)",
            Arbitraries.of("a", "b c", "it's"),
            (c, v) -> as(c, Enum8Column.class).append(v)),
        of(
            "Date",
            Arbitraries.longs().between(0, 65_535).map(LocalDate::ofEpochDay),
            (c, v) -> as(c, DateColumn.class).append(v)),
        of(
            "DateTime('UTC')",
            Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(Instant::ofEpochSecond),
            (c, v) -> as(c, DateTimeColumn.class).appendEpochSecond(v.getEpochSecond())),
        time("DateTime64(3, 'UTC')", 1_000_000),
        time("DateTime64(6, 'UTC')", 1_000),
        time("DateTime64(9, 'UTC')", 1));
  }

  private static TypeModel time(String type, int nanosPerTick) {
    Arbitrary<Instant> instants =
        Combinators.combine(
                Arbitraries.longs().between(-1_000_000_000L, 7_000_000_000L),
                Arbitraries.integers().between(0, 999_999_999))
            .as((second, nano) -> Instant.ofEpochSecond(second, nano - nano % nanosPerTick));
    return of(type, instants, (c, v) -> as(c, DateTime64Column.class).append(v));
  }

  private static TypeModel integer(
      String type, long min, long max, ObjLongConsumer<Column> append) {
    return of(
        type,
        Arbitraries.longs().between(min, max).map(BigInteger::valueOf),
        (c, v) -> append.accept(c, v.longValue()));
  }

  private static TypeModel lowCardinality() {
    return of(
        "LowCardinality(String)", text(), (c, v) -> as(c, LowCardinalityColumn.class).append(v));
  }

  private static TypeModel lowCardinalityNullable() {
    return of(
        "LowCardinality(Nullable(String))",
        text().injectNull(0.3),
        (c, v) -> {
          LowCardinalityColumn column = as(c, LowCardinalityColumn.class);
          if (v == null) {
            column.appendNull();
          } else {
            column.append(v);
          }
        });
  }

  private static TypeModel nullable(TypeModel model) {
    return new TypeModel(
        "Nullable(" + model.type + ")",
        model.values.injectNull(0.3),
        (c, v) -> {
          NullableColumn column = as(c, NullableColumn.class);
          if (v == null) {
            column.appendNull();
          } else {
            model.appender.accept(column.values(Column.class), v);
          }
        });
  }

  private static TypeModel array(TypeModel model) {
    return of(
        "Array(" + model.type + ")",
        model.values.list().ofMaxSize(3),
        (c, v) -> {
          ArrayColumn column = as(c, ArrayColumn.class);
          v.forEach(e -> model.appender.accept(column.elements(Column.class), e));
          column.endRow();
        });
  }

  private static TypeModel map(TypeModel model) {
    Arbitrary<Map<String, Object>> maps =
        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(3), model.values).ofMaxSize(3);
    return of(
        "Map(LowCardinality(String), " + model.type + ")",
        maps,
        (c, v) -> {
          MapColumn column = as(c, MapColumn.class);
          v.forEach(
              (key, value) -> {
                column.keys(LowCardinalityColumn.class).append(key);
                model.appender.accept(column.values(Column.class), value);
              });
          column.endRow();
        });
  }

  private static TypeModel tuple(List<TypeModel> models) {
    Arbitrary<List<Object>> tuples =
        Combinators.combine(models.stream().map(TypeModel::values).toList())
            .as(values -> (List<Object>) new ArrayList<>(values));
    return of(
        "Tuple(" + String.join(", ", models.stream().map(TypeModel::type).toList()) + ")",
        tuples,
        (c, v) -> {
          for (int i = 0; i < models.size(); i++) {
            models
                .get(i)
                .appender
                .accept(as(c, TupleColumn.class).element(i, Column.class), v.get(i));
          }
        });
  }

  /** Texts with all that may go wrong: controls, quotes, two- to four-byte characters. */
  private static Arbitrary<String> text() {
    return Arbitraries.of("a", "Z", " ", "\0", "\n", "'", "\\", "`", "é", "漢", "😀")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @SuppressWarnings("unchecked")
  private static <V> TypeModel of(
      String type, Arbitrary<V> values, BiConsumer<Column, V> appender) {
    return new TypeModel(
        type, (Arbitrary<Object>) (Arbitrary<?>) values, (BiConsumer<Column, Object>) appender);
  }

  private static <C extends Column> C as(Column column, Class<C> expected) {
    return expected.cast(column);
  }

  @Override
  public String toString() {
    return type;
  }
}
