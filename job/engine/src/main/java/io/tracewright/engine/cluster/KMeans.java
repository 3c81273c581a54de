package io.tracewright.engine.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Lloyd's k-means from k-means++ seeds (Arthur and Vassilvitskii 2007), the best of several starts.
 */
final class KMeans {
  private static final int MAX_ITERATIONS = 50;

  private KMeans() {}

  /**
   * Divides points into groups.
   *
   * @param groups how many, at least 2 and at most as many as there are different points
   * @param starts how often it is tried, at least 1
   */
  static Grouping fit(double[][] points, int groups, int starts, RandomGenerator random) {
    List<Point> all =
        IntStream.range(0, points.length).mapToObj(i -> new Point(i, points[i])).toList();
    Grouping best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int start = 0; start < starts; start++) {
      Grouping fitted =
          Grouping.of(
              points,
              labels(
                  new KMeansPlusPlusClusterer<Point>(
                          groups, MAX_ITERATIONS, new EuclideanDistance(), random)
                      .cluster(all),
                  points.length));
      double inertia = fitted.inertia(points);
      if (inertia < least) {
        best = fitted;
        least = inertia;
      }
    }
    return best;
  }

  /** How many different points there are, counted up to a limit. */
  static int distinct(double[][] points, int limit) {
    return (int) Arrays.stream(points).map(Arrays::hashCode).distinct().limit(limit).count();
  }

  private static int[] labels(List<CentroidCluster<Point>> clusters, int points) {
    int[] labels = new int[points];
    for (int label = 0; label < clusters.size(); label++) {
      for (Point point : clusters.get(label).getPoints()) {
        labels[point.place] = label;
      }
    }
    return labels;
  }

  private static final class Point implements Clusterable {
    private final int place;
    private final double[] coordinates;

    Point(int place, double[] coordinates) {
      this.place = place;
      this.coordinates = coordinates;
    }

    @Override
    public double[] getPoint() {
      return coordinates;
    }
  }
}
