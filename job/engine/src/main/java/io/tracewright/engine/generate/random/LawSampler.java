package io.tracewright.engine.generate.random;

import io.tracewright.model.profile.Law;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Draws from a {@link Law}.
 *
 * <p>Truncation is by rejection. The profile reader refuses bounds that leave little mass, so the
 * limit on tries is a guard against a loop without end, not part of the law.
 */
public final class LawSampler {
  private static final int MAX_TRIES = 10_000;

  private final DoubleSupplier sampler;

  private LawSampler(DoubleSupplier sampler) {
    this.sampler = sampler;
  }

  public static LawSampler of(Law law, UniformRandomProvider random) {
    if (law instanceof Law.Constant constant) {
      return new LawSampler(constant::value);
    } else if (law instanceof Law.Uniform uniform) {
      double width = uniform.max() - uniform.min();
      return new LawSampler(() -> uniform.min() + width * random.nextDouble());
    } else if (law instanceof Law.Normal normal) {
      ContinuousSampler z = ZigguratSampler.NormalizedGaussian.of(random);
      return truncated(() -> normal.mean() + normal.sd() * z.sample(), normal.min(), normal.max());
    } else if (law instanceof Law.LogNormal logNormal) {
      ContinuousSampler z = ZigguratSampler.NormalizedGaussian.of(random);
      return truncated(
          () -> logNormal.median() * StrictMath.exp(logNormal.sigma() * z.sample()),
          logNormal.min(),
          logNormal.max());
    } else if (law instanceof Law.Exponential exponential) {
      ContinuousSampler unit = ZigguratSampler.Exponential.of(random);
      return truncated(
          () -> exponential.mean() * unit.sample(), exponential.min(), exponential.max());
    } else if (law instanceof Law.Gamma gamma) {
      ContinuousSampler sampler =
          AhrensDieterMarsagliaTsangGammaSampler.of(random, gamma.shape(), gamma.scale());
      return truncated(sampler::sample, gamma.min(), gamma.max());
    } else if (law instanceof Law.Empirical empirical) {
      return empirical(empirical, random);
    }
    throw new IllegalStateException("no sampler for " + law);
  }

  private static LawSampler empirical(Law.Empirical law, UniformRandomProvider random) {
    List<Double> quantiles = law.quantiles();
    if (quantiles == null || quantiles.isEmpty()) {
      throw new IllegalArgumentException(
          "empirical law of " + law.source() + ", column " + law.column() + ", is not resolved");
    }
    double[] values = quantiles.stream().mapToDouble(Double::doubleValue).toArray();
    return new LawSampler(() -> values[random.nextInt(values.length)]);
  }

  private static LawSampler truncated(DoubleSupplier law, Double min, Double max) {
    double lower = min == null ? 0 : min;
    double upper = max == null ? Double.POSITIVE_INFINITY : max;
    return new LawSampler(
        () -> {
          double value = law.getAsDouble();
          for (int tries = 0; (value < lower || value > upper) && tries < MAX_TRIES; tries++) {
            value = law.getAsDouble();
          }
          return Math.min(Math.max(value, lower), upper);
        });
  }

  public double draw() {
    return sampler.getAsDouble();
  }

  /** A draw rounded to a whole number, at least {@code min}. */
  public int drawCount(int min) {
    return (int) Math.max(min, Math.min(Integer.MAX_VALUE, Math.round(sampler.getAsDouble())));
  }
}
