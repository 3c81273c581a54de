package io.tracewright.clickhouse.block;

/** Values of type {@code Float32}. */
public final class Float32Column extends FixedWidthColumn {

  Float32Column(String name, TypeExpression type) {
    super(name, type, Float.BYTES);
  }

  public void append(float value) {
    values.putInt(Float.floatToRawIntBits(value));
  }
}
