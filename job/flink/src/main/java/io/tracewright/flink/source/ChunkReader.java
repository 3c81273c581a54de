package io.tracewright.flink.source;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.run.ChunkDescriptor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/**
 * Emits the descriptors of the chunks it was given, in a live run each when it is due.
 *
 * <p>Pacing is a schedule, not a rate limit: a chunk is due when no span of it can still be open,
 * so a run that fell behind catches up. {@code pendingRecords} says by how many chunks it is
 * behind; as readers take turns, each reports its share of them.
 */
final class ChunkReader implements SourceReader<ChunkDescriptor, ChunkSplit> {
  /** The next split is asked for when so few chunks are left, so that a reader never waits. */
  private static final int LOW_WATER_CHUNKS = 1;

  private final SourceReaderContext context;
  private final ChunkPlan plan;
  private final boolean live;
  private final InstantSource clock;

  /** In increasing order, also after a rescale has mixed several readers' splits. */
  private final PriorityQueue<ChunkSplit> splits =
      new PriorityQueue<>(Comparator.comparingInt(ChunkSplit::next));

  private CompletableFuture<Void> available = new CompletableFuture<>();
  private boolean started;
  private boolean asked;
  private boolean noMoreSplits;

  /** First chunk that may be pending; until the first poll nothing is known to be. */
  private volatile int behindFrom;

  ChunkReader(SourceReaderContext context, ChunkPlan plan, boolean live, InstantSource clock) {
    this.context = context;
    this.plan = plan;
    this.live = live;
    this.clock = clock;
    this.behindFrom = plan.chunks();
  }

  @Override
  public void start() {
    if (live) {
      context.metricGroup().setPendingRecordsGauge(this::pendingChunks);
    }
    started = true;
    askIfLow();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<ChunkDescriptor> output) {
    ChunkSplit split = splits.peek();
    if (split == null) {
      return statusWhenEmpty();
    }
    ChunkDescriptor chunk = plan.chunk(split.next());
    if (live) {
      behindFrom = chunk.index();
      long waitMs = chunk.closedMs() - clock.millis();
      if (waitMs > 0) {
        available = CompletableFuture.runAsync(() -> {}, delayedExecutor(waitMs, MILLISECONDS));
        return InputStatus.NOTHING_AVAILABLE;
      }
    }
    output.collect(chunk, chunk.slotStartMs());
    behindFrom = chunk.index() + 1;
    splits.remove();
    if (!split.afterNext().isDone()) {
      splits.add(split.afterNext());
    }
    askIfLow();
    return splits.isEmpty() ? statusWhenEmpty() : InputStatus.MORE_AVAILABLE;
  }

  private InputStatus statusWhenEmpty() {
    if (noMoreSplits) {
      behindFrom = plan.chunks();
      return InputStatus.END_OF_INPUT;
    }
    available = new CompletableFuture<>();
    return InputStatus.NOTHING_AVAILABLE;
  }

  /** Restored splits arrive before the reader is registered; only then may it ask for more. */
  private void askIfLow() {
    int left = splits.stream().mapToInt(split -> split.end() - split.next()).sum();
    if (started && !asked && !noMoreSplits && left <= LOW_WATER_CHUNKS) {
      asked = true;
      context.sendSplitRequest();
    }
  }

  /** This reader's share of the chunks that are due and not yet emitted. */
  private long pendingChunks() {
    long nowMs = clock.millis();
    int low = behindFrom;
    int high = plan.chunks();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (plan.chunk(middle).closedMs() <= nowMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // Rounded up, so that a run that is behind at all says so.
    int readers = context.currentParallelism();
    return (low - behindFrom + readers - 1L) / readers;
  }

  @Override
  public List<ChunkSplit> snapshotState(long checkpointId) {
    return new ArrayList<>(splits);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public void addSplits(List<ChunkSplit> newSplits) {
    asked = false;
    splits.addAll(newSplits);
    askIfLow();
    available.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits = true;
    available.complete(null);
  }

  @Override
  public void close() {}
}
