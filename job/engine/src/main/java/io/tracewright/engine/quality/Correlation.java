package io.tracewright.engine.quality;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Spearman's rank correlation, mean ranks for ties. */
final class Correlation {
  /** Variance of Fisher's transform of a rank correlation (Fieller, Hartley and Pearson 1957). */
  private static final double FIELLER = 1.06;

  private static final double NEARLY_ONE = 0.999_999;

  private Correlation() {}

  /** The correlation of two samples, NaN if one is constant or has fewer than two values. */
  static double of(double[] x, double[] y) {
    return x.length < 2 ? Double.NaN : new SpearmansCorrelation().correlation(x, y);
  }

  /** Fisher's transform, in which correlations are nearly normal. */
  static double transform(double correlation) {
    double bounded = Math.max(-NEARLY_ONE, Math.min(NEARLY_ONE, correlation));
    return (StrictMath.log1p(bounded) - StrictMath.log1p(-bounded)) / 2;
  }

  /** Variance of the transform for so many observations, more than three. */
  static double variance(double observations) {
    return FIELLER / (observations - 3);
  }

  /** Probability of a standard normal at least so far from 0 on either side. */
  static double twoSided(double score) {
    return 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(score));
  }
}
