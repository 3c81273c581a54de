package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.Tally;
import java.util.Locale;
import java.util.Optional;

/**
 * Traces that succeed after more failed calls than chance brings: the tail of the Poisson-binomial
 * law of their calls, each failing at the rate at which calls of its operation fail alone.
 */
final class BurstDetector implements Detector {
  private static final double TAIL = 0.001;

  private final Tally calls;
  private final Tally loneFailures;
  private final double succeedingShare;

  BurstDetector(Summary summary) {
    calls = summary.tally(Measures.OPERATION);
    loneFailures = summary.tally(Measures.LONE_FAILURE);
    succeedingShare = 1 - (double) summary.failedTraces() / Math.max(1, summary.traces());
  }

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public Optional<Oddity> judge(SampledTrace trace) {
    if (trace.steps().get(0).failed()) {
      return Optional.empty();
    }
    double[] chance = {1};
    double expected = 0;
    int failures = 0;
    for (Step step : trace.steps()) {
      if (step.isModel() || step.isTool()) {
        double rate = rate(step.operation());
        chance = withOneMore(chance, rate);
        expected += rate;
        failures += step.failed() ? 1 : 0;
      }
    }
    if (failures < 2) {
      return Optional.empty();
    }
    double tail = 0;
    for (int count = chance.length - 1; count >= failures; count--) {
      tail += chance[count];
    }
    return Optional.of(oddity(failures, chance.length - 1, expected, tail));
  }

  private static Oddity oddity(int failures, int calls, double expected, double tail) {
    return new Oddity(
        null,
        StrictMath.log(Math.max(tail, Double.MIN_NORMAL)) / StrictMath.log(TAIL),
        "failed calls",
        0,
        failures - 1.0,
        failures,
        () ->
            String.format(
                Locale.ROOT,
                "%d of %d calls failed before the trace succeeded, where %.2f were to be expected:"
                    + " by chance one trace in %.0f has so many.",
                failures,
                calls,
                expected,
                1 / Math.max(tail, 1e-9)));
  }

  private double rate(String operation) {
    double made = calls.get(operation) * succeedingShare;
    return Math.min(0.9, (loneFailures.get(operation) + 0.5) / (made + 1));
  }

  /** Probabilities of 0, 1, … failures when one more call fails at such a rate. */
  private static double[] withOneMore(double[] chance, double rate) {
    double[] more = new double[chance.length + 1];
    for (int count = 0; count < chance.length; count++) {
      more[count] += chance[count] * (1 - rate);
      more[count + 1] += chance[count] * rate;
    }
    return more;
  }
}
