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

  private static String succeeded(String type) {
    return "countIf(status != 'error' AND event_type = '" + type + "')";
  }

  private String calls(String condition, String count) {
    return evidence.queries.overTraces(Queries.QUANTILES + "(q)", count + " AS q", condition);
  }

  private String sql(String workload, String measure) {
    String ofWorkload = "workload_type = " + Queries.quoted(workload);
    String failed = "countIf(status = 'error' AND event_type IN ('llm_call', 'tool_call'))";
    if (measure.startsWith(Measures.latencyFactor(""))) {
      // What a call should take stands in no column; its milliseconds a token come nearest.
      return evidence.queries.quantiles(
          "latency_ms / greatest(completion_tokens, 1)",
          ofWorkload
              + " AND status = 'ok' AND model_name = "
              + Queries.quoted(measure.substring(Measures.latencyFactor("").length())));
    }
    int space = measure.indexOf(' ');
    String column = measure.substring(0, space);
    String subject = measure.substring(space + 1);
    return switch (measure) {
      case Measures.TRACE_MODEL_CALLS -> calls(ofWorkload, succeeded("llm_call"));
      case Measures.TRACE_TOOL_CALLS -> calls(ofWorkload, succeeded("tool_call"));
      case Measures.TRACE_FAILED_CALLS -> calls(ofWorkload, failed);
      case Measures.TRACE_SUB_AGENTS ->
          calls(ofWorkload, "countIf(event_type = 'agent' AND isNotNull(parent_span_id))");
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
