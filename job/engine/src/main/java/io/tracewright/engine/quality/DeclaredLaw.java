package io.tracewright.engine.quality;

import io.tracewright.model.profile.Law;
import java.util.Arrays;
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
 * The distribution function of a {@link Law}, as a reader of the profile understands it; shares no
 * code with the generator that it judges.
 */
@FunctionalInterface
interface DeclaredLaw {
  /** Probability of a value of at most {@code x}. */
  double atMost(double x);

  static DeclaredLaw of(Law law) {
    if (law instanceof Law.Constant constant) {
      return x -> x >= constant.value() ? 1 : 0;
    } else if (law instanceof Law.Uniform l) {
      return UniformContinuousDistribution.of(l.min(), l.max())::cumulativeProbability;
    } else if (law instanceof Law.Normal l) {
      return between(NormalDistribution.of(l.mean(), l.sd()), l.min(), l.max());
    } else if (law instanceof Law.LogNormal l) {
      return between(
          LogNormalDistribution.of(StrictMath.log(l.median()), l.sigma()), l.min(), l.max());
    } else if (law instanceof Law.Exponential l) {
      return between(ExponentialDistribution.of(l.mean()), l.min(), l.max());
    } else if (law instanceof Law.Gamma l) {
      return between(GammaDistribution.of(l.shape(), l.scale()), l.min(), l.max());
    } else if (law instanceof Law.Weibull l) {
      return between(WeibullDistribution.of(l.shape(), l.scale()), l.min(), l.max());
    } else if (law instanceof Law.Pareto l) {
      return between(ParetoDistribution.of(l.scale(), l.shape()), l.min(), l.max());
    } else if (law instanceof Law.Mixture mixture) {
      return mixed(mixture.components());
    } else if (law instanceof Law.Empirical empirical && empirical.quantiles() != null) {
      return measured(empirical.quantiles());
    }
    throw new IllegalArgumentException("no distribution for " + law);
  }

  /** The law given that a value is at most {@code limit}. */
  default DeclaredLaw upTo(double limit) {
    double mass = atMost(limit);
    return x -> x >= limit ? 1 : atMost(x) / mass;
  }

  private static DeclaredLaw between(ContinuousDistribution law, Double min, Double max) {
    double below = law.cumulativeProbability(min == null ? 0 : min);
    double mass = (max == null ? 1 : law.cumulativeProbability(max)) - below;
    return x -> Math.max(0, Math.min(1, (law.cumulativeProbability(x) - below) / mass));
  }

  private static DeclaredLaw mixed(List<Law.Mixture.Component> components) {
    double sum = components.stream().mapToDouble(Law.Mixture.Component::weight).sum();
    double[] weights = components.stream().mapToDouble(c -> c.weight() / sum).toArray();
    List<DeclaredLaw> laws = components.stream().map(c -> of(c.law())).toList();
    return x -> {
      double probability = 0;
      for (int i = 0; i < weights.length; i++) {
        probability += weights[i] * laws.get(i).atMost(x);
      }
      return probability;
    };
  }

  private static DeclaredLaw measured(List<Double> ascending) {
    double[] values = ascending.stream().mapToDouble(Double::doubleValue).toArray();
    return x -> {
      int place = Arrays.binarySearch(values, Math.nextUp(x));
      while (place > 0 && values[place - 1] > x) {
        place--;
      }
      return (double) (place >= 0 ? place : -place - 1) / values.length;
    };
  }
}
