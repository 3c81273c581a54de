package io.tracewright.engine.pattern;

import io.tracewright.engine.TestRuns;
import io.tracewright.engine.summary.Summary;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Timelines whose rates are known; counts are Poisson's, latencies exponential. */
final class Timelines {
  static final long BIN_MS = 60_000;

  private Timelines() {}

  /**
   * A timeline.
   *
   * @param traces mean traces of a bin
   * @param errors mean errors of a trace in a bin; they come in threes
   * @param latencyMs mean latency in a bin
   */
  static Timeline of(
      int bins,
      long seed,
      IntToDoubleFunction traces,
      IntToDoubleFunction errors,
      IntToDoubleFunction latencyMs) {
    RandomGenerator random = new Well19937c(seed);
    long[] startsMs = new long[bins];
    Summary.Bin[] counts = new Summary.Bin[bins];
    for (int bin = 0; bin < bins; bin++) {
      startsMs[bin] = TestRuns.MONDAY_MS + bin * BIN_MS;
      long count = poisson(random, traces.applyAsDouble(bin));
      long failed = 3 * poisson(random, count * errors.applyAsDouble(bin) / 3);
      double latencyUs = 0;
      for (int i = 0; i < count; i++) {
        latencyUs -= latencyMs.applyAsDouble(bin) * 1000 * Math.log(1 - random.nextDouble());
      }
      counts[bin] = new Summary.Bin(count, failed, Math.round(latencyUs));
    }
    return new Timeline(startsMs, counts, BIN_MS);
  }

  private static long poisson(RandomGenerator random, double mean) {
    return mean <= 0 ? 0 : new PoissonDistribution(random, mean, 1e-12, 10_000).sample();
  }
}
