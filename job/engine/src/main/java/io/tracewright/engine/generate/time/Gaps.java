package io.tracewright.engine.generate.time;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Samplers of gaps between requests, up to a scale that does not matter to their users. */
final class Gaps {
  private static final int BISECTIONS = 60;

  private Gaps() {}

  /**
   * Gaps of a law with a given squared coefficient of variation.
   *
   * @param law {@code gamma} or {@code weibull}
   * @param dispersion squared coefficient of variation, 0.05 to 1,000; 1: exponential
   */
  static ContinuousSampler of(String law, double dispersion, UniformRandomProvider random) {
    ContinuousSampler exponential = ZigguratSampler.Exponential.of(random);
    if (dispersion == 1) {
      return exponential;
    }
    if (law.equals("gamma")) {
      return AhrensDieterMarsagliaTsangGammaSampler.of(random, 1 / dispersion, 1);
    }
    double power = 1 / weibullShape(dispersion);
    return () -> StrictMath.pow(exponential.sample(), power);
  }

  /** The shape c of the Weibull law with gamma(1 + 2/c) / gamma(1 + 1/c)^2 - 1 = dispersion. */
  static double weibullShape(double dispersion) {
    double low = 0.05;
    double high = 20;
    for (int i = 0; i < BISECTIONS; i++) {
      double shape = StrictMath.sqrt(low * high);
      double ratio = logGamma(1 + 2 / shape) - 2 * logGamma(1 + 1 / shape);
      if (StrictMath.expm1(ratio) > dispersion) {
        low = shape;
      } else {
        high = shape;
      }
    }
    return low;
  }

  /** Stirling's series after a shift to above 10, relative error below 1e-11; x from 1. */
  private static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 10) {
      shift += StrictMath.log(z);
      z++;
    }
    double inverse = 1 / (z * z);
    double series =
        (1 / 12.0 - inverse * (1 / 360.0 - inverse * (1 / 1260.0 - inverse / 1680))) / z;
    return (z - 0.5) * StrictMath.log(z) - z + 0.5 * StrictMath.log(2 * Math.PI) + series - shift;
  }
}
