package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Values of type {@code Array(X)}: the end of each row among the elements, then the elements.
 *
 * <p>Append a row's elements to {@link #elements}, then call {@link #endRow()}. Arrays nest.
 */
public final class ArrayColumn extends Column {
  private final Column elements;
  private final GrowableBytes ends = new GrowableBytes();

  ArrayColumn(String name, TypeExpression type, Column elements) {
    super(name, type);
    this.elements = elements;
  }

  /**
   * The column that takes the elements of all rows.
   *
   * @throws IllegalArgumentException if it is of another class
   */
  public <C extends Column> C elements(Class<C> expected) {
    return elements.as(expected);
  }

  /** Ends the row: the elements appended since the last row are its value. */
  public void endRow() {
    ends.putLong(elements.rows());
  }

  @Override
  public int rows() {
    return ends.size() / Long.BYTES;
  }

  @Override
  public long sizeBytes() {
    return ends.size() + elements.sizeBytes();
  }

  @Override
  public void appendDefault() {
    endRow();
  }

  @Override
  void reset() {
    ends.clear();
    elements.reset();
  }

  @Override
  void writePrefix(OutputStream out) throws IOException {
    elements.writePrefix(out);
  }

  @Override
  void writeData(OutputStream out) throws IOException {
    ends.writeTo(out);
    elements.writeData(out);
  }
}
