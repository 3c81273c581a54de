package io.tracewright.model.profile;

/** Whether a symmetric matrix is positive definite. */
final class PositiveDefinite {

  /** Pivots of a correlation matrix below this are 0 but for rounding. */
  private static final double LEAST_PIVOT = 1e-9;

  private PositiveDefinite() {}

  /**
   * Tries Cholesky's factorisation, which exists for these matrices alone.
   *
   * @param matrix square and symmetric, ones on its diagonal
   */
  static boolean is(double[][] matrix) {
    int size = matrix.length;
    double[][] factor = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        double rest = matrix[row][column];
        for (int k = 0; k < column; k++) {
          rest -= factor[row][k] * factor[column][k];
        }
        if (column < row) {
          factor[row][column] = rest / factor[column][column];
        } else if (rest < LEAST_PIVOT) {
          return false;
        } else {
          factor[row][row] = Math.sqrt(rest);
        }
      }
    }
    return true;
  }
}
