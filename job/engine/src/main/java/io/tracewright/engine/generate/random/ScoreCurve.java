package io.tracewright.engine.generate.random;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A function of a standard normal score, tabulated at even knots from -6.5 to 6.5 and straight
 * between them.
 *
 * <p>Beyond the ends, which a normal score passes once in 10^10 draws, the end's value stands.
 * Knots are rounded to ten significant digits: math libraries of different platforms may differ in
 * a result's last bits, and rows must not; and a constant of a mixture keeps the value that its
 * profile states. What follows from knots is additions and multiplications, which are the same
 * everywhere.
 */
final class ScoreCurve {
  static final double LIMIT = 6.5;

  private static final MathContext DIGITS = new MathContext(10);
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Probability of a lesser score; error below 4e-7. */
  static final ScoreCurve PROBABILITY = new ScoreCurve(4096, ScoreCurve::below);

  private final double[] knots;
  private final double perUnit;

  /**
   * Tabulates a function.
   *
   * @param intervals number of straight pieces, at least 1
   * @param function of a score; its values are finite
   */
  ScoreCurve(int intervals, DoubleUnaryOperator function) {
    knots = new double[intervals + 1];
    perUnit = intervals / (2 * LIMIT);
    for (int i = 0; i <= intervals; i++) {
      double exact = function.applyAsDouble(2 * LIMIT * i / intervals - LIMIT);
      knots[i] = new BigDecimal(exact).round(DIGITS).doubleValue();
    }
  }

  double at(double score) {
    double place = (score + LIMIT) * perUnit;
    if (place <= 0) {
      return knots[0];
    }
    int knot = (int) place;
    if (knot >= knots.length - 1) {
      return knots[knots.length - 1];
    }
    double low = knots[knot];
    return low + (place - knot) * (knots[knot + 1] - low);
  }

  /** The score at which a rising curve has a value; an end, where the value lies beyond it. */
  double scoreAt(double value) {
    int low = 0;
    int high = knots.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (knots[middle] <= value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double rise = knots[high] - knots[low];
    double share = rise > 0 ? (value - knots[low]) / rise : 0;
    return (low + Math.min(Math.max(share, 0), 1)) / perUnit - LIMIT;
  }

  /** The exact standard normal probability of a lesser score. */
  static double below(double score) {
    return NORMAL.cumulativeProbability(score);
  }
}
