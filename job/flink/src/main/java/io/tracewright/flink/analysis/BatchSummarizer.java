package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.ChunkSummarizer;
import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.span.SpanBatch;
import java.io.Serializable;
import java.util.NavigableMap;

/**
 * Summarises batches; not thread-safe, made where it works.
 *
 * @param <T> the batches
 */
public interface BatchSummarizer<T> {

  /** Counts a batch's traces. */
  void add(T batch);

  /**
   * What was counted, since they were last taken, of the groups whose pane is over by a time; the
   * caller's to keep.
   *
   * @param timeMs milliseconds since the epoch, UTC
   */
  NavigableMap<GroupKey, Summary> take(long timeMs);

  /** Makes summarisers of rows that hold nothing but what the engine makes. */
  static Factory<SpanBatch> of(SummaryPlan plan) {
    return () -> {
      ChunkSummarizer chunks = new ChunkSummarizer(plan);
      return new BatchSummarizer<>() {
        @Override
        public void add(SpanBatch batch) {
          chunks.add(batch);
        }

        @Override
        public NavigableMap<GroupKey, Summary> take(long timeMs) {
          return chunks.take(timeMs);
        }
      };
    };
  }

  /**
   * Makes summarisers.
   *
   * @param <T> the batches
   */
  @FunctionalInterface
  interface Factory<T> extends Serializable {
    BatchSummarizer<T> create();
  }
}
