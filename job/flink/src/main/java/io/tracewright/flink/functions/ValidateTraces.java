package io.tracewright.flink.functions;

import io.tracewright.engine.quality.TraceRule;
import io.tracewright.engine.quality.TraceValidator;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Bars traces that break a rule from being stored and reports them on the side. */
public final class ValidateTraces extends ProcessFunction<SpanBatch, SpanBatch> {
  public static final OutputTag<RejectedTrace> REJECTED = new OutputTag<>("rejected") {};

  private final RunSpec spec;
  private transient TraceValidator validator;
  private transient Counter rejectedTraces;

  public ValidateTraces(RunSpec spec) {
    this.spec = spec;
  }

  @Override
  public void open(OpenContext context) {
    validator = new TraceValidator(spec);
    rejectedTraces = getRuntimeContext().getMetricGroup().counter("rejectedTraces");
  }

  @Override
  public void processElement(SpanBatch batch, Context context, Collector<SpanBatch> out) {
    for (int trace = 0; trace < batch.traces(); trace++) {
      Optional<TraceRule> broken = validator.check(batch, trace);
      if (broken.isPresent()) {
        batch.reject(trace);
        rejectedTraces.inc();
        context.output(REJECTED, describe(batch, trace, broken.get()));
      }
    }
    out.collect(batch);
  }

  private static RejectedTrace describe(SpanBatch batch, int trace, TraceRule rule) {
    int firstRow = batch.traceStart(trace);
    return new RejectedTrace(
        batch.runId(),
        batch.chunk().index(),
        batch.traceId.get(firstRow).toString(),
        rule.name(),
        batch.traceEnd(trace) - firstRow,
        System.currentTimeMillis());
  }
}
