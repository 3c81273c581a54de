package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Summary;
import java.io.Serializable;
import java.util.Map;

/**
 * Summarises batches; not thread-safe, made where it works.
 *
 * @param <T> the batches
 */
@FunctionalInterface
public interface BatchSummarizer<T> {

  /** Summaries of a batch's traces by group, the caller's to keep. */
  Map<GroupKey, Summary> summarize(T batch);

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
