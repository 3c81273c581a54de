package io.tracewright.model.span;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A column of strings of which few are distinct; holds references, copies nothing. */
public final class SymbolColumn implements Column {
  private String[] values = new String[1024];
  private int size;

  /** Appends a string; never null, the empty string means "none". */
  public void add(String value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** The string at a row, 0 to {@code size() - 1}. */
  public String get(int row) {
    return values[row];
  }

  /** Replaces the string at a row. */
  public void set(int row, String value) {
    values[row] = value;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void clear() {
    size = 0;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int row = 0; row < size; row++) {
      out.writeUTF(values[row]);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    clear();
    for (int left = in.readInt(); left > 0; left--) {
      add(in.readUTF());
    }
  }
}
