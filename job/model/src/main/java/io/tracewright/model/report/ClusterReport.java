package io.tracewright.model.report;

import java.io.Serializable;
import java.util.List;

/**
 * How the sampled traces of a window fall into groups.
 *
 * @param window the window
 * @param method {@code k-means}, {@code average} or {@code ward}: the one whose groups are told
 *     apart best
 * @param traces size of the sample
 * @param silhouette mean silhouette width, -1 to 1; NaN with fewer than two clusters
 * @param inertia sum of squared distances to the centres, in standardised units
 * @param noiseShare share of outliers by density (DBSCAN), 0 to 1
 * @param epsilon radius that DBSCAN used, in standardised units
 * @param means mean of each feature on its scale, in the order of the features: a trace's place
 *     among the centres is {@code (feature - mean) / scale}, 0 where the scale is 0
 * @param scales standard deviation of each feature on its scale; 0: it does not vary
 * @param clusters the groups, largest first
 * @param members the sample
 */
public record ClusterReport(
    AnalysisWindow window,
    String method,
    int traces,
    double silhouette,
    double inertia,
    double noiseShare,
    double epsilon,
    List<Double> means,
    List<Double> scales,
    List<Cluster> clusters,
    List<Member> members)
    implements Serializable {
  public ClusterReport {
    means = List.copyOf(means);
    scales = List.copyOf(scales);
    clusters = List.copyOf(clusters);
    members = List.copyOf(members);
  }

  /**
   * A group.
   *
   * @param id number that stays with the group from window to window, from 1
   * @param name what distinguishes it, for example {@code many tool calls, slow}
   * @param size sampled traces in it
   * @param centre mean of each feature in its own unit, in the order of the features
   * @param scaledCentre the same, standardised
   * @param drift distance of the centre from where it was when last seen, in standardised units;
   *     NaN: the group is new
   */
  public record Cluster(
      int id, String name, int size, List<Double> centre, List<Double> scaledCentre, double drift)
      implements Serializable {
    public Cluster {
      centre = List.copyOf(centre);
      scaledCentre = List.copyOf(scaledCentre);
    }
  }

  /**
   * A sampled trace.
   *
   * @param traceId its identifier, as text
   * @param cluster id of its cluster
   * @param outlier whether it lies where few others are (DBSCAN)
   */
  public record Member(String traceId, int cluster, boolean outlier) implements Serializable {}
}
