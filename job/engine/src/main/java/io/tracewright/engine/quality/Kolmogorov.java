package io.tracewright.engine.quality;

import java.util.Arrays;

/** Statistics of Kolmogorov and Smirnov. */
final class Kolmogorov {
  private Kolmogorov() {}

  /**
   * Greatest distance between a sample and a law.
   *
   * @param rounding values were rounded by at most so much: no distance is seen where the law moves
   *     as far within it, which also serves laws with steps
   * @throws IllegalArgumentException if the sample is empty
   */
  static double distance(double[] sample, DeclaredLaw law, double rounding) {
    double[] sorted = sorted(sample);
    double largest = 0;
    for (int from = 0; from < sorted.length; ) {
      double value = sorted[from];
      int to = from;
      while (to < sorted.length && sorted[to] == value) {
        to++;
      }
      double before = law.atMost(value - rounding) - (double) from / sorted.length;
      double after = (double) to / sorted.length - law.atMost(value + rounding);
      largest = Math.max(largest, Math.max(before, after));
      from = to;
    }
    return largest;
  }

  /** The middle of a sample, the upper of two. */
  static double median(double[] sample) {
    return sorted(sample)[sample.length / 2];
  }

  private static double[] sorted(double[] sample) {
    if (sample.length == 0) {
      throw new IllegalArgumentException("the sample is empty");
    }
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * Probability of at least such a distance by chance: Kolmogorov's limit with Stephens' correction
   * (1970), within 1 % from 20 observations on where it is below 0.1.
   *
   * @param observations of one sample; of two, {@code n m / (n + m)}
   */
  static double pValue(double distance, double observations) {
    double root = Math.sqrt(observations);
    double lambda = (root + 0.12 + 0.11 / root) * distance;
    if (lambda < 0.2) {
      return 1;
    }
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      sum += (k % 2 == 1 ? 2 : -2) * StrictMath.exp(-2.0 * k * k * lambda * lambda);
    }
    return Math.max(0, Math.min(1, sum));
  }
}
