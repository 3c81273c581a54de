package io.tracewright.engine.generate.random;

import io.tracewright.model.profile.Law;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Draws from a {@link Law}: its quantile at a standard normal score.
 *
 * <p>The score comes from the stream, or from the caller when the value shall depend on others
 * (Gaussian copula, Nelsen, "An Introduction to Copulas", 2006). Bounds condition the law, so no
 * value is drawn twice and none piles up at the ends. Not thread-safe, as the stream is not.
 */
public final class LawSampler {
  private final Quantiles quantiles;
  private final Streams random;
  private final ContinuousSampler score;

  private LawSampler(Quantiles quantiles, Streams random) {
    this.quantiles = quantiles;
    this.random = random;
    this.score = ZigguratSampler.NormalizedGaussian.of(random);
  }

  /**
   * A sampler of a law.
   *
   * @throws IllegalArgumentException if the law is empirical and not resolved, or has nothing
   *     between its bounds
   */
  public static LawSampler of(Law law, Streams random) {
    return new LawSampler(Quantiles.of(law), random);
  }

  public double draw() {
    int steps = quantiles.steps();
    return steps > 0 ? quantiles.step(random.nextInt(steps)) : quantiles.at(score.sample());
  }

  /** The value at a standard normal score; greater scores never give less. */
  public double at(double normalScore) {
    return quantiles.at(normalScore);
  }

  /** A draw rounded to a whole number, at least {@code min}. */
  public int drawCount(int min) {
    return count(draw(), min);
  }

  /** The value at a standard normal score, rounded to a whole number, at least {@code min}. */
  public int countAt(double normalScore, int min) {
    return count(at(normalScore), min);
  }

  /**
   * The value at a place among all, rounded to a whole number, at least {@code min}; greater places
   * never give less.
   *
   * @param place 0 to 1
   */
  public int countAtPlace(double place, int min) {
    int steps = quantiles.steps();
    double value =
        steps > 0
            ? quantiles.step((int) Math.min(place * steps, steps - 1.0))
            : quantiles.at(ScoreCurve.PROBABILITY.scoreAt(place));
    return count(value, min);
  }

  private static int count(double value, int min) {
    return (int) Math.max(min, Math.min(Integer.MAX_VALUE, Math.round(value)));
  }
}
