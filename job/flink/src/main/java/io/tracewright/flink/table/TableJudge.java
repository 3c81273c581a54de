package io.tracewright.flink.table;

import io.tracewright.engine.quality.Expectation;
import io.tracewright.engine.quality.Verdict;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.flink.analysis.Judge;
import io.tracewright.flink.analysis.RunJudge;
import io.tracewright.flink.functions.CorpusLoader;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.StepFailure;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.run.ValidateSpec;
import java.util.List;

/** Chooses what a table is held against. */
public final class TableJudge {
  private TableJudge() {}

  /** A judge of a table's rows. */
  public static Judge of(ValidateSpec spec, TableAudit audit, CorpusLoader corpora) {
    String table = spec.rows().table();
    RunSpec run = spec.run();
    if (spec.reference() != null) {
      return new LikeTable(table, spec.reference().table());
    }
    if (run == null) {
      return (seen, failures) -> Verdict.of(table, Expectation.NONE, seen, failures);
    }
    return spec.ofRun()
        ? RunJudge.ofRun(table, run, corpora)
        : RunJudge.likeRun(table, over(run, audit.plan()), corpora);
  }

  /** Holds rows against another table's. */
  private record LikeTable(String table, String reference) implements Judge {
    @Override
    public QualityReport judge(RunSummary seen, List<StepFailure> failures) {
      throw new IllegalStateException("nothing could be read of table " + reference);
    }

    @Override
    public Judge knowing(RunSummary others) {
      return (seen, failures) ->
          Verdict.of(table, Expectation.like(reference, others), seen, failures);
    }
  }

  /** The run over the table's window. */
  private static RunSpec over(RunSpec run, SummaryPlan plan) {
    return new RunSpec(
        run.runId(),
        run.profile(),
        run.seed(),
        run.traces(),
        run.tracesPerChunk(),
        plan.startMs(),
        Math.max(plan.endMs(), plan.startMs() + 2L * run.profile().limits().maxTraceDurationMs()),
        run.corpora(),
        run.live(),
        run.table(),
        run.chunkLimit(),
        run.calibration());
  }
}
