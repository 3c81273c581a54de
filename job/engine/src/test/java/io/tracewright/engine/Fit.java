package io.tracewright.engine;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Goodness-of-fit tests.
 *
 * <p>Seeds are fixed, so a test that is green stays green; {@link #FALSE_ALARM} is the chance that
 * a correct program fails one of them after a change that deals the random numbers anew.
 */
public final class Fit {
  /** Probability that one test of a correct program fails when its seed is changed. */
  public static final double FALSE_ALARM = 1e-4;

  private Fit() {}

  /**
   * Chance of counts at least as far from the shares as these (Pearson's chi-square). What has no
   * share must not be counted at all.
   */
  public static double chiSquareP(double[] shares, long[] counts) {
    int[] possible = IntStream.range(0, shares.length).filter(i -> shares[i] > 0).toArray();
    long[] observed = Arrays.stream(possible).mapToLong(i -> counts[i]).toArray();
    if (Arrays.stream(observed).sum() != Arrays.stream(counts).sum()) {
      return 0;
    }
    double[] expected = Arrays.stream(possible).mapToDouble(i -> shares[i]).toArray();
    return new ChiSquareTest().chiSquareTest(scaled(expected, observed), observed);
  }

  /** Pearson's statistic, for clustered counts that need a design effect. */
  public static double chiSquare(double[] shares, long[] counts) {
    return new ChiSquareTest().chiSquare(scaled(shares, counts), counts);
  }

  /** Chance of a sample at least as far from a law as this one (Kolmogorov and Smirnov). */
  public static double ksP(double[] sample, DoubleUnaryOperator cumulative) {
    double[] uniform = Arrays.stream(sample).map(cumulative).toArray();
    return new KolmogorovSmirnovTest()
        .kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), uniform);
  }

  private static double[] scaled(double[] shares, long[] counts) {
    double scale = Arrays.stream(counts).sum() / Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share * scale).toArray();
  }
}
