package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Summarises batches on the side; they pass untouched.
 *
 * <p>What was seen is handed on before a checkpoint's barrier and when a pane is over: so the
 * windows behind merge a few summaries a second however fast rows flow, and nothing here needs to
 * be in the checkpoint. When summaries are handed on does not matter to the result: they merge in
 * any order.
 *
 * @param <T> the batches
 */
public final class SummarizeBatches<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {
  /** Where summaries go. */
  public static final OutputTag<GroupSummary> SUMMARIES =
      new OutputTag<>("summaries", GroupSummary.TYPE);

  private final SummaryPlan plan;
  private final String step;
  private final BatchSummarizer.Factory<T> factory;
  private transient BatchSummarizer<T> summarizer;
  private transient Guard guard;

  public SummarizeBatches(SummaryPlan plan, String step, BatchSummarizer.Factory<T> factory) {
    this.plan = plan;
    this.step = step;
    this.factory = factory;
  }

  @Override
  public void open() throws Exception {
    super.open();
    guard = new Guard(plan.runId(), step, getMetricGroup());
  }

  @Override
  public void processElement(StreamRecord<T> batch) {
    guarded(() -> summarize(batch.getValue()), null);
    output.collect(batch);
  }

  private Void summarize(T batch) {
    if (summarizer == null) {
      summarizer = factory.create();
    }
    summarizer.add(batch);
    return null;
  }

  private <R> R guarded(Callable<R> work, R otherwise) {
    return guard.call(
        work, otherwise, failure -> output.collect(Guard.FAILURES, new StreamRecord<>(failure)));
  }

  /** Hands on the summaries of the panes that end before a time. */
  private void handOn(long timeMs) {
    if (summarizer != null) {
      guarded(() -> summarizer.take(timeMs), new TreeMap<GroupKey, Summary>())
          .forEach(
              (group, summary) -> {
                GroupSummary whole = GroupSummary.whole(group, summary);
                output.collect(SUMMARIES, new StreamRecord<>(whole));
                output.collect(SUMMARIES, new StreamRecord<>(whole.sample()));
              });
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    handOn(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    handOn(Long.MAX_VALUE);
  }

  @Override
  public void finish() throws Exception {
    handOn(Long.MAX_VALUE);
    super.finish();
  }
}
