package io.tracewright.clickhouse.block;

/** Values of type {@code Int64} or {@code UInt64}. */
public final class Int64Column extends FixedWidthColumn {

  Int64Column(String name, TypeExpression type) {
    super(name, type, Long.BYTES);
  }

  /** Appends the 64 bits as they are: for {@code UInt64}, a negative value is 2^63 or more. */
  public void append(long value) {
    values.putLong(value);
  }
}
