package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.Defect;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Scores;
import io.tracewright.model.report.Shapes;
import io.tracewright.model.report.StepFailure;
import java.util.List;

/** What is reported when the verdict itself failed: counts, and that nobody has judged them. */
final class Unjudged {
  private Unjudged() {}

  static QualityReport report(RunSummary seen, List<StepFailure> failures) {
    return new QualityReport(
        seen.plan().runId(),
        "",
        "",
        QualityReport.BAD,
        seen.rows(),
        seen.traces(),
        seen.defects(Defect.ORPHAN),
        seen.defects(Defect.DUPLICATE),
        seen.defects(Defect.OUT_OF_WINDOW),
        seen.defects(Defect.SCHEMA),
        new Scores(0, 0, 0, 0, 0),
        List.of(),
        List.of(),
        new Shapes(List.of(), List.of(), List.of()),
        failures.stream()
            .map(failure -> failure.step() + " failed and was disabled: " + failure.message())
            .toList());
  }
}
