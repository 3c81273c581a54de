package io.tracewright.engine.generate.pilot;

import java.util.List;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Spearman's rank correlation, ties given their average rank, and how it follows from the
 * correlation of Gaussian scores.
 */
final class RankCorrelation {
  private RankCorrelation() {}

  /** Rank correlations of each series with each; 0 where one does not vary. */
  static double[][] matrix(List<Series> series) {
    List<double[]> scores = series.stream().map(RankCorrelation::scores).toList();
    double[][] matrix = new double[series.size()][series.size()];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i][i] = 1;
      for (int j = 0; j < i; j++) {
        matrix[i][j] = product(scores.get(i), scores.get(j));
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  /** Ranks shifted and scaled to mean 0 and length 1; all 0 when they are all the same. */
  private static double[] scores(Series series) {
    double[] ranks = new NaturalRanking().rank(series.toArray());
    double mean = (ranks.length + 1) / 2.0;
    double squares = 0;
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] -= mean;
      squares += ranks[i] * ranks[i];
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = length == 0 ? 0 : ranks[i] / length;
    }
    return ranks;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Correlation of Gaussian scores with this rank correlation (Pearson 1907). */
  static double latent(double rank) {
    return 2 * StrictMath.sin(Math.PI * rank / 6);
  }

  /** Derivative of the rank correlation by the correlation of the Gaussian scores. */
  static double slope(double latent) {
    return 3 / Math.PI / Math.sqrt(1 - latent * latent / 4);
  }
}
