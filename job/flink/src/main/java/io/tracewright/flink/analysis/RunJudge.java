package io.tracewright.flink.analysis;

import io.tracewright.engine.quality.Expectation;
import io.tracewright.engine.quality.Verdict;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.flink.functions.CorpusLoader;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.StepFailure;
import io.tracewright.model.run.RunSpec;
import java.util.List;

/** Holds rows against the run that they are of, or should look like. */
public final class RunJudge implements Judge {
  private static final long serialVersionUID = 1;

  private final String table;
  private final RunSpec spec;
  private final CorpusLoader corpora;
  private final boolean isOfTheRun;

  private RunJudge(String table, RunSpec spec, CorpusLoader corpora, boolean isOfTheRun) {
    this.table = table;
    this.spec = spec;
    this.corpora = corpora;
    this.isOfTheRun = isOfTheRun;
  }

  /** A judge of a run's rows. */
  public static RunJudge ofRun(String table, RunSpec spec, CorpusLoader corpora) {
    return new RunJudge(table, spec, corpora, true);
  }

  /** A judge of rows that should look like those of a run. */
  public static RunJudge likeRun(String table, RunSpec spec, CorpusLoader corpora) {
    return new RunJudge(table, spec, corpora, false);
  }

  @Override
  public QualityReport judge(RunSummary seen, List<StepFailure> failures) throws Exception {
    SummaryPlan plan = seen.plan();
    RunSummary reference = Reference.of(spec, corpora.load(spec.corpora()), plan);
    return Verdict.of(
        table,
        isOfTheRun ? Expectation.of(spec, reference) : Expectation.like(spec, reference),
        seen,
        failures);
  }
}
