package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Values of type {@code Map(K, V)}, on the wire an {@code Array(Tuple(K, V))}.
 *
 * <p>Append a row's entries to {@link #keys} and {@link #values}, then call {@link #endRow()}.
 */
public final class MapColumn extends Column {
  private static final int KEY = 0;
  private static final int VALUE = 1;

  private final TupleColumn entries;
  private final ArrayColumn rows;

  MapColumn(String name, TypeExpression type, TupleColumn entries) {
    super(name, type);
    this.entries = entries;
    this.rows = new ArrayColumn(name, type, entries);
  }

  /**
   * The column that takes the keys of all rows.
   *
   * @throws IllegalArgumentException if it is of another class
   */
  public <C extends Column> C keys(Class<C> expected) {
    return entries.element(KEY, expected);
  }

  /**
   * The column that takes the values of all rows.
   *
   * @throws IllegalArgumentException if it is of another class
   */
  public <C extends Column> C values(Class<C> expected) {
    return entries.element(VALUE, expected);
  }

  /**
   * Ends the row: the entries appended since the last row are its value.
   *
   * @throws IllegalStateException if there are not as many keys as values
   */
  public void endRow() {
    rows.endRow();
  }

  @Override
  public int rows() {
    return rows.rows();
  }

  @Override
  public long sizeBytes() {
    return rows.sizeBytes();
  }

  @Override
  public void appendDefault() {
    rows.appendDefault();
  }

  @Override
  void reset() {
    rows.reset();
  }

  @Override
  void writePrefix(OutputStream out) throws IOException {
    rows.writePrefix(out);
  }

  @Override
  void writeData(OutputStream out) throws IOException {
    rows.writeData(out);
  }
}
