package io.tracewright.clickhouse.block;

/** Values of type {@code Int8} or {@code UInt8}. */
public final class Int8Column extends FixedWidthColumn {
  private final long min;
  private final long max;

  Int8Column(String name, TypeExpression type) {
    super(name, type, Byte.BYTES);
    boolean unsigned = type.name().startsWith("U");
    this.min = unsigned ? 0 : Byte.MIN_VALUE;
    this.max = unsigned ? 0xFF : Byte.MAX_VALUE;
  }

  /**
   * Appends a value.
   *
   * @throws IllegalArgumentException if the type cannot hold it
   */
  public void append(int value) {
    if (value < min || value > max) {
      throw invalid(value + " is not within " + min + ".." + max + ".");
    }
    values.putByte(value);
  }
}
