package io.tracewright.engine.quality;

import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.pilot.Pilot;
import io.tracewright.engine.summary.ChunkSummarizer;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import java.util.function.Consumer;

/** Runs made, damaged, summarised and judged in one process. */
final class Judged {
  private static final List<LoadedCorpus> CORPORA = TestRuns.builtinCorpora();

  private Judged() {}

  /** Summary of so many of a run's traces, spread evenly over it. */
  static RunSummary reference(RunSpec spec, int traces) {
    Collector collector = new Collector(SummaryPlan.of(spec).samplingAll(), AuditScope.of(spec));
    Pilot.batches(spec, CORPORA, traces, collector);
    return collector.summary;
  }

  /** Summary of a run whose chunks were changed after they were made. */
  static RunSummary run(RunSpec spec, Consumer<SpanBatch> damage) {
    return run(spec, AuditScope.of(spec), damage);
  }

  static RunSummary run(RunSpec spec, AuditScope scope, Consumer<SpanBatch> damage) {
    return run(spec, SummaryPlan.of(spec), scope, damage);
  }

  /** The same with panes of another length. */
  static RunSummary run(
      RunSpec spec, SummaryPlan plan, AuditScope scope, Consumer<SpanBatch> damage) {
    Collector collector = new Collector(plan, scope);
    ChunkGenerator generator = new ChunkGenerator(spec, CORPORA);
    ChunkPlan chunks = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    for (int chunk = 0; chunk < spec.chunks(); chunk++) {
      generator.generate(chunks.chunk(chunk), batch);
      damage.accept(batch);
      collector.accept(batch);
    }
    return collector.summary;
  }

  static QualityReport verdict(RunSpec spec, RunSummary reference, RunSummary seen) {
    return Verdict.of("events", Expectation.of(spec, reference), seen, List.of());
  }

  private static final class Collector implements Consumer<SpanBatch> {
    private final ChunkSummarizer summarizer;
    private final TraceAudit audit;
    private final RunSummary summary;

    Collector(SummaryPlan plan, AuditScope scope) {
      summarizer = new ChunkSummarizer(plan);
      audit = new TraceAudit(scope);
      summary = new RunSummary(plan);
    }

    @Override
    public void accept(SpanBatch batch) {
      for (int trace = 0; trace < batch.traces(); trace++) {
        audit.count(batch, trace, row -> false, summarizer.summary(batch, trace));
      }
      summarizer.summarize(batch).forEach(summary::add);
    }
  }
}
