package io.tracewright.model.span;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.UUID;

/** A column of 128-bit identifiers; the all-zero identifier means "none". */
public final class IdColumn implements Column {
  private final LongColumn high = new LongColumn();
  private final LongColumn low = new LongColumn();

  /** Appends an identifier as the two halves of a {@link UUID}, most significant first. */
  public void add(long highBits, long lowBits) {
    high.add(highBits);
    low.add(lowBits);
  }

  /** Most significant half. */
  public long high(int row) {
    return high.get(row);
  }

  /** Least significant half. */
  public long low(int row) {
    return low.get(row);
  }

  /** Whether the row holds no identifier. */
  public boolean isNone(int row) {
    return high.get(row) == 0 && low.get(row) == 0;
  }

  /** Whether a row of this column and a row of another hold the same identifier. */
  public boolean same(int row, IdColumn other, int otherRow) {
    return high.get(row) == other.high.get(otherRow) && low.get(row) == other.low.get(otherRow);
  }

  /** Replaces the identifier at a row. */
  public void set(int row, long highBits, long lowBits) {
    high.set(row, highBits);
    low.set(row, lowBits);
  }

  /** Orders two rows as ClickHouse orders UUIDs: as unsigned 128-bit numbers. */
  public int compare(int row, int otherRow) {
    int byHigh = Long.compareUnsigned(high.get(row), high.get(otherRow));
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low.get(row), low.get(otherRow));
  }

  /** The identifier as an object, for messages. */
  public UUID get(int row) {
    return new UUID(high.get(row), low.get(row));
  }

  @Override
  public int size() {
    return high.size();
  }

  @Override
  public void clear() {
    high.clear();
    low.clear();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    high.write(out);
    low.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    high.read(in);
    low.read(in);
  }
}
