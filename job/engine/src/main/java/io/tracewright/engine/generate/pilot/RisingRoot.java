package io.tracewright.engine.generate.pilot;

import java.util.function.DoubleUnaryOperator;

/**
 * Solves {@code f(x) = target} for a function of positive numbers that, but for noise, rises.
 *
 * <p>While one side of the root is unknown, x grows or shrinks by the ratio that is missing, as if
 * f were proportional; then false position between the two sides, and every third time bisection so
 * that a crooked function cannot stall it. All in logarithms of x.
 *
 * @param x the best argument tried
 * @param value {@code f(x)}
 */
record RisingRoot(double x, double value) {
  private static final int MOST_TRIES = 40;
  private static final double LARGEST_STEP = 4;

  /** Tries after which a function that hardly moves gets the largest steps. */
  private static final int GOOD_WILL = 4;

  /**
   * Searches for the root.
   *
   * @param close distance to the target at which the search ends
   * @param start first guess
   * @param least least x, above 0
   * @param most greatest x
   */
  static RisingRoot of(
      DoubleUnaryOperator f, double target, double close, double start, double least, double most) {
    RisingRoot below = null;
    RisingRoot above = null;
    RisingRoot best = null;
    double x = start;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      RisingRoot tried = new RisingRoot(x, f.applyAsDouble(x));
      if (best == null || tried.distance(target) < best.distance(target)) {
        best = tried;
      }
      boolean low = tried.value < target;
      if (best.distance(target) <= close || x == (low ? most : least)) {
        return best;
      }
      below = low ? tried : below;
      above = low ? above : tried;
      if (below != null && above != null) {
        x = between(below, above, tries % 3 == 2 ? 0.5 : share(below, above, target));
      } else {
        boolean proportional = tried.value > 0 && tries < GOOD_WILL;
        double ratio = proportional ? target / tried.value : low ? LARGEST_STEP : 0;
        double step = Math.max(1 / LARGEST_STEP, Math.min(LARGEST_STEP, ratio));
        x = Math.max(least, Math.min(most, x * step));
      }
    }
    return best;
  }

  private double distance(double target) {
    return Math.abs(value - target);
  }

  private static double share(RisingRoot below, RisingRoot above, double target) {
    double share = (target - below.value) / (above.value - below.value);
    return Math.max(0.02, Math.min(0.98, share));
  }

  private static double between(RisingRoot below, RisingRoot above, double share) {
    return below.x * StrictMath.pow(above.x / below.x, share);
  }
}
