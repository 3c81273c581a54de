package io.tracewright.flink.table;

import io.tracewright.engine.quality.AuditScope;
import io.tracewright.engine.quality.TraceAudit;
import io.tracewright.engine.summary.ChunkSummarizer;
import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.flink.analysis.BatchSummarizer;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.run.ValidateSpec;
import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.IntColumn;
import io.tracewright.model.span.SpanBatch;
import java.util.NavigableMap;

/**
 * How a table's traces are summarised and what is wrong with them counted.
 *
 * @param plan how its time is cut
 * @param scope what is known of it
 */
public record TableAudit(SummaryPlan plan, AuditScope scope)
    implements BatchSummarizer.Factory<TableBatch> {

  /**
   * The audit of a table: over the run's window when its rows are a run's, else over their own.
   *
   * @param nowMs no row may start later unless a run says so
   */
  public static TableAudit of(ValidateSpec spec, TableLook table, long nowMs) {
    RunSpec run = spec.run();
    String runId = spec.rows().runId();
    if (spec.ofRun()) {
      return new TableAudit(
          SummaryPlan.of(runId, run.windowStartMs(), run.windowEndMs(), table.traces(), run.seed()),
          AuditScope.of(run));
    }
    TableAudit any = of(runId, table, nowMs);
    if (run == null) {
      return any;
    }
    AuditScope like = AuditScope.of(run);
    return new TableAudit(
        any.plan,
        new AuditScope(like.workloads(), like.sequences(), table.startMs(), table.endMs(), nowMs));
  }

  /** The audit of a table of which nothing is known, over the time of its rows. */
  public static TableAudit of(String runId, TableLook table, long nowMs) {
    return new TableAudit(
        SummaryPlan.of(runId, table.startMs(), table.endMs(), table.traces(), 0),
        AuditScope.of(table.startMs(), table.endMs(), nowMs));
  }

  @Override
  public BatchSummarizer<TableBatch> create() {
    return new Audited(new ChunkSummarizer(plan), new TraceAudit(scope));
  }

  /** Counts what is wrong first, for nobody else is to stumble over it. */
  private record Audited(ChunkSummarizer summarizer, TraceAudit audit)
      implements BatchSummarizer<TableBatch> {
    @Override
    public void add(TableBatch batch) {
      SpanBatch spans = batch.spans();
      for (int trace = 0; trace < spans.traces(); trace++) {
        audit.count(spans, trace, batch.malformed()::get, summarizer.summary(spans, trace));
      }
      for (int row = 0; row < spans.rows(); row++) {
        clear(spans, row);
      }
      summarizer.add(spans);
    }

    @Override
    public NavigableMap<GroupKey, Summary> take(long timeMs) {
      return summarizer.take(timeMs);
    }
  }

  private static void clear(SpanBatch spans, int row) {
    clear(spans.latencyMs, row);
    clear(spans.costUsd, row);
    clear(spans.cpuUsagePercent, row);
    clear(spans.memoryUsageMb, row);
    clear(spans.throughputRps, row);
    clear(spans.promptTokens, row);
    clear(spans.completionTokens, row);
    clear(spans.totalTokens, row);
  }

  private static void clear(DoubleColumn column, int row) {
    double value = column.get(row);
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      column.set(row, 0);
    }
  }

  private static void clear(IntColumn column, int row) {
    column.set(row, Math.max(0, column.get(row)));
  }
}
