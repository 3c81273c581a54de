package io.tracewright.flink.table;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Hands ranges out, one at a time, to whichever reader asks. */
final class RangeEnumerator implements SplitEnumerator<RangeSplit, RangesLeft> {
  private final SplitEnumeratorContext<RangeSplit> context;
  private final int ranges;
  private final Deque<RangeSplit> returned;
  private int next;

  RangeEnumerator(SplitEnumeratorContext<RangeSplit> context, int ranges, RangesLeft left) {
    this.context = context;
    this.ranges = ranges;
    this.next = left.next();
    this.returned = new ArrayDeque<>(left.returned());
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    if (!context.registeredReaders().containsKey(subtask)) {
      return; // The reader failed after it had asked; its successor will ask again.
    }
    if (!returned.isEmpty()) {
      context.assignSplit(returned.remove(), subtask);
    } else if (next < ranges) {
      context.assignSplit(new RangeSplit(next, null), subtask);
      next++;
    } else {
      context.signalNoMoreSplits(subtask);
    }
  }

  @Override
  public void addSplitsBack(List<RangeSplit> splits, int subtask) {
    returned.addAll(splits);
  }

  @Override
  public RangesLeft snapshotState(long checkpointId) {
    return new RangesLeft(next, List.copyOf(returned));
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {}

  @Override
  public void close() {}
}
