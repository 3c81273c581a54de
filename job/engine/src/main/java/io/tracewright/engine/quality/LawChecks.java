package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Measures;
import io.tracewright.model.profile.Incident;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Sequence;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether quantities follow the laws that the profile declares, by Kolmogorov and Smirnov, where
 * the law shows itself.
 *
 * <p>It shows itself in the first undisturbed call of a trace when nothing bends durations: hardly
 * an incident, no latency that was solved for, no queue to speak of. A call that would outlast its
 * timeout fails, so the others follow the law up to there.
 */
final class LawChecks {
  private static final double TOLERANCE = 0.05;

  /** What a session's traces share. */
  private static final double DESIGN = 2;

  /** A span outlasts what happens in it by so much; then microseconds are cut off. */
  private static final double OVERHEAD_MS = 0.05;

  private static final double ROUNDING_MS = 0.002;
  private static final double ROUNDING_TOKENS = 0.5;

  /** With less of its servers busy, hardly any call waits. */
  private static final double IDLE = 0.3;

  private static final double MOST_DEGRADED = 0.1;
  private static final double WEEK_MINUTES = 7 * 24 * 60;

  private final Evidence evidence;
  private final RunSpec spec;
  private final TraceValues values;
  private final double tolerance;

  /**
   * Checks of a run.
   *
   * @param values of traces whose figures were not solved for
   */
  private LawChecks(Evidence evidence, RunSpec spec, TraceValues values) {
    this.evidence = evidence;
    this.spec = spec;
    this.values = values;
    // Odd traces are odd in what they take, too.
    this.tolerance = TOLERANCE + spec.profile().anomalies().rate();
  }

  static void run(Evidence evidence, RunSpec spec, TraceValues values) {
    LawChecks checks = new LawChecks(evidence, spec, values);
    checks.tokens();
    double degraded = degraded(spec);
    if (spec.calibration().latencyScale() != 1) {
      evidence.notAssessed.add("declared laws of durations: durations were scaled to a target");
    } else if (degraded > MOST_DEGRADED) {
      evidence.notAssessed.add(
          "declared laws of durations: incidents may bend too many in so short a window");
    } else {
      checks.durations(checks.tolerance + degraded);
    }
  }

  /**
   * Share of calls that cascades may slow down, at most: as many as come once in ten thousand runs,
   * at times of twice the mean demand.
   */
  private static double degraded(RunSpec spec) {
    double windowMinutes = (spec.windowEndMs() - spec.windowStartMs()) / 60_000.0;
    double share = 0;
    for (Incident incident : spec.profile().incidents()) {
      if (incident.kind().equals("cascading_degradation")) {
        double mean =
            incident.perWeek() == null ? 0 : incident.perWeek() * windowMinutes / WEEK_MINUTES;
        share += 2 * (1 + mean + 4 * Math.sqrt(mean)) * incident.durationMinutes() / windowMinutes;
      }
    }
    return share;
  }

  private void tokens() {
    for (Model model : spec.profile().models()) {
      check(
          "completion_tokens",
          "model_name",
          model.name(),
          values.completionTokens().get(model.name()),
          DeclaredLaw.of(model.completionTokens()),
          ROUNDING_TOKENS,
          tolerance);
    }
  }

  private void durations(double tolerated) {
    WorkloadProfile profile = spec.profile();
    Map<String, DeclaredLaw> laws = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (Sequence sequence : profile.sequences()) {
      for (Sequence.Step step : sequence.steps()) {
        if (laws.put(step.name(), DeclaredLaw.of(step.durationMs())) != null) {
          ambiguous.add(step.name());
        }
        ambiguous.add(step.compensation());
      }
    }
    ambiguous.forEach(laws::remove);
    for (Tool tool : profile.tools()) {
      if (isIdle(tool)) {
        DeclaredLaw law = DeclaredLaw.of(tool.latencyMs());
        laws.put(operation(tool), tool.timeoutMs() > 0 ? law.upTo(tool.timeoutMs()) : law);
      }
    }
    values
        .latencies()
        .forEach(
            (operation, sample) -> {
              if (laws.containsKey(operation)) {
                double[] inside =
                    Arrays.stream(sample).map(latencyMs -> latencyMs - OVERHEAD_MS).toArray();
                DeclaredLaw law = laws.get(operation);
                check(
                    "latency_ms", "operation_name", operation, inside, law, ROUNDING_MS, tolerated);
              }
            });
  }

  private static String operation(Tool tool) {
    return "execute_tool " + tool.name();
  }

  /** Whether ten times the mean demand leaves most of a tool's servers without work. */
  private boolean isIdle(Tool tool) {
    double[] sample = values.latencies().get(operation(tool));
    if (tool.concurrency() == 0 || sample == null) {
      return true;
    }
    double meanSeconds = Arrays.stream(sample).average().orElse(0) / 1_000;
    double windowSeconds = (spec.windowEndMs() - spec.windowStartMs()) / 1_000.0;
    long calls = evidence.seen.tally(Measures.OPERATION).get(operation(tool));
    return 10 * calls / windowSeconds * meanSeconds / tool.concurrency() < IDLE;
  }

  private void check(
      String column,
      String dimension,
      String name,
      double[] sample,
      DeclaredLaw law,
      double rounding,
      double tolerated) {
    if (sample == null || sample.length < DistributionChecks.LEAST) {
      return;
    }
    double distance = Kolmogorov.distance(sample, law, rounding);
    double median = Kolmogorov.median(sample);
    evidence.accuracy(
        "law",
        column + " of " + name,
        "Kolmogorov-Smirnov",
        distance,
        Kolmogorov.pValue(distance, sample.length / DESIGN),
        distance,
        tolerated,
        sample.length,
        String.format(
            Locale.ROOT,
            "%s of %s is not as declared: half of the calls are at or below %.4g, of the law %.3f"
                + " (greatest distance of the distributions %.3f)",
            column,
            name,
            median,
            law.atMost(median + rounding),
            distance),
        evidence.queries.quantiles(
            column,
            "status = 'ok' AND NOT has(tags, 'retry') AND "
                + dimension
                + " = "
                + Queries.quoted(name)));
  }
}
