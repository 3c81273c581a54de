package io.tracewright.engine.generate.pilot;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** Correlation matrices of Gaussian scores. */
final class LatentMatrix {
  /** Far enough from 0 that a Cholesky factor exists whatever the rounding. */
  private static final double LEAST_EIGENVALUE = 1e-4;

  private static final double MOST = 0.999;

  private LatentMatrix() {}

  /** The correlations behind rank correlations, were marginals continuous. */
  static double[][] behind(List<List<Double>> ranks) {
    return positiveDefinite(
        ranks.stream()
            .map(row -> row.stream().mapToDouble(RankCorrelation::latent).toArray())
            .toArray(double[][]::new));
  }

  /**
   * The matrix itself when it is positive definite, else one near it that is: small eigenvalues are
   * raised, then the diagonal is made 1 again (Rebonato and Jäckel, "The most general methodology
   * to create a valid correlation matrix", 1999).
   */
  static double[][] positiveDefinite(double[][] symmetric) {
    int n = symmetric.length;
    double[][] result = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        result[i][j] = i == j ? 1 : Math.max(-MOST, Math.min(MOST, symmetric[i][j]));
      }
    }
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(result));
    double[] values = eigen.getRealEigenvalues();
    if (Arrays.stream(values).min().orElseThrow() >= LEAST_EIGENVALUE) {
      return result;
    }
    // The factor leaves a margin for the rescaling below, which may shrink eigenvalues a little.
    double[] raised =
        Arrays.stream(values).map(v -> Math.max(v, 2 * n * LEAST_EIGENVALUE)).toArray();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        result[i][j] = 0;
        for (int k = 0; k < n; k++) {
          result[i][j] += raised[k] * eigen.getV().getEntry(i, k) * eigen.getV().getEntry(j, k);
        }
      }
    }
    return unitDiagonal(result);
  }

  private static double[][] unitDiagonal(double[][] matrix) {
    int n = matrix.length;
    double[][] scaled = new double[n][n];
    for (int i = 0; i < n; i++) {
      scaled[i][i] = 1;
      for (int j = 0; j < i; j++) {
        scaled[i][j] = matrix[i][j] / Math.sqrt(matrix[i][i] * matrix[j][j]);
        scaled[j][i] = scaled[i][j];
      }
    }
    return scaled;
  }

  static List<List<Double>> toLists(double[][] matrix) {
    return Arrays.stream(matrix).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
