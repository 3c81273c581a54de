package io.tracewright.clickhouse.block;

/** Values of type {@code FixedString(n)}: n bytes each, shorter values padded with zero bytes. */
public final class FixedStringColumn extends FixedWidthColumn {
  private final int lengthBytes;

  FixedStringColumn(String name, TypeExpression type, int lengthBytes) {
    super(name, type, lengthBytes);
    this.lengthBytes = lengthBytes;
  }

  public void append(byte[] value) {
    append(value, 0, value.length);
  }

  /**
   * Appends a slice.
   *
   * @throws IllegalArgumentException if it is longer than n bytes
   */
  public void append(byte[] source, int offset, int length) {
    if (length > lengthBytes) {
      throw invalid("a value of " + length + " bytes is too long.");
    }
    values.putBytes(source, offset, length);
    values.putZeros(lengthBytes - length);
  }
}
