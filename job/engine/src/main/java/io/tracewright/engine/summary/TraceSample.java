package io.tracewright.engine.summary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The first so many traces in some order, of all that were offered: which they are does not depend
 * on the order in which they came. Not thread-safe.
 */
public final class TraceSample {
  /** By priority: every trace is as likely as any other to be among the first. */
  public static final Comparator<SampledTrace> BY_PRIORITY =
      Comparator.comparingLong(SampledTrace::priority)
          .thenComparingLong(SampledTrace::traceHigh)
          .thenComparingLong(SampledTrace::traceLow);

  /** The oddest first. */
  public static final Comparator<SampledTrace> BY_SUSPICION =
      Comparator.comparingDouble(SampledTrace::suspicion).reversed().thenComparing(BY_PRIORITY);

  private final Comparator<SampledTrace> order;
  private final int limit;
  private final PriorityQueue<SampledTrace> kept;

  /**
   * An empty sample.
   *
   * @param limit number of traces kept, at least 1
   */
  public TraceSample(Comparator<SampledTrace> order, int limit) {
    this.order = order;
    this.limit = limit;
    this.kept = new PriorityQueue<>(order.reversed());
  }

  /** Offers a trace. */
  public void offer(SampledTrace trace) {
    kept.add(trace);
    if (kept.size() > limit) {
      kept.remove();
    }
  }

  /** Offers what another has kept. */
  public void merge(TraceSample other) {
    other.kept.forEach(this::offer);
  }

  /** Number of traces kept. */
  public int size() {
    return kept.size();
  }

  /** Whether no more are kept: others may have been left out. */
  public boolean isFull() {
    return kept.size() == limit;
  }

  /** The last in their order; null: none is kept. */
  SampledTrace last() {
    return kept.peek();
  }

  /** The traces in their order. */
  public List<SampledTrace> traces() {
    List<SampledTrace> sorted = new ArrayList<>(kept);
    sorted.sort(order);
    return sorted;
  }

  void write(DataOutput out) throws IOException {
    List<SampledTrace> traces = traces();
    Varint.write(traces.size(), out);
    for (SampledTrace trace : traces) {
      out.writeLong(trace.traceHigh());
      out.writeLong(trace.traceLow());
      out.writeLong(trace.priority());
      out.writeLong(trace.startMs());
      out.writeDouble(trace.suspicion());
      Varint.write(trace.bytes().length, out);
      out.write(trace.bytes());
    }
  }

  void readFrom(DataInput in) throws IOException {
    for (long left = Varint.read(in); left > 0; left--) {
      long high = in.readLong();
      long low = in.readLong();
      long priority = in.readLong();
      long startMs = in.readLong();
      double suspicion = in.readDouble();
      byte[] bytes = new byte[(int) Varint.read(in)];
      in.readFully(bytes);
      offer(new SampledTrace(high, low, priority, startMs, suspicion, bytes));
    }
  }
}
