package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Merges the summaries of a window. */
public final class MergeSummaries implements AggregateFunction<GroupSummary, Summary, Summary> {
  private static final long serialVersionUID = 1;

  @Override
  public Summary createAccumulator() {
    return new Summary(SummaryPlan.MAX_SAMPLE);
  }

  @Override
  public Summary add(GroupSummary part, Summary whole) {
    whole.merge(part.summary());
    return whole;
  }

  @Override
  public Summary getResult(Summary whole) {
    return whole;
  }

  @Override
  public Summary merge(Summary one, Summary other) {
    one.merge(other);
    return one;
  }
}
