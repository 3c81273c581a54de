package io.tracewright.engine.generate.random;

import io.tracewright.model.profile.Law;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Quantiles of a law by normal score: the value that has as much of the law below it as the score
 * has of the standard normal law.
 *
 * <p>Constants and measured values are looked up and stay what they are. All other laws are curves
 * of 1,024 straight pieces, 8 KB, whose distance to the exact distribution function (Kolmogorov's)
 * is below 2e-5; 8e-5 for a gamma law of shape 0.1, the steepest tested. Where a mixture jumps,
 * because nothing lies between its parts or one is a constant, a straight piece spans the jump: 0.5
 * % of draws (a jump at the median; fewer further out) fall into the gap, and the parts next to it
 * lack them.
 */
final class Quantiles {
  private static final int INTERVALS = 1024;
  private static final int MAX_SHARED = 256;
  private static final double[] NO_STEPS = {};

  /**
   * Tables by law. Profiles state the same measured law for many models, and each task of a process
   * has a generator; tables are immutable, so all share them.
   */
  private static final ConcurrentHashMap<Law, Quantiles> SHARED = new ConcurrentHashMap<>();

  private final ScoreCurve curve;

  /** The equally likely values among which the curve is the place; empty: it is the value. */
  private final double[] steps;

  private Quantiles(ScoreCurve curve, double[] steps) {
    this.curve = curve;
    this.steps = steps;
  }

  static Quantiles of(Law law) {
    if (SHARED.size() >= MAX_SHARED) {
      SHARED.clear();
    }
    return SHARED.computeIfAbsent(law, Quantiles::tabulate);
  }

  private static Quantiles tabulate(Law law) {
    if (law instanceof Law.Constant constant) {
      return new Quantiles(ScoreCurve.PROBABILITY, new double[] {constant.value()});
    } else if (law instanceof Law.Empirical empirical) {
      return new Quantiles(ScoreCurve.PROBABILITY, Cumulative.values(empirical));
    }
    Cumulative exact = Cumulative.of(law);
    return new Quantiles(
        new ScoreCurve(INTERVALS, z -> exact.quantile(ScoreCurve.below(z), ScoreCurve.below(-z))),
        NO_STEPS);
  }

  /** Number of equally likely values; 0: the law is continuous. */
  int steps() {
    return steps.length;
  }

  /** One of the equally likely values, from 0, ascending. */
  double step(int place) {
    return steps[place];
  }

  double at(double score) {
    double value = curve.at(score);
    return steps.length == 0
        ? value
        : steps[(int) Math.min(value * steps.length, steps.length - 1.0)];
  }
}
