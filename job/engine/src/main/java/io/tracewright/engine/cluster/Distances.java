package io.tracewright.engine.cluster;

import org.apache.commons.math3.util.MathArrays;

/** Euclidean distances between all points of a sample, computed once. */
final class Distances {
  private final double[][] matrix;

  Distances(double[][] points) {
    matrix = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i][j] = MathArrays.distance(points[i], points[j]);
        matrix[j][i] = matrix[i][j];
      }
    }
  }

  private Distances(Distances all, int[] chosen) {
    matrix = new double[chosen.length][chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      for (int j = 0; j < chosen.length; j++) {
        matrix[i][j] = all.matrix[chosen[i]][chosen[j]];
      }
    }
  }

  int size() {
    return matrix.length;
  }

  /** Distances from a point; not to be changed. */
  double[] from(int point) {
    return matrix[point];
  }

  /** The distances among some of the points, in the given order. */
  Distances among(int[] chosen) {
    return new Distances(this, chosen);
  }
}
