package io.tracewright.engine.quality;

import io.tracewright.model.span.IdColumn;
import java.util.Arrays;

/**
 * The different identifiers of a stretch of rows, numbered from 0 in the order in which they come:
 * open addressing in arrays that are kept, so that a trace of 100,000 spans costs as much a span as
 * one of ten. Not thread-safe.
 */
final class SpanIndex {
  private int[] slots = new int[64];
  private int mask = slots.length - 1;
  private int[] rowOf = new int[32];
  private int size;
  private IdColumn ids;

  /** Forgets all and makes room for so many rows of a column. */
  void reset(IdColumn column, int rows) {
    int capacity = Integer.highestOneBit(Math.max(32, rows)) * 4;
    if (slots.length < capacity) {
      slots = new int[capacity];
      rowOf = new int[capacity / 2];
    }
    mask = capacity - 1;
    Arrays.fill(slots, 0, capacity, -1);
    size = 0;
    ids = column;
  }

  /** Number of the identifier at a row of the column, new or not. */
  int add(int row) {
    int slot = slot(ids, row);
    if (slots[slot] < 0) {
      rowOf[size] = row;
      slots[slot] = size++;
    }
    return slots[slot];
  }

  /** Number of the identifier at a row of another column; -1: it has none. */
  int find(IdColumn column, int row) {
    return slots[slot(column, row)];
  }

  /** Whether the identifier at a row of the column was not there before. */
  boolean isFirst(int row) {
    return rowOf[find(ids, row)] == row;
  }

  /** Number of different identifiers. */
  int size() {
    return size;
  }

  private int slot(IdColumn column, int row) {
    long mixed = (column.high(row) * 31 + column.low(row)) * 0x9e3779b97f4a7c15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (slots[slot] >= 0 && !column.same(row, ids, rowOf[slots[slot]])) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
