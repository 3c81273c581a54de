package io.tracewright.engine.summary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Union;

/**
 * How many different values there were, within some 3 %: the theta sketch of Apache DataSketches.
 *
 * <p>It keeps the 1,024 smallest hashes, so that what it holds and writes does not depend on the
 * order of values and merges; HyperLogLog's bytes do. Not thread-safe.
 */
public final class DistinctCount {
  private static final int HASHES = 1_024;

  private final Union union = SetOperation.builder().setNominalEntries(HASHES).buildUnion();

  /** Adds a value by its hash; equal values must have equal ones. */
  public void add(long hash) {
    union.update(hash);
  }

  /** Adds what another has seen. */
  public void merge(DistinctCount other) {
    union.union(other.union.getResult());
  }

  /** Estimate of the number of different values. */
  public double estimate() {
    return union.getResult().getEstimate();
  }

  void write(DataOutput out) throws IOException {
    byte[] bytes = union.getResult().toByteArrayCompressed();
    Varint.write(bytes.length, out);
    out.write(bytes);
  }

  static DistinctCount read(DataInput in) throws IOException {
    byte[] bytes = new byte[(int) Varint.read(in)];
    in.readFully(bytes);
    DistinctCount count = new DistinctCount();
    count.union.union(CompactSketch.heapify(Memory.wrap(bytes)));
    return count;
  }
}
