package io.tracewright.flink;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.io.Serializable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Expands chunks as the job does, and then breaks or labels the last span of some traces. */
final class SabotagedExpander extends ProcessFunction<ChunkDescriptor, SpanBatch> {
  private final RunSpec spec;
  private final Sabotage sabotage;
  private transient ChunkGenerator generator;
  private transient SpanBatch batch;

  SabotagedExpander(RunSpec spec, Sabotage sabotage) {
    this.spec = spec;
    this.sabotage = sabotage;
  }

  /** Which rule a trace of the run is made to break: its name, or an empty string for none. */
  interface Sabotage extends Serializable {
    String ruleThatBreaks(long trace);

    /** The anomaly that the trace's last span is labelled with, or an empty string for none. */
    default String anomaly(long trace) {
      return "";
    }
  }

  @Override
  public void open(OpenContext context) {
    generator = new ChunkGenerator(spec, PlannedRun.builtin(spec.corpora()));
    batch = new SpanBatch();
  }

  @Override
  public void processElement(ChunkDescriptor chunk, Context context, Collector<SpanBatch> out) {
    generator.generate(chunk, batch);
    label(batch, sabotage);
    for (int trace = 0; trace < batch.traces(); trace++) {
      breakRule(sabotage.ruleThatBreaks(chunk.firstTrace() + trace), batch.traceEnd(trace) - 1);
    }
    out.collect(batch);
  }

  /** Labels what the sabotage says. */
  static void label(SpanBatch batch, Sabotage sabotage) {
    for (int trace = 0; trace < batch.traces(); trace++) {
      String anomaly = sabotage.anomaly(batch.chunk().firstTrace() + trace);
      if (!anomaly.isEmpty()) {
        batch.anomaly.set(batch.traceEnd(trace) - 1, anomaly);
      }
    }
  }

  private void breakRule(String rule, int row) {
    switch (rule) {
      case "" -> {}
      case "TOKEN_SUM" -> batch.totalTokens.set(row, batch.totalTokens.get(row) + 1);
      case "PARENT_EXISTS" -> batch.parentSpanId.set(row, 1, 2);
      case "FINITE_MEASURES" -> batch.costUsd.set(row, Double.NaN);
      default -> throw new IllegalArgumentException(rule);
    }
  }
}
