package io.tracewright.model.span;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A column of {@code double} values. */
public final class DoubleColumn implements Column {
  private double[] values = new double[1024];
  private int size;

  /** Appends a value. */
  public void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** The value at a row, 0 to {@code size() - 1}. */
  public double get(int row) {
    return values[row];
  }

  /** Replaces the value at a row, 0 to {@code size() - 1}. */
  public void set(int row, double value) {
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
      out.writeDouble(values[row]);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    clear();
    for (int left = in.readInt(); left > 0; left--) {
      add(in.readDouble());
    }
  }
}
