package io.tracewright.engine.quality;

import java.util.Arrays;

/** Which of several tests exclude chance, all considered together. */
final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * The largest p-value that counts as significant (Benjamini and Hochberg 1995): of the tests at
   * or below it, a share of {@code rate} at most is expected to be chance.
   *
   * @param pValues NaN: not a test
   * @return below 0 when none is significant
   */
  static double threshold(double[] pValues, double rate) {
    double[] sorted = Arrays.stream(pValues).filter(p -> !Double.isNaN(p)).sorted().toArray();
    for (int i = sorted.length; i > 0; i--) {
      if (sorted[i - 1] <= rate * i / sorted.length) {
        return sorted[i - 1];
      }
    }
    return -1;
  }
}
