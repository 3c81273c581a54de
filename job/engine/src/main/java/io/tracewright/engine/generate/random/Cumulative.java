package io.tracewright.engine.generate.random;

import io.tracewright.model.profile.Law;
import java.util.List;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.ParetoDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;

/**
 * The distribution function of a law of non-negative values, from both sides, so that neither tail
 * drowns in the other's rounding.
 */
interface Cumulative {
  /** Bisection ends within 2^-36 of a value: finer than the ten digits that tables keep. */
  long BISECTED = 1L << 16;

  /** Probability of a value of at most {@code x}. */
  double atMost(double x);

  /** Probability of a value above {@code x}. */
  double above(double x);

  /** The least value, at least 0. */
  double min();

  /** The greatest value, finite. */
  double max();

  /**
   * The least value that has so much at or below it, by bisection.
   *
   * @param below probability, 0 to 1
   * @param above what it leaves, {@code 1 - below}, stated because it may be tiny
   */
  default double quantile(double below, double above) {
    if (atMost(min()) >= below) {
      return min();
    }
    // Doubles of one sign are in the order of their bits, so the middle is a geometric one.
    long low = Double.doubleToLongBits(min());
    long high = Double.doubleToLongBits(max());
    while (high - low > BISECTED) {
      long middle = low + (high - low) / 2;
      double x = Double.longBitsToDouble(middle);
      if (below < 0.5 ? atMost(x) >= below : above(x) <= above) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Double.longBitsToDouble(high);
  }

  static Cumulative of(Law law) {
    if (law instanceof Law.Constant constant) {
      return new Steps(new double[] {constant.value()});
    } else if (law instanceof Law.Uniform uniform) {
      return new Truncated(
          UniformContinuousDistribution.of(uniform.min(), uniform.max()), null, null);
    } else if (law instanceof Law.Normal normal) {
      return new Truncated(
          NormalDistribution.of(normal.mean(), normal.sd()), normal.min(), normal.max());
    } else if (law instanceof Law.LogNormal logNormal) {
      return new Truncated(
          LogNormalDistribution.of(Math.log(logNormal.median()), logNormal.sigma()),
          logNormal.min(),
          logNormal.max());
    } else if (law instanceof Law.Exponential exponential) {
      return new Truncated(
          ExponentialDistribution.of(exponential.mean()), exponential.min(), exponential.max());
    } else if (law instanceof Law.Gamma gamma) {
      return new Truncated(
          GammaDistribution.of(gamma.shape(), gamma.scale()), gamma.min(), gamma.max());
    } else if (law instanceof Law.Weibull weibull) {
      return new Truncated(
          WeibullDistribution.of(weibull.shape(), weibull.scale()), weibull.min(), weibull.max());
    } else if (law instanceof Law.Pareto pareto) {
      return new Truncated(
          ParetoDistribution.of(pareto.scale(), pareto.shape()), pareto.min(), pareto.max());
    } else if (law instanceof Law.Mixture mixture) {
      return Mixed.of(mixture);
    } else if (law instanceof Law.Empirical empirical) {
      return new Steps(values(empirical));
    }
    throw new IllegalStateException("no distribution for " + law);
  }

  /** Measured values, ascending. */
  static double[] values(Law.Empirical law) {
    List<Double> quantiles = law.quantiles();
    if (quantiles == null || quantiles.isEmpty()) {
      throw new IllegalArgumentException(
          "empirical law of " + law.source() + ", column " + law.column() + ", is not resolved");
    }
    return quantiles.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A continuous law given that its value lies between two bounds. */
  final class Truncated implements Cumulative {
    private final ContinuousDistribution law;
    private final double min;
    private final double max;
    private final double belowMin;
    private final double aboveMax;
    private final double mass;

    Truncated(ContinuousDistribution law, Double min, Double max) {
      this.law = law;
      this.min = Math.max(law.getSupportLowerBound(), min == null ? 0 : min);
      this.max = Math.min(Math.min(law.getSupportUpperBound(), Double.MAX_VALUE), orLargest(max));
      this.belowMin = law.cumulativeProbability(this.min);
      this.aboveMax = law.survivalProbability(this.max);
      this.mass = law.probability(this.min, this.max);
      if (!(mass > 0)) {
        throw new IllegalArgumentException(
            law.getClass().getSimpleName() + " has nothing from " + this.min + " to " + this.max);
      }
    }

    private static double orLargest(Double max) {
      return max == null ? Double.MAX_VALUE : max;
    }

    @Override
    public double atMost(double x) {
      return unit((law.cumulativeProbability(x) - belowMin) / mass);
    }

    @Override
    public double above(double x) {
      return unit((law.survivalProbability(x) - aboveMax) / mass);
    }

    private static double unit(double probability) {
      return Math.max(0, Math.min(probability, 1));
    }

    @Override
    public double min() {
      return min;
    }

    @Override
    public double max() {
      return max;
    }

    @Override
    public double quantile(double below, double above) {
      if (law instanceof GammaDistribution) {
        // The library searches for it with an absolute error, too coarse for laws of small values.
        return Cumulative.super.quantile(below, above);
      }
      double lower = belowMin + below * mass;
      double upper = aboveMax + above * mass;
      double x =
          lower < upper
              ? law.inverseCumulativeProbability(lower)
              : law.inverseSurvivalProbability(Math.min(upper, 1));
      return Math.max(min, Math.min(x, max));
    }
  }

  /** Equally likely values. */
  final class Steps implements Cumulative {
    private final double[] ascending;

    Steps(double[] ascending) {
      this.ascending = ascending;
    }

    @Override
    public double atMost(double x) {
      return (double) countAtMost(x) / ascending.length;
    }

    @Override
    public double above(double x) {
      return (double) (ascending.length - countAtMost(x)) / ascending.length;
    }

    private int countAtMost(double x) {
      int from = 0;
      int to = ascending.length;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (ascending[middle] <= x) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }

    @Override
    public double min() {
      return ascending[0];
    }

    @Override
    public double max() {
      return ascending[ascending.length - 1];
    }
  }

  /**
   * One of several laws by chance.
   *
   * @param weights sum to 1
   * @param laws as many
   */
  record Mixed(List<Double> weights, List<Cumulative> laws) implements Cumulative {
    static Mixed of(Law.Mixture mixture) {
      double sum = mixture.components().stream().mapToDouble(Law.Mixture.Component::weight).sum();
      return new Mixed(
          mixture.components().stream().map(component -> component.weight() / sum).toList(),
          mixture.components().stream().map(component -> Cumulative.of(component.law())).toList());
    }

    @Override
    public double atMost(double x) {
      double sum = 0;
      for (int i = 0; i < laws.size(); i++) {
        sum += weights.get(i) * laws.get(i).atMost(x);
      }
      return sum;
    }

    @Override
    public double above(double x) {
      double sum = 0;
      for (int i = 0; i < laws.size(); i++) {
        sum += weights.get(i) * laws.get(i).above(x);
      }
      return sum;
    }

    @Override
    public double min() {
      return laws.stream().mapToDouble(Cumulative::min).min().orElseThrow();
    }

    @Override
    public double max() {
      return laws.stream().mapToDouble(Cumulative::max).max().orElseThrow();
    }
  }
}
