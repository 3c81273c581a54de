package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/** Values of type {@code String}: the length in bytes as VarUInt, then the bytes. */
public final class StringColumn extends Column {
  private final GrowableBytes values = new GrowableBytes();
  private int rows;

  StringColumn(String name, TypeExpression type) {
    super(name, type);
  }

  /** Appends the text in UTF-8, encoded in place; a lone surrogate becomes '?'. */
  public void append(CharSequence text) {
    values.putString(text);
    rows++;
  }

  public void append(byte[] value) {
    append(value, 0, value.length);
  }

  /** Appends a slice as it is; it need not be UTF-8. */
  public void append(byte[] source, int offset, int length) {
    values.putVarUInt(length);
    values.putBytes(source, offset, length);
    rows++;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public long sizeBytes() {
    return values.size();
  }

  @Override
  public void appendDefault() {
    values.putByte(0);
    rows++;
  }

  @Override
  void reset() {
    values.clear();
    rows = 0;
  }

  @Override
  void writeData(OutputStream out) throws IOException {
    values.writeTo(out);
  }
}
