package io.tracewright.model.span;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A growable column of values that is cleared and filled again for every chunk. */
public sealed interface Column
    permits LongColumn,
        IntColumn,
        DoubleColumn,
        IdColumn,
        SymbolColumn,
        TextColumn,
        SymbolListColumn {

  /** Number of values. */
  int size();

  /** Forgets all values but keeps the memory. */
  void clear();

  /** Writes the values in a form that {@link #read} understands. */
  void write(DataOutput out) throws IOException;

  /** Replaces the values by those that {@link #write} wrote. */
  void read(DataInput in) throws IOException;
}
