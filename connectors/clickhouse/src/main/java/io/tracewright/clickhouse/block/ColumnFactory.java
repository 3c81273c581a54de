package io.tracewright.clickhouse.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the column that encodes a type. */
final class ColumnFactory {
  private static final int MAX_PRECISION = 9;
  private static final Set<String> NOT_NULLABLE =
      Set.of("Array", "Map", "Tuple", "Nullable", "LowCardinality", "JSON");

  private ColumnFactory() {}

  /**
   * Makes an empty column.
   *
   * @throws IllegalArgumentException if the type is not supported or its arguments are wrong
   */
  static Column create(String name, TypeExpression type) {
    return switch (type.name()) {
      case "Bool" -> new BoolColumn(name, plain(name, type));
      case "Int8", "UInt8" -> new Int8Column(name, plain(name, type));
      case "Int16", "UInt16" -> new Int16Column(name, plain(name, type));
      case "Int32", "UInt32" -> new Int32Column(name, plain(name, type));
      case "Int64", "UInt64" -> new Int64Column(name, plain(name, type));
      case "Float32" -> new Float32Column(name, plain(name, type));
      case "Float64" -> new Float64Column(name, plain(name, type));
      case "UUID" -> new UuidColumn(name, plain(name, type));
      case "String" -> new StringColumn(name, plain(name, type));
      case "FixedString" -> new FixedStringColumn(name, type, number(name, type, 1, 1 << 24));
      case "Enum8" -> new Enum8Column(name, arguments(name, type, 1, 256));
      case "Date" -> new DateColumn(name, plain(name, type));
      case "DateTime" -> new DateTimeColumn(name, arguments(name, type, 0, 1));
      case "DateTime64" -> new DateTime64Column(name, type, number(name, type, 0, MAX_PRECISION));
      case "JSON" -> new JsonColumn(name, type);
      case "LowCardinality" -> lowCardinality(name, arguments(name, type, 1, 1));
      case "Nullable" -> nullable(name, arguments(name, type, 1, 1));
      case "Array" -> array(name, arguments(name, type, 1, 1));
      case "Map" -> map(name, arguments(name, type, 2, 2));
      case "Tuple" -> tuple(name, arguments(name, type, 1, Integer.MAX_VALUE));
      default ->
          throw unsupported(
              name,
              type,
              "supported are Bool, (U)Int8 to 64, Float32 and 64, UUID,"
                  + " String, FixedString, Enum8, Date, DateTime, DateTime64, JSON,"
                  + " LowCardinality(String), Nullable, Array, Map and Tuple");
    };
  }

  private static Column lowCardinality(String name, TypeExpression type) {
    return switch (type.argument(0).toString()) {
      case "String" -> new LowCardinalityColumn(name, type, false);
      case "Nullable(String)" -> new LowCardinalityColumn(name, type, true);
      default -> throw unsupported(name, type, "LowCardinality takes String or Nullable(String)");
    };
  }

  private static Column nullable(String name, TypeExpression type) {
    if (NOT_NULLABLE.contains(type.argument(0).name())) {
      throw unsupported(name, type, type.argument(0).name() + " cannot be inside Nullable");
    }
    return new NullableColumn(name, type, create(name, type.argument(0)));
  }

  private static Column array(String name, TypeExpression type) {
    return new ArrayColumn(name, type, create(name + ".element", type.argument(0)));
  }

  private static Column map(String name, TypeExpression type) {
    Column keys = create(name + ".key", type.argument(0));
    Column values = create(name + ".value", type.argument(1));
    return new MapColumn(name, type, new TupleColumn(name, type, List.of(keys, values)));
  }

  private static Column tuple(String name, TypeExpression type) {
    List<Column> elements = new ArrayList<>();
    for (TypeExpression element : type.arguments()) {
      String label = element.literal().isEmpty() ? "" + (elements.size() + 1) : element.literal();
      elements.add(create(name + "." + label, element));
    }
    return new TupleColumn(name, type, elements);
  }

  private static TypeExpression plain(String name, TypeExpression type) {
    return arguments(name, type, 0, 0);
  }

  private static TypeExpression arguments(String name, TypeExpression type, int min, int max) {
    int count = type.arguments().size();
    if (count < min || count > max) {
      String wanted = min == max ? "" + min : min + " to " + max;
      throw unsupported(
          name, type, type.name() + " takes " + wanted + " arguments, but there are " + count);
    }
    return type;
  }

  private static int number(String name, TypeExpression type, int min, int max) {
    String text = type.arguments().isEmpty() ? "" : type.argument(0).toString();
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
      throw unsupported(name, type, type.name() + " takes a number within " + min + ".." + max);
    }
    return Integer.parseInt(text);
  }

  private static IllegalArgumentException unsupported(
      String name, TypeExpression type, String reason) {
    return new IllegalArgumentException(
        "Column '" + name + "' has the unsupported type " + type + ": " + reason + ".");
  }
}
