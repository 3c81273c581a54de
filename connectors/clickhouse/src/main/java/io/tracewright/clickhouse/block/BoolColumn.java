package io.tracewright.clickhouse.block;

/** Values of type {@code Bool}, a byte each. */
public final class BoolColumn extends FixedWidthColumn {

  BoolColumn(String name, TypeExpression type) {
    super(name, type, Byte.BYTES);
  }

  public void append(boolean value) {
    values.putByte(value ? 1 : 0);
  }
}
