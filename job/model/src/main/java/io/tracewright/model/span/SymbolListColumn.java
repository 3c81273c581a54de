package io.tracewright.model.span;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A column of short lists of symbols, for example tags. */
public final class SymbolListColumn implements Column {
  private final SymbolColumn elements = new SymbolColumn();
  private final IntColumn ends = new IntColumn();

  /** Appends an element to the list that {@link #endRow} will close. */
  public void add(String element) {
    elements.add(element);
  }

  /** Closes the current list, which may be empty. */
  public void endRow() {
    ends.add(elements.size());
  }

  /** Number of elements in the list at a row. */
  public int length(int row) {
    return ends.get(row) - start(row);
  }

  /** An element of the list at a row. */
  public String get(int row, int index) {
    return elements.get(start(row) + index);
  }

  private int start(int row) {
    return row == 0 ? 0 : ends.get(row - 1);
  }

  @Override
  public int size() {
    return ends.size();
  }

  @Override
  public void clear() {
    elements.clear();
    ends.clear();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    elements.write(out);
    ends.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    elements.read(in);
    ends.read(in);
  }
}
