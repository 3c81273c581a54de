package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Values of type {@code Nullable(X)}: a byte a row that says whether it is NULL, then the values.
 *
 * <p>Append a present value to {@link #values}, a NULL with {@link #appendNull()}; each is a row.
 */
public final class NullableColumn extends Column {
  private final Column values;
  private final GrowableBytes nulls = new GrowableBytes();

  NullableColumn(String name, TypeExpression type, Column values) {
    super(name, type);
    this.values = values;
  }

  /**
   * The column that takes the present values.
   *
   * @throws IllegalArgumentException if it is of another class
   */
  public <C extends Column> C values(Class<C> expected) {
    return values.as(expected);
  }

  public void appendNull() {
    alignNulls();
    nulls.putByte(1);
    values.appendDefault();
  }

  @Override
  public int rows() {
    return values.rows();
  }

  @Override
  public long sizeBytes() {
    return rows() + values.sizeBytes();
  }

  @Override
  public void appendDefault() {
    appendNull();
  }

  @Override
  void reset() {
    nulls.clear();
    values.reset();
  }

  @Override
  void writePrefix(OutputStream out) throws IOException {
    values.writePrefix(out);
  }

  @Override
  void writeData(OutputStream out) throws IOException {
    alignNulls();
    nulls.writeTo(out);
    values.writeData(out);
  }

  private void alignNulls() {
    nulls.putZeros(values.rows() - nulls.size());
  }
}
