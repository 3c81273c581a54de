package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import java.util.Locale;
import java.util.Optional;

/**
 * Traces whose model and tool calls all take longer than their like: the mean of their logarithmic
 * excess, each weighed by how exactly it is known, is too many standard errors above 0.
 */
final class DegradationDetector implements Detector {
  private static final double STANDARD_ERRORS = 3.3;

  /** So much longer than usual at least. */
  private static final double LEAST_FACTOR = 1.5;

  /** One call can speak for so much only: that it alone is slow is not for this detector. */
  private static final double MOST = 4;

  private final Usual usual;

  DegradationDetector(Usual usual) {
    this.usual = usual;
  }

  @Override
  public String name() {
    return "degradation";
  }

  @Override
  public Optional<Oddity> judge(SampledTrace trace) {
    double weights = 0;
    double sum = 0;
    int calls = 0;
    for (Step step : trace.steps()) {
      Usual.Range range =
          (step.isModel() || step.isTool()) && !step.failed() && step.expectedMs() > 0
              ? usual.range(step)
              : null;
      if (range != null && range.isKnown()) {
        double width = range.logWidth();
        sum += Math.min(MOST, range.above(Usual.value(step))) / width;
        weights += 1 / (width * width);
        calls++;
      }
    }
    double mean = sum / weights;
    if (calls == 0 || mean < StrictMath.log(LEAST_FACTOR)) {
      return Optional.empty();
    }
    return Optional.of(oddity(mean, 1 / Math.sqrt(weights), calls));
  }

  private static Oddity oddity(double mean, double standardError, int calls) {
    double high = StrictMath.exp(STANDARD_ERRORS * standardError);
    return new Oddity(
        null,
        mean / standardError / STANDARD_ERRORS,
        "latency of all calls, times the usual",
        1 / high,
        high,
        StrictMath.exp(mean),
        () ->
            String.format(
                Locale.ROOT,
                "All %d model and tool calls together took %.1f times as long as usual.",
                calls,
                StrictMath.exp(mean)));
  }
}
