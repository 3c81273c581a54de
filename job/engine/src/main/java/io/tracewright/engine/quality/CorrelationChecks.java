package io.tracewright.engine.quality;

import io.tracewright.engine.summary.RunSummary;
import io.tracewright.model.profile.Dependence;
import io.tracewright.model.profile.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether quantities of a workload's traces go together as they should: Spearman's correlations,
 * the asked ones as they were asked, the others as in the reference.
 */
final class CorrelationChecks {
  private static final double TOLERANCE = 0.12;
  private static final double DESIGN = 2;
  private static final int LEAST = 100;

  private static final Map<String, String> MEASURES =
      Map.of(
          "latency", TraceValues.LATENCY,
          "tokens", TraceValues.TOKENS,
          "cost", TraceValues.COST,
          "tools", TraceValues.TOOLS);

  private static final List<List<String>> PAIRS =
      List.of(
          List.of(TraceValues.FIRST_CALL_TOKENS, TraceValues.FIRST_CALL_LATENCY),
          List.of(TraceValues.TOKENS, TraceValues.LATENCY),
          List.of(TraceValues.TOOLS, TraceValues.LATENCY),
          List.of(TraceValues.TOKENS, TraceValues.COST));

  private final Evidence evidence;
  private final String workload;
  private final TraceValues seen;
  private final TraceValues reference;

  private CorrelationChecks(
      Evidence evidence, String workload, TraceValues seen, TraceValues reference) {
    this.evidence = evidence;
    this.workload = workload;
    this.seen = seen;
    this.reference = reference;
  }

  static void run(Evidence evidence, RunSummary reference) {
    for (String workload : evidence.seen.workloads().keySet()) {
      TraceValues seen = new TraceValues(evidence.seen.sample(workload));
      TraceValues expected = new TraceValues(reference.sample(workload));
      new CorrelationChecks(evidence, workload, seen, expected).run();
    }
  }

  private void run() {
    evidence.expected.profile().stream()
        .flatMap(profile -> profile.workloads().stream())
        .filter(declared -> declared.name().equals(workload) && declared.dependence() != null)
        .map(Workload::dependence)
        .forEach(this::asked);
    for (List<String> pair : PAIRS) {
      double[] x = reference.ofTraces(pair.get(0));
      double[] y = reference.ofTraces(pair.get(1));
      double correlation = Correlation.of(x, y);
      if (x.length >= LEAST && !Double.isNaN(correlation)) {
        check(pair.get(0), pair.get(1), correlation, Correlation.variance(x.length / DESIGN));
      }
    }
  }

  private void asked(Dependence dependence) {
    for (int i = 0; i < dependence.variables().size(); i++) {
      for (int j = 0; j < i; j++) {
        check(
            MEASURES.get(dependence.variables().get(j)),
            MEASURES.get(dependence.variables().get(i)),
            dependence.rankCorrelations().get(i).get(j),
            0);
      }
    }
  }

  private void check(String first, String second, double expected, double expectedVariance) {
    double[] x = seen.ofTraces(first);
    double[] y = seen.ofTraces(second);
    if (x.length < LEAST) {
      return;
    }
    double correlation = Correlation.of(x, y);
    // A constant goes with nothing.
    double found = Double.isNaN(correlation) ? 0 : correlation;
    double score =
        (Correlation.transform(found) - Correlation.transform(expected))
            / Math.sqrt(expectedVariance + Correlation.variance(x.length / DESIGN));
    evidence.accuracy(
        "correlation",
        first + " and " + second + " in " + workload,
        "Spearman",
        found,
        Correlation.twoSided(score),
        Math.abs(found - expected),
        TOLERANCE,
        x.length,
        String.format(
            Locale.ROOT,
            "%s and %s in %s have the rank correlation %.3f where %.3f is expected",
            first,
            second,
            workload,
            found,
            expected),
        sql(first, second));
  }

  private String sql(String first, String second) {
    return evidence.queries.overTraces(
        "rankCorr(x, y)",
        inTrace(first) + " AS x, " + inTrace(second) + " AS y",
        "workload_type = " + Queries.quoted(workload));
  }

  private static String inTrace(String measure) {
    return switch (measure) {
      case TraceValues.LATENCY -> "maxIf(latency_ms, isNull(parent_span_id))";
      case TraceValues.TOKENS -> "toFloat64(sum(total_tokens))";
      case TraceValues.COST -> "sum(cost_usd)";
      case TraceValues.TOOLS -> "toFloat64(countIf(event_type = 'tool_call'))";
      case TraceValues.FIRST_CALL_TOKENS ->
          "toFloat64(argMinIf(completion_tokens, timestamp_utc, event_type = 'llm_call' AND status"
              + " = 'ok'))";
      default -> "argMinIf(latency_ms, timestamp_utc, event_type = 'llm_call' AND status = 'ok')";
    };
  }
}
