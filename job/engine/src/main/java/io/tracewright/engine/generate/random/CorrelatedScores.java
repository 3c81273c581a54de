package io.tracewright.engine.generate.random;

import java.util.List;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Draws standard normal scores that depend on one another: independent scores times the Cholesky
 * factor of their correlation matrix (Devroye, "Non-Uniform Random Variate Generation", 1986,
 * XI.2).
 *
 * <p>With {@link LawSampler#at} they make a Gaussian copula; {@link RankCorrelation} says which
 * correlations of scores give which rank correlations of values.
 */
public final class CorrelatedScores {
  private static final double TOLERANCE = 1e-9;

  /** The lower triangle, row by row. */
  private final double[][] factor;

  private final ContinuousSampler score;

  private CorrelatedScores(double[][] factor, ContinuousSampler score) {
    this.factor = factor;
    this.score = score;
  }

  /**
   * Prepares a sampler.
   *
   * @param latent correlations of the scores: symmetric, ones on the diagonal
   * @throws IllegalArgumentException if the matrix is no such matrix or not positive definite
   */
  public static CorrelatedScores of(List<List<Double>> latent, Streams random) {
    return new CorrelatedScores(cholesky(latent), ZigguratSampler.NormalizedGaussian.of(random));
  }

  /**
   * Draws one score for each row of the matrix.
   *
   * @param scores as long as the matrix has rows; overwritten
   */
  public void draw(double[] scores) {
    for (int i = 0; i < factor.length; i++) {
      scores[i] = score.sample();
    }
    // From the last on, since a row needs only the independent scores up to its own.
    for (int i = factor.length - 1; i >= 0; i--) {
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum += factor[i][j] * scores[j];
      }
      scores[i] = sum;
    }
  }

  private static double[][] cholesky(List<List<Double>> matrix) {
    double[][] factor = new double[matrix.size()][];
    for (int i = 0; i < factor.length; i++) {
      if (matrix.get(i).size() != factor.length) {
        throw new IllegalArgumentException(
            "correlation matrix has "
                + factor.length
                + " rows, row "
                + (i + 1)
                + " has "
                + matrix.get(i).size()
                + " entries");
      }
      factor[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double entry = matrix.get(i).get(j);
        double expected = i == j ? 1 : matrix.get(j).get(i);
        if (!(Math.abs(entry - expected) <= TOLERANCE)) {
          throw new IllegalArgumentException(
              "correlation matrix has "
                  + entry
                  + " in row "
                  + (i + 1)
                  + ", column "
                  + (j + 1)
                  + ", expected "
                  + expected);
        }
        double left = entry;
        for (int k = 0; k < j; k++) {
          left -= factor[i][k] * factor[j][k];
        }
        if (i == j && !(left > TOLERANCE)) {
          throw new IllegalArgumentException(
              "correlation matrix is not positive definite: its first "
                  + (i + 1)
                  + " variables contradict one another");
        }
        factor[i][j] = i == j ? Math.sqrt(left) : left / factor[j][j];
      }
    }
    return factor;
  }
}
