package io.tracewright.flink.functions;

import io.tracewright.model.span.SpanBatch;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reports on the side which spans an anomaly or an incident has touched; batches pass untouched.
 *
 * <p>It stands behind {@link ValidateTraces}, so that only what is stored is reported. What it
 * reports follows from the batch alone: a replay reports the same.
 */
public final class RecordGroundTruth extends ProcessFunction<SpanBatch, SpanBatch> {
  public static final OutputTag<LabelledSpan> LABELLED = new OutputTag<>("labelled") {};

  @Override
  public void processElement(SpanBatch batch, Context context, Collector<SpanBatch> out) {
    for (int trace = 0; trace < batch.traces(); trace++) {
      if (!batch.isRejected(trace)) {
        int end = batch.traceEnd(trace);
        for (int row = batch.traceStart(trace); row < end; row++) {
          if (!batch.anomaly.get(row).isEmpty()) {
            context.output(LABELLED, describe(batch, row));
          }
        }
      }
    }
    out.collect(batch);
  }

  private static LabelledSpan describe(SpanBatch batch, int row) {
    return new LabelledSpan(
        batch.runId(),
        batch.chunk().index(),
        batch.traceId.get(row).toString(),
        batch.spanId.get(row).toString(),
        batch.anomaly.get(row),
        batch.operationName.get(row),
        batch.timestampMs.get(row),
        batch.latencyMs.get(row));
  }
}
