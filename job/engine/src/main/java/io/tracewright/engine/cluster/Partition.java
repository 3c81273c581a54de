package io.tracewright.engine.cluster;

import java.util.Arrays;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.random.CorrelatedRandomVectorGenerator;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.UniformRandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * How many groups there are and which.
 *
 * <p>Of 2 to {@value #MAX_GROUPS} groups by k-means, those with the largest silhouette are taken in
 * which no group is smaller than {@value #MIN_SHARE} of the points or {@value #MIN_SIZE}. They must
 * be better told apart than what k-means makes of a single even cloud of the same covariance (as in
 * the gap statistic of Tibshirani, Walther and Hastie 2001), whose silhouette may be large where
 * features go together: by {@value #MARGIN}. Otherwise all is one group.
 *
 * @param method {@code k-means}, {@code average} or {@code ward}
 * @param grouping the groups
 */
record Partition(String method, Grouping grouping) {
  static final int MAX_GROUPS = 8;
  static final double MIN_SILHOUETTE = 0.15;
  static final double MIN_SHARE = 0.02;
  static final int MIN_SIZE = 8;
  static final double MARGIN = 0.05;

  /** What another method or another number of groups must be better by to be preferred. */
  static final double CLEARLY = 0.03;

  private static final int STARTS = 4;
  private static final int SEED = 20_240_229;

  /**
   * Divides points.
   *
   * @param usual number of groups that is kept unless another is clearly better; 0: none
   */
  static Partition of(double[][] points, Distances distances, int usual) {
    RandomGenerator random = new Well19937c(SEED);
    Partition best = new Partition("k-means", Grouping.whole(points));
    if (points.length < 2 * MIN_SIZE) {
      return best;
    }
    int most = Math.min(MAX_GROUPS, KMeans.distinct(points, MAX_GROUPS));
    double silhouette = Double.NEGATIVE_INFINITY;
    for (int groups = 2; groups <= most; groups++) {
      Grouping fitted = KMeans.fit(points, groups, STARTS, random);
      double width = fitted.silhouette(distances) + (groups == usual ? CLEARLY : 0);
      if (isFairlySized(fitted, points.length) && width > silhouette) {
        silhouette = width;
        best = new Partition("k-means", fitted);
      }
    }
    if (best.grouping.groups() > 1 && !isApart(best.grouping, points, distances, random)) {
      return new Partition("k-means", Grouping.whole(points));
    }
    return best.grouping.groups() == 1 ? best : orTree(best, points, distances);
  }

  private static Partition orTree(Partition flat, double[][] points, Distances distances) {
    Partition best = flat;
    double silhouette = flat.grouping.silhouette(distances) + CLEARLY;
    for (Agglomeration.Linkage linkage : Agglomeration.Linkage.values()) {
      int[] labels = new Agglomeration(distances, linkage).cut(flat.grouping.groups());
      Grouping cut = Grouping.of(points, labels);
      double width = cut.silhouette(distances);
      if (isFairlySized(cut, points.length) && width > silhouette) {
        silhouette = width;
        best = new Partition(linkage.label(), cut);
      }
    }
    return best;
  }

  private static boolean isFairlySized(Grouping grouping, int points) {
    return Arrays.stream(grouping.sizes()).min().orElse(0)
        >= Math.max(MIN_SIZE, MIN_SHARE * points);
  }

  private static boolean isApart(
      Grouping grouping, double[][] points, Distances distances, RandomGenerator random) {
    double silhouette = grouping.silhouette(distances);
    if (silhouette < MIN_SILHOUETTE) {
      return false;
    }
    double[][] cloud = cloud(points, random);
    Grouping divided = KMeans.fit(cloud, grouping.groups(), STARTS, random);
    return silhouette >= divided.silhouette(new Distances(cloud)) + MARGIN;
  }

  /** As many points of one uniform cloud with the covariance of the given ones. */
  private static double[][] cloud(double[][] points, RandomGenerator random) {
    RealMatrix covariance = new Covariance(points).getCovarianceMatrix();
    var vectors =
        new CorrelatedRandomVectorGenerator(covariance, 1e-9, new UniformRandomGenerator(random));
    double[][] cloud = new double[points.length][];
    for (int i = 0; i < cloud.length; i++) {
      cloud[i] = vectors.nextVector();
    }
    return cloud;
  }
}
