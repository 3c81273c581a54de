package io.tracewright.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.run.RunSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
  private static final RunSpec SPEC = TestRuns.run(1, 2_000, 100);

  /** Four panes, a sample of all. */
  private static final SummaryPlan PLAN =
      new SummaryPlan(
          "test",
          SPEC.windowStartMs(),
          SPEC.windowEndMs(),
          (SPEC.windowEndMs() - SPEC.windowStartMs()) / 4,
          1,
          7);

  private static List<Map.Entry<GroupKey, Summary>> groups() {
    ChunkSummarizer summarizer = new ChunkSummarizer(PLAN);
    List<Map.Entry<GroupKey, Summary>> groups = new ArrayList<>();
    for (int chunk = 0; chunk < SPEC.chunks(); chunk++) {
      groups.addAll(summarizer.summarize(Rows.batch(SPEC, chunk)).entrySet());
    }
    return groups;
  }

  private static RunSummary of(List<Map.Entry<GroupKey, Summary>> groups) {
    RunSummary summary = new RunSummary(PLAN);
    groups.forEach(group -> summary.add(group.getKey(), group.getValue()));
    return summary;
  }

  /**
   * All that can be asked of it, bit by bit; the bytes of a sketch may differ where it does not.
   */
  private static List<Object> view(RunSummary summary) {
    List<Object> view = new ArrayList<>();
    summary
        .workloads()
        .forEach(
            (name, workload) -> {
              view.addAll(List.of(name, workload.rows(), workload.traces()));
              view.addAll(List.of(workload.failedTraces(), workload.timeline()));
              view.add(Arrays.toString(workload.hourOfWeek()));
              view.add(summary.sample(name));
              workload.sketches().forEach((measure, sketch) -> add(measure, sketch, view));
            });
    for (String dimension :
        List.of(Measures.OPERATION, Measures.MODEL, Measures.ERROR_TYPE, Measures.TRANSITION)) {
      view.add(summary.tally(dimension).counts());
    }
    for (String column : List.of(Measures.USERS, Measures.CORPUS_RECORDS)) {
      view.add(summary.distinct(column).estimate());
    }
    summary.regions().forEach((tenant, regions) -> view.add(tenant + regions.counts()));
    summary
        .panes()
        .forEach(
            (number, pane) -> {
              view.addAll(List.of(number, pane.traces(), pane.failedTraces()));
              add("pane", pane.latencyMs(), view);
            });
    return view;
  }

  private static void add(String measure, ValueSketch sketch, List<Object> view) {
    view.addAll(List.of(measure, sketch.count()));
    for (int percent = 0; percent <= 100; percent++) {
      view.add(sketch.quantile(percent / 100.0));
    }
  }

  @Test
  void isTheSameInAnyOrder() {
    List<Map.Entry<GroupKey, Summary>> groups = groups();
    List<Object> inOrder = view(of(groups));
    for (int seed = 0; seed < 3; seed++) {
      Collections.shuffle(groups, new Random(seed));
      assertThat(view(of(groups))).isEqualTo(inOrder);
      RunSummary first = of(groups.subList(0, groups.size() / 3));
      RunSummary rest = of(groups.subList(groups.size() / 3, groups.size()));
      rest.merge(first);
      assertThat(view(rest)).isEqualTo(inOrder);
    }
  }

  @Test
  void readsWhatItWrote() throws IOException {
    RunSummary written = of(groups());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    written.write(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    RunSummary read = RunSummary.read(PLAN, in);
    assertThat(in.available()).isZero();
    assertThat(view(read)).isEqualTo(view(written));
  }

  @Test
  void keepsNoSuspects() {
    Summary odd = new Summary(1);
    odd.suspects().offer(new SampledTrace(1, 2, 3, 4, 5, List.of()));
    RunSummary summary = new RunSummary(PLAN);
    summary.add(new GroupKey("t", "w", 0), odd);
    assertThat(summary.workloads().get("w").suspects().size()).isZero();
  }

  @Test
  void countsByTenantRegionAndPane() {
    RunSummary summary = of(groups());
    assertThat(summary.traces()).isEqualTo(2_000);
    assertThat(summary.panes().keySet()).containsExactly(0, 1, 2, 3);
    assertThat(summary.panes().values().stream().mapToLong(RunSummary.Pane::traces).sum())
        .isEqualTo(2_000);
    assertThat(summary.panes().get(2).latencyMs().count())
        .isEqualTo(summary.panes().get(2).traces());
    assertThat(summary.regions().values().stream().mapToLong(Tally::total).sum()).isEqualTo(2_000);
    assertThat(summary.tally(Measures.EVENT_TYPE).total()).isEqualTo(summary.rows());
    assertThat(summary.sample("simple_queries"))
        .hasSize((int) summary.workloads().get("simple_queries").traces());
    assertThat(summary.sample("no such workload")).isEmpty();
  }

  /**
   * A crowded pane that keeps 512 of its 3,000 traces must not leave the quiet one, of which all
   * are there, with more than its share: a fair sample of both goes only as far as the crowded
   * one's.
   */
  @Test
  void crowdedPanesHaveTheirShareOfTheSample() {
    Summary crowded = new Summary(SummaryPlan.MAX_SAMPLE);
    Summary quiet = new Summary(SummaryPlan.MAX_SAMPLE);
    for (int i = 0; i < 3_300; i++) {
      long priority = PLAN.priority(i, 1);
      boolean isQuiet = i % 11 == 0;
      SampledTrace trace = new SampledTrace(i, isQuiet ? 1 : 0, priority, 0, 0, List.of());
      (isQuiet ? quiet : crowded).sample().offer(trace);
    }
    RunSummary summary = new RunSummary(PLAN);
    summary.add(new GroupKey("t", "w", 0), quiet);
    summary.add(new GroupKey("t", "w", 1), crowded);
    List<SampledTrace> sample = summary.sample("w");
    assertThat(Bytes.read(Bytes.of(summary::write), in -> RunSummary.read(PLAN, in)).sample("w"))
        .isEqualTo(sample);
    long ofQuiet = sample.stream().filter(trace -> trace.traceLow() == 1).count();
    assertThat(sample.size() - ofQuiet).isEqualTo(512);
    // One in ten, within four standard deviations: false alarm 6e-5.
    assertThat((double) ofQuiet).isCloseTo(51.2, within(4 * 7.1));
  }

  @Test
  void distancesOfSketchesAreThoseOfTheirValues() {
    ValueSketch one = new ValueSketch();
    ValueSketch other = new ValueSketch();
    Map<Integer, Integer> counts = new TreeMap<>();
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      // Powers of two lie in buckets of their own.
      int a = random.nextInt(8);
      int b = random.nextInt(6);
      one.add(a == 0 ? 0 : 1 << a);
      other.add(b == 0 ? 0 : 1 << b);
      counts.merge(a, 1, Integer::sum);
      counts.merge(b, -1, Integer::sum);
    }
    double distance = 0;
    int sum = 0;
    for (int difference : counts.values()) {
      sum += difference;
      distance = Math.max(distance, Math.abs(sum) / 2_000.0);
    }
    assertThat(one.distance(other)).isCloseTo(distance, within(1e-12));
    assertThat(other.distance(one)).isCloseTo(distance, within(1e-12));
    assertThat(one.distance(one.copy())).isZero();
  }

  @Test
  void whatIsNoQuantityIsNotInADistribution() {
    ValueSketch sketch = new ValueSketch();
    sketch.add(Double.NaN);
    sketch.add(-1);
    sketch.add(Double.POSITIVE_INFINITY);
    sketch.add(2);
    assertThat(sketch.count()).isEqualTo(1);
  }
}
