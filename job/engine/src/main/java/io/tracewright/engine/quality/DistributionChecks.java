package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.ValueSketch;
import java.util.Locale;

/**
 * Whether quantities are distributed as in the reference, in each workload: durations of each
 * operation, tokens of each model, and durations, tokens and costs of traces; by Kolmogorov and
 * Smirnov, on all rows.
 */
final class DistributionChecks {
  /** Fewer values tell nothing of a distribution. */
  static final int LEAST = 50;

  private static final double TOLERANCE = 0.1;

  /** Calls of a trace and traces of a session resemble each other. */
  private static final double DESIGN = 4;

  private final Evidence evidence;
  private final RunSummary reference;

  private DistributionChecks(Evidence evidence, RunSummary reference) {
    this.evidence = evidence;
    this.reference = reference;
  }

  static void run(Evidence evidence, RunSummary reference) {
    new DistributionChecks(evidence, reference).run();
  }

  private void run() {
    for (var workload : evidence.seen.workloads().entrySet()) {
      Summary expected = reference.workloads().get(workload.getKey());
      if (expected != null) {
        for (var sketch : workload.getValue().sketches().entrySet()) {
          ValueSketch other = expected.sketches().get(sketch.getKey());
          if (other != null) {
            compare(workload.getKey(), sketch.getKey(), sketch.getValue(), other);
          }
        }
      }
    }
  }

  private void compare(String workload, String measure, ValueSketch seen, ValueSketch other) {
    if (seen.count() < LEAST || other.count() < LEAST) {
      return;
    }
    double n = seen.count();
    double m = other.count();
    double distance = seen.distance(other);
    evidence.accuracy(
        "distribution",
        measure + " in " + workload,
        "Kolmogorov-Smirnov, two samples",
        distance,
        Kolmogorov.pValue(distance, n * m / (n + m) / DESIGN),
        distance,
        TOLERANCE,
        seen.count(),
        String.format(
            Locale.ROOT,
            "%s in %s: the median is %.4g where the reference has %.4g (greatest distance of the"
                + " distributions %.3f)",
            measure,
            workload,
            seen.quantile(0.5),
            other.quantile(0.5),
            distance),
        sql(workload, measure));
  }

  private String sql(String workload, String measure) {
    String ofWorkload = "workload_type = " + Queries.quoted(workload);
    int space = measure.indexOf(' ');
    String column = measure.substring(0, space);
    String subject = measure.substring(space + 1);
    return switch (measure) {
      case Measures.TRACE_LATENCY_MS ->
          evidence.queries.quantiles("latency_ms", ofWorkload + " AND isNull(parent_span_id)");
      case Measures.TRACE_COST_USD, Measures.TRACE_TOKENS ->
          evidence.queries.overTraces(
              Queries.QUANTILES + "(q)", "sum(" + subject + ") AS q", ofWorkload);
      default ->
          evidence.queries.quantiles(
              column,
              ofWorkload
                  + (measure.equals(Measures.promptTokens(subject)) ? "" : " AND status = 'ok'")
                  + (measure.equals(Measures.latencyMs(subject))
                      ? " AND operation_name = "
                      : " AND model_name = ")
                  + Queries.quoted(subject));
    };
  }
}
