package io.tracewright.clickhouse.block;

/** Values of type {@code Int16} or {@code UInt16}. */
public final class Int16Column extends FixedWidthColumn {
  private final long min;
  private final long max;

  Int16Column(String name, TypeExpression type) {
    super(name, type, Short.BYTES);
    boolean unsigned = type.name().startsWith("U");
    this.min = unsigned ? 0 : Short.MIN_VALUE;
    this.max = unsigned ? 0xFFFF : Short.MAX_VALUE;
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
    values.putShort(value);
  }
}
