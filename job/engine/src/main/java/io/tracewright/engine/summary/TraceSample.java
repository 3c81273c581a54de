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

  /** The traces in their order. */
  public List<SampledTrace> traces() {
    List<SampledTrace> sorted = new ArrayList<>(kept);
    sorted.sort(order);
    return sorted;
  }

  void write(DataOutput out) throws IOException {
    TraceWriting.write(traces(), out);
  }

  void readFrom(DataInput in) throws IOException {
    TraceWriting.read(in).forEach(this::offer);
  }
}
