package io.tracewright.clickhouse.block;

/** Values of type {@code Float64}. */
public final class Float64Column extends FixedWidthColumn {

  Float64Column(String name, TypeExpression type) {
    super(name, type, Double.BYTES);
  }

  public void append(double value) {
    values.putLong(Double.doubleToRawLongBits(value));
  }
}
