package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Defect;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Severity;
import io.tracewright.model.report.StepFailure;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.RunSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a run or a table: what is wrong by count, and what is off by more than chance and by more
 * than matters.
 *
 * <p>All statistical checks are judged together (Benjamini and Hochberg), so that a hundred of them
 * raise no more false alarms than one: the chance that a right run fails any of them is below
 * {@value #FALSE_DISCOVERY_RATE}.
 */
public final class Verdict {
  /** Expected share of chance among significant checks, at most. */
  static final double FALSE_DISCOVERY_RATE = 1e-3;

  /** How the names of steps end that summarise rows. */
  private static final String SUMMARIZER = "summarizer";

  private Verdict() {}

  /**
   * Judges what was seen.
   *
   * @param table name of the table that the report's queries ask
   * @param failures steps of the analysis that were disabled
   */
  public static QualityReport of(
      String table, Expectation expected, RunSummary seen, List<StepFailure> failures) {
    String runId = seen.plan().runId();
    Queries queries = new Queries(table, runId, expected.scope(seen.plan()));
    List<Finding> findings = new ArrayList<>(CountFindings.of(expected, seen, queries));
    unseen(failures)
        .ifPresent(
            unseen -> {
              // What nobody looked at may well be there.
              findings.removeIf(finding -> finding.check().equals(CountFindings.COMPLETENESS));
              findings.add(unseen);
            });
    findings.sort(Comparator.comparingLong(Finding::count).reversed());
    Evidence evidence = evidence(expected, seen, queries);
    List<Trial> trials = evidence.trials;
    double threshold =
        FalseDiscovery.threshold(
            trials.stream().mapToDouble(trial -> trial.check().pValue()).toArray(),
            FALSE_DISCOVERY_RATE);
    trials.sort(Comparator.comparingDouble((Trial trial) -> excess(trial.check())).reversed());
    List<Check> checks = new ArrayList<>();
    List<Check> accuracy = new ArrayList<>();
    List<Check> diversity = new ArrayList<>();
    for (Trial trial : trials) {
      Check check = trial.judged(threshold);
      checks.add(check);
      switch (trial.score()) {
        case ACCURACY -> accuracy.add(check);
        case DIVERSITY -> diversity.add(check);
        case NEITHER -> {
          // Informs only.
        }
      }
      if (!check.passed()) {
        findings.add(
            new Finding(
                check.name(), trial.severity(), check.observations(), trial.text(), trial.sql()));
      }
    }
    checks.sort(Comparator.comparing(Check::passed));
    findings.sort(Comparator.comparing(Finding::severity).reversed());
    boolean bad = findings.stream().anyMatch(f -> f.severity() == Severity.CRITICAL);
    return new QualityReport(
        runId,
        table,
        expected.name(),
        bad ? QualityReport.BAD : QualityReport.GOOD,
        seen.rows(),
        seen.traces(),
        seen.defects(Defect.ORPHAN),
        seen.defects(Defect.DUPLICATE),
        seen.defects(Defect.OUT_OF_WINDOW),
        seen.defects(Defect.SCHEMA),
        Scoring.of(expected, seen, accuracy, diversity),
        findings,
        checks,
        ReportShapes.of(expected, seen),
        notAssessed(evidence, failures));
  }

  /** Rows that were not looked at are not good: a step that summarises them was disabled. */
  private static Optional<Finding> unseen(List<StepFailure> failures) {
    return failures.stream()
        .filter(failure -> failure.step().endsWith(SUMMARIZER))
        .map(
            failure ->
                new Finding(
                    "unseen_rows",
                    Severity.CRITICAL,
                    0,
                    "not all rows were looked at: "
                        + failure.step()
                        + " was disabled, because it failed with: "
                        + failure.message(),
                    ""))
        .findFirst();
  }

  private static double excess(Check check) {
    return check.tolerance() > 0 ? check.effect() / check.tolerance() : check.effect() * 100;
  }

  private static Evidence evidence(Expectation expected, RunSummary seen, Queries queries) {
    Evidence evidence = new Evidence(expected, seen, queries);
    ControlCharts.run(evidence);
    expected
        .reference()
        .ifPresent(
            reference -> {
              ShareChecks.run(evidence);
              RateChecks.run(evidence);
              DiversityChecks.run(evidence);
              DistributionChecks.run(evidence, reference);
              CorrelationChecks.run(evidence, reference);
            });
    expected.spec().ifPresent(spec -> LawChecks.run(evidence, spec, free(spec, seen)));
    return evidence;
  }

  /** Figures of the workloads that were not steered to asked correlations. */
  private static TraceValues free(RunSpec spec, RunSummary seen) {
    Set<String> steered =
        spec.calibration().dependence().stream()
            .map(Calibration.SolvedDependence::workload)
            .collect(Collectors.toSet());
    List<SampledTrace> traces = new ArrayList<>();
    for (String workload : seen.workloads().keySet()) {
      if (!steered.contains(workload)) {
        traces.addAll(seen.sample(workload));
      }
    }
    return new TraceValues(traces);
  }

  private static List<String> notAssessed(Evidence evidence, List<StepFailure> failures) {
    List<String> reasons = new ArrayList<>(evidence.notAssessed);
    if (evidence.expected.reference().isEmpty()) {
      reasons.add(
          "accuracy: nothing is known of what the rows should look like; give a profile or a table"
              + " to hold them against");
    }
    for (StepFailure failure : failures) {
      reasons.add(failure.step() + ": disabled, because it failed with: " + failure.message());
    }
    return reasons;
  }
}
