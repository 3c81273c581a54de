package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import java.util.Locale;
import java.util.Optional;

/**
 * Single spans that take far longer than their like: on a scale of logarithms, more than {@value
 * #REACH} times as far above the median as the 95th percentile is.
 */
final class LatencyDetector implements Detector {
  private static final double REACH = 2.2;

  /** So much longer than usual at least, however alike the others are. */
  private static final double LEAST_FACTOR = 3;

  private final Usual usual;

  LatencyDetector(Usual usual) {
    this.usual = usual;
  }

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public Optional<Oddity> judge(SampledTrace trace) {
    Step slowest = null;
    double most = 0;
    boolean fails = trace.steps().get(0).failed();
    for (Step step : trace.steps()) {
      // A failing trace's failures are its failure; one that is got over can still be slow.
      if (step.expectedMs() > 0 && !(fails && step.failed())) {
        double score = score(step);
        if (score > most) {
          most = score;
          slowest = step;
        }
      }
    }
    return slowest == null ? Optional.empty() : Optional.of(oddity(slowest, most));
  }

  private double score(Step step) {
    Usual.Range range = usual.range(step);
    return range.isKnown() ? StrictMath.log(Usual.value(step) / range.median()) / reach(range) : 0;
  }

  private static double reach(Usual.Range range) {
    return Math.max(
        StrictMath.log(LEAST_FACTOR), REACH * StrictMath.log(range.higher() / range.median()));
  }

  private Oddity oddity(Step step, double score) {
    Usual.Range range = usual.range(step);
    double expectedMs = Usual.milliseconds(step, range.median());
    double highMs = Usual.milliseconds(step, range.median() * StrictMath.exp(reach(range)));
    return new Oddity(
        step,
        score,
        "latency_ms of " + step.operation(),
        0,
        highMs,
        step.latencyMs(),
        () ->
            String.format(
                Locale.ROOT,
                "%s took %.0f ms, %.1f times the usual %.0f ms%s.",
                step.operation(),
                step.latencyMs(),
                step.latencyMs() / expectedMs,
                expectedMs,
                step.isModel() ? " for " + step.completionTokens() + " completion tokens" : ""));
  }
}
