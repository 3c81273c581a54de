package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.Tally;
import java.util.Locale;

/**
 * Whether operations and traces fail as often as they should. Rates are compared by Cohen's h, the
 * difference of their variance-stabilising transforms.
 */
final class RateChecks {
  private static final double TOLERANCE = 0.2;

  /** Failures come in bursts. */
  private static final double DESIGN = 8;

  private static final long LEAST = 100;

  private final Evidence evidence;
  private final RunSummary reference;

  private RateChecks(Evidence evidence, RunSummary reference) {
    this.evidence = evidence;
    this.reference = reference;
  }

  static void run(Evidence evidence) {
    evidence.expected.reference().ifPresent(found -> new RateChecks(evidence, found).run());
  }

  private void run() {
    for (var workload : evidence.seen.workloads().entrySet()) {
      Summary expected = reference.workloads().get(workload.getKey());
      if (expected != null) {
        compare(
            "traces of " + workload.getKey(),
            workload.getValue().failedTraces(),
            workload.getValue().traces(),
            expected.failedTraces(),
            expected.traces(),
            evidence.queries.shares(
                "status",
                "isNull(parent_span_id) AND workload_type = " + Queries.quoted(workload.getKey()),
                true));
      }
    }
    if (!evidence.isCounted(Measures.OPERATION) || !evidence.isCounted(Measures.FAILED_OPERATION)) {
      return;
    }
    Tally failed = evidence.seen.tally(Measures.FAILED_OPERATION);
    Tally others = reference.tally(Measures.OPERATION);
    Tally failedOthers = reference.tally(Measures.FAILED_OPERATION);
    for (var operation : evidence.seen.tally(Measures.OPERATION).counts().entrySet()) {
      String name = operation.getKey();
      compare(
          name,
          failed.get(name),
          operation.getValue(),
          failedOthers.get(name),
          others.get(name),
          evidence.queries.shares("status", "operation_name = " + Queries.quoted(name), false));
    }
  }

  private void compare(String subject, long failed, long all, long others, long of, String sql) {
    if (all < LEAST || of < LEAST) {
      return;
    }
    double rate = (double) failed / all;
    double expected = (double) others / of;
    double h = Math.abs(angle(rate) - angle(expected));
    evidence.accuracy(
        "failure_rate",
        subject,
        "Cohen's h",
        rate,
        Correlation.twoSided(h / Math.sqrt(DESIGN * (1.0 / all + 1.0 / of))),
        h,
        TOLERANCE,
        all,
        String.format(
            Locale.ROOT, "%.4f of %s fail where %.4f are expected to", rate, subject, expected),
        sql);
  }

  static double angle(double rate) {
    return 2 * StrictMath.asin(Math.sqrt(rate));
  }
}
