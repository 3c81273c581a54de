package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/** A column whose values all take the same number of bytes, one after the other. */
public abstract class FixedWidthColumn extends Column {
  final GrowableBytes values = new GrowableBytes();
  private final int widthBytes;

  FixedWidthColumn(String name, TypeExpression type, int widthBytes) {
    super(name, type);
    this.widthBytes = widthBytes;
  }

  @Override
  public final int rows() {
    return values.size() / widthBytes;
  }

  @Override
  public final long sizeBytes() {
    return values.size();
  }

  @Override
  public final void appendDefault() {
    values.putZeros(widthBytes);
  }

  @Override
  final void reset() {
    values.clear();
  }

  @Override
  final void writeData(OutputStream out) throws IOException {
    values.writeTo(out);
  }
}
