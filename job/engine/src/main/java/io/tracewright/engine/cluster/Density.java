package io.tracewright.engine.cluster;

import java.util.Arrays;

/**
 * Outliers by density (DBSCAN: Ester, Kriegel, Sander and Xu 1996): points that have few others
 * around them and lie around no point that has many.
 */
final class Density {
  /** Points in a neighbourhood, the centre included, that make it dense. */
  static final int MIN_POINTS = 8;

  /** A radius is not so small that more than this share of the points has few neighbours. */
  private static final double MAX_SPARSE_SHARE = 0.10;

  private final double epsilon;
  private final boolean[] outliers;

  private Density(double epsilon, boolean[] outliers) {
    this.epsilon = epsilon;
    this.outliers = outliers;
  }

  static Density of(Distances distances) {
    int points = distances.size();
    if (points <= MIN_POINTS) {
      return new Density(0, new boolean[points]);
    }
    double[] reach = new double[points];
    for (int i = 0; i < points; i++) {
      double[] sorted = distances.from(i).clone();
      Arrays.sort(sorted);
      reach[i] = sorted[MIN_POINTS - 1];
    }
    double epsilon = knee(reach);
    boolean[] outliers = new boolean[points];
    for (int i = 0; i < points; i++) {
      outliers[i] = true;
      double[] from = distances.from(i);
      for (int j = 0; j < points && outliers[i]; j++) {
        outliers[i] = reach[j] > epsilon || from[j] > epsilon;
      }
    }
    return new Density(epsilon, outliers);
  }

  /**
   * Where the sorted distances to the {@value #MIN_POINTS}th point turn upwards: the point furthest
   * below the line between the curve's ends (Satopaa et al. 2011), within the curve's last part.
   */
  private static double knee(double[] reach) {
    double[] curve = reach.clone();
    Arrays.sort(curve);
    int from = (int) Math.ceil(curve.length * (1 - MAX_SPARSE_SHARE)) - 1;
    int last = curve.length - 1;
    int knee = from;
    double deepest = 0;
    for (int i = from; i <= last; i++) {
      double line = curve[from] + (curve[last] - curve[from]) * (i - from) / (last - from);
      if (line - curve[i] > deepest) {
        deepest = line - curve[i];
        knee = i;
      }
    }
    return curve[knee];
  }

  /** Radius of the neighbourhood. */
  double epsilon() {
    return epsilon;
  }

  /** Whether each point is one. */
  boolean[] outliers() {
    return outliers;
  }
}
