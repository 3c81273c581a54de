package io.tracewright.clickhouse.block;

import java.util.HashMap;
import java.util.Map;

/** Values of type {@code Enum8}, a signed byte each. */
public final class Enum8Column extends FixedWidthColumn {
  private final Map<String, Byte> valueByName = new HashMap<>();

  Enum8Column(String name, TypeExpression type) {
    super(name, type, Byte.BYTES);
    for (TypeExpression element : type.arguments()) {
      int equals = element.literal().lastIndexOf(" = ");
      if (equals < 0 || !element.literal().startsWith("'")) {
        throw invalid("each element must read 'name' = value, but one reads " + element + ".");
      }
      String quoted = element.literal().substring(1, equals - 1);
      valueByName.put(
          quoted.replaceAll("\\\\(.)", "$1"),
          Byte.valueOf(element.literal().substring(equals + 3)));
    }
  }

  /**
   * Appends the element of this name.
   *
   * @throws IllegalArgumentException if the type has none
   */
  public void append(String element) {
    Byte value = valueByName.get(element);
    if (value == null) {
      throw invalid("there is no element '" + element + "'.");
    }
    values.putByte(value);
  }

  /** Appends an element by its number; that it exists is not checked here. */
  public void appendValue(byte value) {
    values.putByte(value);
  }
}
