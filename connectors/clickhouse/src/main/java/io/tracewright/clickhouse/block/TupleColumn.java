package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Values of type {@code Tuple(X, Y, …)}: one column an element.
 *
 * <p>Append one value to every element's column; together they are a row.
 */
public final class TupleColumn extends Column {
  private final List<Column> elements;

  TupleColumn(String name, TypeExpression type, List<Column> elements) {
    super(name, type);
    this.elements = List.copyOf(elements);
  }

  /**
   * The column of an element, counted from 0.
   *
   * @throws IllegalArgumentException if it is of another class
   */
  public <C extends Column> C element(int index, Class<C> expected) {
    return elements.get(index).as(expected);
  }

  /**
   * The number of whole rows.
   *
   * @throws IllegalStateException if an element lacks a value
   */
  @Override
  public int rows() {
    int rows = elements.get(0).rows();
    for (Column element : elements) {
      if (element.rows() != rows) {
        throw new IllegalStateException(
            "Column '"
                + element.name()
                + "' has "
                + element.rows()
                + " values, but '"
                + elements.get(0).name()
                + "' has "
                + rows
                + ": append one value to each.");
      }
    }
    return rows;
  }

  @Override
  public long sizeBytes() {
    long size = 0;
    for (Column element : elements) {
      size += element.sizeBytes();
    }
    return size;
  }

  @Override
  public void appendDefault() {
    for (Column element : elements) {
      element.appendDefault();
    }
  }

  @Override
  void reset() {
    for (Column element : elements) {
      element.reset();
    }
  }

  @Override
  void writePrefix(OutputStream out) throws IOException {
    for (Column element : elements) {
      element.writePrefix(out);
    }
  }

  @Override
  void writeData(OutputStream out) throws IOException {
    for (Column element : elements) {
      element.writeData(out);
    }
  }
}
