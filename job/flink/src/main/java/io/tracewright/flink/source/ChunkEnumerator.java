package io.tracewright.flink.source;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Hands chunks out in increasing order, a few at a time, to whichever reader asks.
 *
 * <p>So readers of different speed share the work, and event time advances evenly over all of them.
 * Splits that a failed reader gives back go out first.
 */
final class ChunkEnumerator implements SplitEnumerator<ChunkSplit, HandedOut> {
  private final SplitEnumeratorContext<ChunkSplit> context;
  private final long run;
  private final int chunks;
  private final int chunksPerSplit;
  private final PriorityQueue<ChunkSplit> returned =
      new PriorityQueue<>(Comparator.comparingInt(ChunkSplit::next));
  private int next;

  ChunkEnumerator(
      SplitEnumeratorContext<ChunkSplit> context, int chunks, int chunksPerSplit, HandedOut state) {
    this.context = context;
    this.run = state.run();
    this.chunks = chunks;
    this.chunksPerSplit = chunksPerSplit;
    this.next = state.next();
    this.returned.addAll(state.returned());
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    if (!context.registeredReaders().containsKey(subtask)) {
      return; // The reader failed after it had asked; its successor will ask again.
    }
    if (!returned.isEmpty()) {
      context.assignSplit(returned.remove(), subtask);
    } else if (next < chunks) {
      int end = (int) Math.min((long) next + chunksPerSplit, chunks);
      context.assignSplit(new ChunkSplit(next, end), subtask);
      next = end;
    } else {
      context.signalNoMoreSplits(subtask);
    }
  }

  @Override
  public void addSplitsBack(List<ChunkSplit> splits, int subtask) {
    returned.addAll(splits);
  }

  @Override
  public HandedOut snapshotState(long checkpointId) {
    return new HandedOut(run, next, List.copyOf(returned));
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {}

  @Override
  public void close() {}
}
