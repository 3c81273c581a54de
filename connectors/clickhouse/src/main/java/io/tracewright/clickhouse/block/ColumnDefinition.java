package io.tracewright.clickhouse.block;

import java.io.Serializable;
import java.util.Objects;

/**
 * A column's name and ClickHouse type, both as ClickHouse spells them.
 *
 * @param name unquoted, not blank
 * @param type a type string such as {@code Array(LowCardinality(String))}; kept in canonical
 *     spelling
 */
public record ColumnDefinition(String name, String type) implements Serializable {

  /**
   * Validates the definition and brings the type into canonical spelling.
   *
   * @throws IllegalArgumentException if the name is blank or the type is malformed or unsupported
   */
  public ColumnDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    if (name.isBlank()) {
      throw new IllegalArgumentException("A column's name must not be blank; its type is " + type);
    }
    TypeExpression parsed = TypeExpression.parse(type);
    ColumnFactory.create(name, parsed);
    type = parsed.toString();
  }

  /** Whether the other spelling means this column's type; false if it is not supported here. */
  public boolean hasType(String otherType) {
    try {
      return TypeExpression.parse(otherType).toString().equals(type);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
