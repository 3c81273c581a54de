package io.tracewright.cli.fidelity;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/** Goodness of fit of what ClickHouse has counted or measured. */
final class Fit {
  /** Probability that one such test fails a correct program when its seed is changed. */
  static final double FALSE_ALARM = 1e-4;

  private Fit() {}

  /**
   * Chance of counts at least as far from the shares as these (Pearson's chi-square); 0 when
   * something is counted that has no share.
   *
   * @param shares what was asked for, by name, in any unit
   * @param counts rows of a name and a number
   */
  static double chiSquareP(Map<String, Double> shares, List<String[]> counts) {
    Map<String, Long> found =
        counts.stream().collect(Collectors.toMap(row -> row[0], row -> Long.parseLong(row[1])));
    if (!shares.keySet().containsAll(found.keySet())) {
      return 0;
    }
    List<String> names = shares.keySet().stream().sorted().toList();
    double[] expected = names.stream().mapToDouble(shares::get).toArray();
    long[] observed = names.stream().mapToLong(name -> found.getOrDefault(name, 0L)).toArray();
    double scale = Arrays.stream(observed).sum() / Arrays.stream(expected).sum();
    return new ChiSquareTest()
        .chiSquareTest(Arrays.stream(expected).map(share -> share * scale).toArray(), observed);
  }

  /**
   * Chance of a sample at least as far from a continuous law as this one (Kolmogorov and Smirnov).
   */
  static double ksP(double[] sample, DoubleUnaryOperator cumulative) {
    return new KolmogorovSmirnovTest()
        .kolmogorovSmirnovTest(
            new UniformRealDistribution(0, 1), Arrays.stream(sample).map(cumulative).toArray());
  }

  /** Standard errors between a count and what a binomial law expects. */
  static double sigmas(double count, double trials, double probability) {
    return (count - trials * probability) / Math.sqrt(trials * probability * (1 - probability));
  }
}
