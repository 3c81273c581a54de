package io.tracewright.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Fit;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Tenant;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shares over 100,000 traces, by chi-square; false alarm {@link Fit#FALSE_ALARM} a test. */
class SharesTest {
  private static final int TRACES = 100_000;
  private static List<Root> defaults;

  @BeforeAll
  static void generate() {
    defaults = roots(Profiles.DEFAULT);
  }

  @Test
  void workloads() {
    assertThat(p(defaults, Root::workload, Profiles.DEFAULT.workloads(), Workload::share))
        .isGreaterThan(Fit.FALSE_ALARM);
  }

  @Test
  void workloadsOfAnotherMix() {
    double[] mix = {0.02, 0.5, 0.03, 0.449, 0.001};
    int[] next = {0};
    WorkloadProfile profile = Profiles.withWorkloads(w -> Profiles.share(w, mix[next[0]++]));
    List<Root> roots = roots(profile);
    assertThat(p(roots, Root::workload, profile.workloads(), Workload::share))
        .isGreaterThan(Fit.FALSE_ALARM);
    assertThat(p(roots, Root::workload, Profiles.DEFAULT.workloads(), Workload::share))
        .isLessThan(Fit.FALSE_ALARM);
  }

  /** The test has the power to tell 30 % from 31 %. */
  @Test
  void aMixOnePercentOffIsToldApart() {
    WorkloadProfile off =
        Profiles.withWorkloads(
            w ->
                switch (w.name()) {
                  case "simple_queries" -> Profiles.share(w, w.share() + 0.01);
                  case "tool_orchestration" -> Profiles.share(w, w.share() - 0.01);
                  default -> w;
                });
    assertThat(p(defaults, Root::workload, off.workloads(), Workload::share))
        .isLessThan(Fit.FALSE_ALARM);
  }

  @Test
  void tenants() {
    assertThat(p(defaults, Root::tenant, Profiles.DEFAULT.tenants(), Tenant::share))
        .isGreaterThan(Fit.FALSE_ALARM);
  }

  @Test
  void models() {
    assertThat(
            p(
                defaults.stream().filter(root -> !root.model.isEmpty()).toList(),
                Root::model,
                Profiles.DEFAULT.models(),
                Model::share))
        .isGreaterThan(Fit.FALSE_ALARM);
  }

  /** What is drawn for a trace is drawn independently: shares hold within each tenant too. */
  @Test
  void workloadsWithinATenant() {
    for (Tenant tenant : Profiles.DEFAULT.tenants()) {
      List<Root> roots = defaults.stream().filter(r -> r.tenant.equals(tenant.id())).toList();
      assertThat(p(roots, Root::workload, Profiles.DEFAULT.workloads(), Workload::share))
          .isGreaterThan(Fit.FALSE_ALARM);
    }
  }

  /**
   * A region is chosen once a session, so shares vary as those of a cluster sample do: by the
   * design effect, the mean session size that a trace sees (Kish 1965). It must stay small, or
   * shares of regions would not show in runs of usual size.
   */
  @Test
  void regionsOverTraces() {
    Map<String, Long> sizes = new HashMap<>();
    defaults.forEach(root -> sizes.merge(root.session, 1L, Long::sum));
    double squares = sizes.values().stream().mapToDouble(size -> (double) size * size).sum();
    double designEffect = squares / TRACES;
    assertThat(designEffect).isBetween(1.0, 12.0);
    List<Region> regions = Profiles.DEFAULT.regions();
    double statistic =
        Fit.chiSquare(
                shares(regions, Region::share), counts(defaults, Root::region, names(regions)))
            / designEffect;
    // Chi-square with 3 degrees of freedom exceeds 21.1 with probability 1e-4.
    assertThat(statistic).isLessThan(21.1);
  }

  @Test
  void aSessionHasOneRegionOneUserAndOneTenant() {
    Map<String, String> owners = new HashMap<>();
    for (Root root : defaults) {
      String owner = root.tenant + " " + root.user + " " + root.region;
      assertThat(owners.putIfAbsent(root.session, owner)).isIn(null, owner);
    }
    assertThat(owners.size()).isBetween(TRACES / 10, TRACES);
  }

  private static <T> double p(
      List<Root> roots, Function<Root, String> value, List<T> items, ToDoubleFunction<T> share) {
    return Fit.chiSquareP(shares(items, share), counts(roots, value, names(items)));
  }

  private static <T> double[] shares(List<T> items, ToDoubleFunction<T> share) {
    return items.stream().mapToDouble(share).toArray();
  }

  private static List<String> names(List<?> items) {
    return items.stream().map(SharesTest::name).toList();
  }

  private static String name(Object item) {
    if (item instanceof Workload workload) {
      return workload.name();
    } else if (item instanceof Tenant tenant) {
      return tenant.id();
    } else if (item instanceof Region region) {
      return region.name();
    }
    return ((Model) item).name();
  }

  private static long[] counts(List<Root> roots, Function<Root, String> value, List<String> names) {
    long[] counts = new long[names.size()];
    roots.forEach(root -> counts[names.indexOf(value.apply(root))]++);
    return counts;
  }

  private static List<Root> roots(WorkloadProfile profile) {
    RunSpec spec = TestRuns.run(profile, 5, TRACES, 1000);
    ChunkGenerator generator = new ChunkGenerator(spec, TestRuns.corpora());
    ChunkPlan plan = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    List<Root> roots = new ArrayList<>(TRACES);
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      for (int trace = 0; trace < batch.traces(); trace++) {
        int row = batch.traceStart(trace);
        roots.add(
            new Root(
                batch.workloadType.get(row),
                batch.tenantId.get(row),
                batch.region.get(row),
                model(batch, trace),
                batch.userId.get(row),
                batch.sessionId.get(row)));
      }
    }
    return roots;
  }

  private static String model(SpanBatch batch, int trace) {
    for (int row = batch.traceStart(trace); row < batch.traceEnd(trace); row++) {
      if (!batch.modelName.get(row).isEmpty()) {
        return batch.modelName.get(row);
      }
    }
    return "";
  }

  private record Root(
      String workload, String tenant, String region, String model, String user, String session) {}
}
