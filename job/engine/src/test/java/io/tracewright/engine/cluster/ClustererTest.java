package io.tracewright.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.summary.Feature;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.ClusterReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that were planted are found, and no others. */
class ClustererTest {
  private static final AnalysisWindow WINDOW = new AnalysisWindow("run", "acme", "chat", 0, 1_000);
  private static final int TRACES = 400;
  private static final List<Planted.Kind> FIVE =
      List.of(Planted.CHAT, Planted.TOOLS, Planted.FAILING, Planted.THINKING, Planted.LOOKUPS);

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void plantedGroupsAreFoundAndCounted(int kinds) {
    for (long seed = 1; seed <= 5; seed++) {
      List<SampledTrace> traces = Planted.traces(TRACES, seed, FIVE.subList(0, kinds));
      ClusterReport report = cluster(traces);
      assertThat(report.clusters()).as("seed %d", seed).hasSize(kinds);
      int[] found = Planted.labels(report, traces);
      int[] planted = Planted.labels(TRACES, kinds);
      assertThat(AdjustedRand.index(found, planted)).as("seed %d", seed).isGreaterThan(0.9);
      List<Integer> shuffled = new ArrayList<>();
      for (int label : planted) {
        shuffled.add(label);
      }
      Well19937c random = new Well19937c(seed);
      for (int i = shuffled.size() - 1; i > 0; i--) {
        Collections.swap(shuffled, i, random.nextInt(i + 1));
      }
      int[] chance = shuffled.stream().mapToInt(Integer::intValue).toArray();
      assertThat(AdjustedRand.index(found, chance)).isLessThan(0.05);
    }
  }

  @Test
  void oneKindOfTraceIsOneGroup() {
    for (Planted.Kind kind : FIVE) {
      ClusterReport report = cluster(Planted.traces(TRACES, 1, List.of(kind)));
      assertThat(report.clusters())
          .as("%s", kind)
          .extracting(ClusterReport.Cluster::name)
          .containsExactly("all traces");
      assertThat(report.silhouette()).isNaN();
    }
  }

  @Test
  void figuresAreThoseOfTheDefinitions() {
    List<SampledTrace> traces = Planted.traces(90, 3, FIVE.subList(0, 3));
    ClusterReport report = cluster(traces);
    int[] labels = Planted.labels(report, traces);
    double[][] points = new double[traces.size()][];
    for (int i = 0; i < points.length; i++) {
      double[] features = traces.get(i).features();
      points[i] = new double[features.length];
      for (int d = 0; d < features.length; d++) {
        double scale = report.scales().get(d);
        points[i][d] = scale == 0 ? 0 : (features[d] - report.means().get(d)) / scale;
      }
    }
    assertThat(report.silhouette()).isCloseTo(Naive.silhouette(points, labels), within(1e-9));
    assertThat(report.inertia()).isCloseTo(Naive.inertia(points, labels), within(1e-6));
    for (ClusterReport.Cluster cluster : report.clusters()) {
      double[] centre = Naive.centre(points, labels, cluster.id());
      Feature[] features = Feature.values();
      for (int i = 0; i < features.length; i++) {
        int d = i;
        assertThat(cluster.scaledCentre().get(d)).isCloseTo(centre[d], within(1e-9));
        double meanOnScale =
            Naive.meanOf(traces, labels, cluster.id(), trace -> trace.features()[d]);
        assertThat(features[d].scaled(cluster.centre().get(d)))
            .isCloseTo(Math.max(0, meanOnScale), within(1e-9));
      }
    }
    assertThat(report.clusters().stream().mapToInt(ClusterReport.Cluster::size).sum())
        .isEqualTo(report.traces());
  }

  @Test
  void theOrderOfTheSampleDoesNotMatter() {
    List<SampledTrace> traces = new ArrayList<>(Planted.traces(200, 4, FIVE.subList(0, 3)));
    ClusterReport report = cluster(traces);
    Collections.reverse(traces);
    assertThat(cluster(traces)).isEqualTo(report);
    Collections.rotate(traces, 77);
    assertThat(cluster(traces)).isEqualTo(report);
  }

  @Test
  void smallAndDullSamplesAreOneGroup() {
    assertThat(Clusterer.cluster(WINDOW, List.of(), ClusterMemory.NONE)).isEmpty();
    SampledTrace trace = Planted.traces(1, 1, FIVE).get(0);
    List<List<SampledTrace>> samples =
        Stream.of(1, 2, 7, 15, 100).map(size -> Collections.nCopies(size, trace)).toList();
    for (List<SampledTrace> sample : samples) {
      assertOneGroup(cluster(sample), sample.size());
    }
    assertOneGroup(cluster(Planted.traces(3, 1, FIVE)), 3);
    assertOneGroup(cluster(Planted.traces(12, 1, FIVE)), 12);
  }

  private static void assertOneGroup(ClusterReport report, int traces) {
    assertThat(report.clusters()).hasSize(1);
    assertThat(report.traces()).isEqualTo(traces);
    assertThat(report.noiseShare()).isZero();
    assertThat(report.inertia()).isFinite();
    assertThat(report.clusters().get(0).centre()).allMatch(Double::isFinite);
    assertThat(report.clusters().get(0).scaledCentre()).allMatch(Double::isFinite);
  }

  @Test
  void groupsThatStayMoveVanishAndAppearKeepTheirNumbers() {
    ClusterReport first = cluster(Planted.traces(TRACES, 1, FIVE.subList(0, 3)));
    assertThat(first.clusters()).extracting(ClusterReport.Cluster::drift).containsOnly(Double.NaN);
    ClusterMemory memory = ClusterMemory.of(first);

    ClusterReport same = after(memory, Planted.traces(TRACES, 2, FIVE.subList(0, 3)));
    assertThat(idsByName(same)).isEqualTo(idsByName(first));
    assertThat(same.clusters()).allMatch(cluster -> cluster.drift() < 0.3);

    Planted.Kind slower = new Planted.Kind(1, 0, 0, 1_800, 400);
    ClusterReport moved =
        after(memory, Planted.traces(TRACES, 3, List.of(slower, Planted.TOOLS, Planted.FAILING)));
    assertThat(moved.clusters())
        .extracting(ClusterReport.Cluster::id)
        .containsExactlyInAnyOrder(1, 2, 3);
    int chat = idOfFewestSpans(first);
    for (ClusterReport.Cluster cluster : moved.clusters()) {
      if (cluster.id() == chat) {
        assertThat(cluster.drift()).isBetween(0.3, 2.0);
      } else {
        assertThat(cluster.drift()).isLessThan(0.5);
      }
    }

    ClusterReport without = after(memory, Planted.traces(TRACES, 4, FIVE.subList(1, 3)));
    assertThat(without.clusters()).hasSize(2).noneMatch(cluster -> cluster.id() == chat);
    memory = memory.after(without);
    ClusterReport other =
        after(
            memory,
            Planted.traces(TRACES, 5, List.of(Planted.TOOLS, Planted.FAILING, Planted.THINKING)));
    assertThat(other.clusters())
        .extracting(ClusterReport.Cluster::id)
        .contains(4)
        .doesNotContain(chat);
    assertThat(other.clusters())
        .filteredOn(cluster -> cluster.id() == 4)
        .extracting(ClusterReport.Cluster::drift)
        .containsOnly(Double.NaN);
    memory = memory.after(other);
    ClusterReport back = after(memory, Planted.traces(TRACES, 6, FIVE.subList(0, 3)));
    assertThat(idsByName(back)).isEqualTo(idsByName(first));
  }

  private static Map<String, Integer> idsByName(ClusterReport report) {
    return report.clusters().stream()
        .collect(Collectors.toMap(ClusterReport.Cluster::name, ClusterReport.Cluster::id));
  }

  private static int idOfFewestSpans(ClusterReport report) {
    return report.clusters().stream()
        .min(
            Comparator.comparingDouble(
                c -> c.centre().get(List.of(Feature.values()).indexOf(Feature.SPANS))))
        .orElseThrow()
        .id();
  }

  private static ClusterReport cluster(List<SampledTrace> traces) {
    return after(ClusterMemory.NONE, traces);
  }

  private static ClusterReport after(ClusterMemory before, List<SampledTrace> traces) {
    return Clusterer.cluster(WINDOW, traces, before).orElseThrow();
  }
}
