package io.tracewright.engine.cluster;

import io.tracewright.engine.summary.Feature;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.TraceSample;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.ClusterReport;
import io.tracewright.model.report.ClusterReport.Cluster;
import io.tracewright.model.report.ClusterReport.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Divides the sampled traces of a window into groups.
 *
 * <p>Features are standardised over the sample. Outliers ({@link Density}) take no part in how
 * groups are found ({@link Partition}); each is then counted to the nearest. Groups that were there
 * in windows before keep their number ({@link Matching}). A pure function of the set of traces: the
 * order in which they come does not matter.
 */
public final class Clusterer {
  private Clusterer() {}

  /**
   * Divides a window's sample.
   *
   * @param sample traces, in any order, at most some hundreds: time grows with their square
   * @param before what is known of the windows before
   * @return nothing when there is no trace
   */
  public static Optional<ClusterReport> cluster(
      AnalysisWindow window, List<SampledTrace> sample, ClusterMemory before) {
    if (sample.isEmpty()) {
      return Optional.empty();
    }
    List<SampledTrace> traces = new ArrayList<>(sample);
    traces.sort(TraceSample.BY_PRIORITY);
    List<double[]> features = traces.stream().map(SampledTrace::features).toList();
    FeatureSpace space = FeatureSpace.of(features);
    double[][] points = features.stream().map(space::standardised).toArray(double[][]::new);
    Distances distances = new Distances(points);
    Density density = Density.of(distances);
    int[] inliers = IntStream.range(0, points.length).filter(i -> !density.outliers()[i]).toArray();
    Partition partition =
        Partition.of(
            Arrays.stream(inliers).mapToObj(i -> points[i]).toArray(double[][]::new),
            distances.among(inliers),
            before.usual());
    Grouping grouping = partition.grouping().extendedTo(points, inliers);
    Matching matching = Matching.of(space, grouping.centres(), before);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      members.add(
          new Member(
              traces.get(i).id().toString(),
              matching.ids()[grouping.labels()[i]],
              density.outliers()[i]));
    }
    return Optional.of(
        new ClusterReport(
            window,
            partition.method(),
            points.length,
            grouping.silhouette(distances),
            grouping.inertia(points),
            1 - (double) inliers.length / points.length,
            density.epsilon(),
            boxed(space.means()),
            boxed(space.scales()),
            clusters(space, grouping, matching),
            members));
  }

  private static List<Cluster> clusters(FeatureSpace space, Grouping grouping, Matching matching) {
    List<String> names = GroupNames.of(space, grouping.centres());
    int[] sizes = grouping.sizes();
    return IntStream.range(0, grouping.groups())
        .mapToObj(
            group ->
                new Cluster(
                    matching.ids()[group],
                    names.get(group),
                    sizes[group],
                    boxed(unscaled(space.onScale(grouping.centres()[group]))),
                    boxed(grouping.centres()[group]),
                    matching.drifts()[group]))
        .sorted(Comparator.comparingInt(Cluster::size).reversed().thenComparing(Cluster::id))
        .toList();
  }

  private static double[] unscaled(double[] onScale) {
    Feature[] features = Feature.values();
    double[] values = new double[onScale.length];
    for (int d = 0; d < values.length; d++) {
      values[d] = features[d].unscaled(Math.max(0, onScale[d]));
    }
    return values;
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
