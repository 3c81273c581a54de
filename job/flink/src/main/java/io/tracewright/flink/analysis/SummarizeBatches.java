package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Summarises batches on the side; they pass untouched.
 *
 * <p>What was seen is gathered and handed on before a checkpoint's barrier, when a pane is over,
 * and after a number of batches: so the windows behind merge a few summaries a second however fast
 * rows flow, and nothing here needs to be in the checkpoint. When summaries are handed on does not
 * matter to the result: they merge in any order.
 *
 * @param <T> the batches
 */
public final class SummarizeBatches<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {
  /** Where summaries go. */
  public static final OutputTag<GroupSummary> SUMMARIES =
      new OutputTag<>("summaries", GroupSummary.TYPE);

  private static final int MAX_GATHERED_BATCHES = 256;

  private final SummaryPlan plan;
  private final String step;
  private final BatchSummarizer.Factory<T> factory;
  private transient BatchSummarizer<T> summarizer;
  private transient TreeMap<GroupKey, Summary> gathered;
  private transient int gatheredBatches;
  private transient Guard guard;

  public SummarizeBatches(SummaryPlan plan, String step, BatchSummarizer.Factory<T> factory) {
    this.plan = plan;
    this.step = step;
    this.factory = factory;
  }

  @Override
  public void open() throws Exception {
    super.open();
    gathered = new TreeMap<>();
    guard = new Guard(plan.runId(), step, getMetricGroup());
  }

  @Override
  public void processElement(StreamRecord<T> batch) {
    guard
        .call(
            () -> summarize(batch.getValue()),
            Map.<GroupKey, Summary>of(),
            failure -> output.collect(Guard.FAILURES, new StreamRecord<>(failure)))
        .forEach((group, summary) -> gathered.merge(group, summary, SummarizeBatches::merged));
    gatheredBatches++;
    if (gatheredBatches >= MAX_GATHERED_BATCHES) {
      handOn(Long.MAX_VALUE);
    }
    output.collect(batch);
  }

  private Map<GroupKey, Summary> summarize(T batch) {
    if (summarizer == null) {
      summarizer = factory.create();
    }
    return summarizer.summarize(batch);
  }

  private static Summary merged(Summary one, Summary other) {
    one.merge(other);
    return one;
  }

  /** Hands on the summaries of the panes that end before a time. */
  private void handOn(long timeMs) {
    List<GroupKey> over = new ArrayList<>();
    for (GroupKey group : gathered.keySet()) {
      if (plan.paneEndMs(group.pane()) - 1 <= timeMs) {
        over.add(group);
      }
    }
    for (GroupKey group : over) {
      GroupSummary whole = GroupSummary.whole(group, gathered.remove(group));
      output.collect(SUMMARIES, new StreamRecord<>(whole));
      output.collect(SUMMARIES, new StreamRecord<>(whole.sample()));
    }
    if (gathered.isEmpty()) {
      gatheredBatches = 0;
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
