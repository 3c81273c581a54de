package io.tracewright.clickhouse.block;

/** Values of type {@code Int32} or {@code UInt32}. */
public final class Int32Column extends FixedWidthColumn {
  private final long min;
  private final long max;

  Int32Column(String name, TypeExpression type) {
    super(name, type, Integer.BYTES);
    boolean unsigned = type.name().startsWith("U");
    this.min = unsigned ? 0 : Integer.MIN_VALUE;
    this.max = unsigned ? 0xFFFF_FFFFL : Integer.MAX_VALUE;
  }

  /**
   * Appends a value.
   *
   * @throws IllegalArgumentException if the type cannot hold it
   */
  public void append(long value) {
    if (value < min || value > max) {
      throw invalid(value + " is not within " + min + ".." + max + ".");
    }
    values.putInt((int) value);
  }
}
