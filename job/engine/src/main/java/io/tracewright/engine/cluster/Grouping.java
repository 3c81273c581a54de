package io.tracewright.engine.cluster;

import java.util.Arrays;

/** A way to divide points into groups. */
final class Grouping {
  private final int[] labels;
  private final double[][] centres;

  private Grouping(int[] labels, double[][] centres) {
    this.labels = labels;
    this.centres = centres;
  }

  /** The division that labels name; groups are numbered by their first point. */
  static Grouping of(double[][] points, int[] labels) {
    int[] numbers = new int[Arrays.stream(labels).max().orElse(0) + 1];
    Arrays.fill(numbers, -1);
    int groups = 0;
    int[] renumbered = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      if (numbers[labels[i]] < 0) {
        numbers[labels[i]] = groups++;
      }
      renumbered[i] = numbers[labels[i]];
    }
    return new Grouping(renumbered, means(points, renumbered, groups));
  }

  /** Everything in one group. */
  static Grouping whole(double[][] points) {
    return of(points, new int[points.length]);
  }

  /** The same groups, with other points each in the group whose centre is nearest. */
  Grouping extendedTo(double[][] all, int[] members) {
    int[] extended = new int[all.length];
    Arrays.fill(extended, -1);
    for (int i = 0; i < members.length; i++) {
      extended[members[i]] = labels[i];
    }
    for (int i = 0; i < all.length; i++) {
      if (extended[i] < 0) {
        extended[i] = nearest(all[i]);
      }
    }
    return of(all, extended);
  }

  int groups() {
    return centres.length;
  }

  int[] sizes() {
    int[] sizes = new int[centres.length];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }

  /** Sum of the squared distances of the points to the centres of their groups. */
  double inertia(double[][] points) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      sum += squaredDistance(points[i], centres[labels[i]]);
    }
    return sum;
  }

  /**
   * Mean silhouette width (Rousseeuw 1987): how much closer points are to their own group than to
   * the next, -1 to 1; a point alone in its group counts 0. NaN with fewer than two groups.
   */
  double silhouette(Distances distances) {
    if (groups() < 2) {
      return Double.NaN;
    }
    int[] sizes = sizes();
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] total = new double[sizes.length];
      double[] from = distances.from(i);
      for (int j = 0; j < labels.length; j++) {
        total[labels[j]] += from[j];
      }
      int own = labels[i];
      double other = Double.POSITIVE_INFINITY;
      for (int group = 0; group < sizes.length; group++) {
        if (group != own) {
          other = Math.min(other, total[group] / sizes[group]);
        }
      }
      double within = sizes[own] > 1 ? total[own] / (sizes[own] - 1) : other;
      sum += within == other ? 0 : (other - within) / Math.max(other, within);
    }
    return sum / labels.length;
  }

  private int nearest(double[] point) {
    int nearest = 0;
    for (int group = 1; group < centres.length; group++) {
      if (squaredDistance(point, centres[group]) < squaredDistance(point, centres[nearest])) {
        nearest = group;
      }
    }
    return nearest;
  }

  private static double[][] means(double[][] points, int[] labels, int groups) {
    double[][] means = new double[groups][points.length == 0 ? 0 : points[0].length];
    int[] sizes = new int[groups];
    for (int i = 0; i < points.length; i++) {
      sizes[labels[i]]++;
      for (int d = 0; d < points[i].length; d++) {
        means[labels[i]][d] += points[i][d];
      }
    }
    for (int group = 0; group < groups; group++) {
      for (int d = 0; d < means[group].length; d++) {
        means[group][d] /= sizes[group];
      }
    }
    return means;
  }

  static double squaredDistance(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += (one[d] - other[d]) * (one[d] - other[d]);
    }
    return sum;
  }

  /** Number of the group of each point, from 0 without gaps. */
  int[] labels() {
    return labels;
  }

  /** Mean of each group. */
  double[][] centres() {
    return centres;
  }
}
