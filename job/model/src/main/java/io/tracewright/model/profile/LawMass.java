package io.tracewright.model.profile;

/**
 * Cumulative distributions, exact to about 1e-6: enough to tell whether bounds leave anything of a
 * law.
 */
final class LawMass {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Beyond so many standard deviations and one scale the gamma tail is below 1e-8. */
  private static final double GAMMA_TAIL_SDS = 20;

  private static final int MAX_TERMS = 100_000;

  private LawMass() {}

  /** Standard normal probability of a value below {@code z}. */
  static double normalBelow(double z) {
    if (Double.isInfinite(z)) {
      return z > 0 ? 1 : 0;
    }
    double halfSquare = z * z / 2;
    double lowerHalf = gammaBelow(0.5, halfSquare);
    return z >= 0 ? (1 + lowerHalf) / 2 : (1 - lowerHalf) / 2;
  }

  /**
   * Probability of a value below {@code x} for the gamma law with scale 1: the regularised lower
   * incomplete gamma function by its power series (NIST DLMF 8.7.1).
   *
   * @param shape above 0, up to 10,000
   */
  static double gammaBelow(double shape, double x) {
    if (x <= 0) {
      return 0;
    }
    if (x > shape + 1 + GAMMA_TAIL_SDS * Math.sqrt(shape + 1)) {
      return 1;
    }
    double term = 1;
    double sum = 1;
    for (int n = 1; n < MAX_TERMS && term > sum * 1e-12; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    return Math.min(1, Math.exp(shape * Math.log(x) - x - logGamma(shape + 1) + Math.log(sum)));
  }

  /** Logarithm of the gamma function by Stirling's series (DLMF 5.11.1), shifted to 10 or above. */
  private static double logGamma(double z) {
    double shift = 0;
    double y = z;
    while (y < 10) {
      shift -= Math.log(y);
      y++;
    }
    return shift
        + (y - 0.5) * Math.log(y)
        - y
        + HALF_LOG_TWO_PI
        + 1 / (12 * y)
        - 1 / (360 * y * y * y);
  }
}
