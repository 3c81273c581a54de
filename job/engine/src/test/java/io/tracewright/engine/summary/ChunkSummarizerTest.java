package io.tracewright.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChunkSummarizerTest {
  private static final RunSpec SPEC = TestRuns.run(5, 200_000, 600);
  private static final SummaryPlan PLAN = SummaryPlan.of(SPEC);

  @Test
  void countsWhatAnObviousRecountCounts() {
    SpanBatch batch = Rows.batch(SPEC, 3);
    batch.reject(7);
    Map<GroupKey, Summary> groups = new ChunkSummarizer(PLAN).summarize(batch);
    Map<GroupKey, NaiveSummary> expected = NaiveSummary.of(PLAN, batch);
    assertThat(groups.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(10);
    expected.forEach((key, naive) -> assertSame(naive, groups.get(key)));
  }

  /** The tables of names are kept from chunk to chunk. */
  @Test
  void aChunkIsSummarisedAlikeWhateverCameBefore() {
    ChunkSummarizer used = new ChunkSummarizer(PLAN);
    used.summarize(Rows.batch(SPEC, 1));
    used.summarize(Rows.batch(SPEC, 2));
    assertThat(bytes(used.summarize(Rows.batch(SPEC, 3))))
        .isEqualTo(bytes(new ChunkSummarizer(PLAN).summarize(Rows.batch(SPEC, 3))));
  }

  private static void assertSame(NaiveSummary naive, Summary summary) {
    assertThat(summary.rows()).isEqualTo(naive.rows);
    assertThat(summary.traces()).isEqualTo(naive.traces);
    assertThat(summary.failedTraces()).isEqualTo(naive.failedTraces);
    for (String dimension :
        List.of(
            Measures.EVENT_TYPE,
            Measures.OPERATION,
            Measures.FAILED_OPERATION,
            Measures.LONE_FAILURE,
            Measures.ERROR_TYPE,
            Measures.MODEL,
            Measures.TRANSITION,
            Measures.REGION)) {
      assertThat(summary.tally(dimension).counts())
          .as(dimension)
          .isEqualTo(naive.tallies.getOrDefault(dimension, Map.of()));
    }
    naive.values.forEach(
        (measure, values) -> {
          ValueSketch sketch = summary.sketch(measure);
          assertThat(sketch.count()).as(measure).isEqualTo(values.size());
          for (double probability : new double[] {0, 0.5, 0.9, 1}) {
            double exact =
                values.stream().sorted().toList().get((int) (probability * (values.size() - 1)));
            assertThat(sketch.quantile(probability))
                .as(measure)
                .isCloseTo(exact, within(0.01 * exact));
          }
        });
    assertThat(summary.distinct(Measures.USERS).estimate()).isEqualTo(naive.users.size());
    assertThat(Arrays.stream(summary.hourOfWeek()).sum()).isEqualTo(naive.traces);
    assertThat(summary.timeline().values().stream().mapToLong(Summary.Bin::traces).sum())
        .isEqualTo(naive.traces);
  }

  /** The detectors see nothing but summaries: what is no part of them they cannot know. */
  @Test
  void labelsLeaveNoTrace() {
    SpanBatch labelled = Rows.batch(SPEC, 3);
    SpanBatch relabelled = Rows.batch(SPEC, 3);
    for (int row = 0; row < relabelled.rows(); row++) {
      relabelled.anomaly.set(row, row % 3 == 0 ? "latency_spike" : "");
    }
    assertThat(bytes(new ChunkSummarizer(PLAN).summarize(relabelled)))
        .isEqualTo(bytes(new ChunkSummarizer(PLAN).summarize(labelled)));
  }

  @Test
  void theSampleIsTheSameHoweverTracesAreSplitIntoChunks() {
    SummaryPlan all = new SummaryPlan("", PLAN.startMs(), PLAN.endMs(), PLAN.paneMs(), 0.3, 9);
    Map<GroupKey, Summary> whole = parts(all, trace -> 0, 1);
    Map<GroupKey, Summary> split = parts(all, trace -> trace % 3, 3);
    Map<GroupKey, Summary> halves = parts(all, trace -> trace < 100 ? 1 : 0, 2);
    assertThat(samples(split)).isEqualTo(samples(whole));
    assertThat(samples(halves)).isEqualTo(samples(whole));
  }

  private interface Parts {
    int of(int trace);
  }

  private static Map<GroupKey, Summary> parts(SummaryPlan plan, Parts partOf, int parts) {
    Map<GroupKey, Summary> merged = new TreeMap<>();
    for (int part = 0; part < parts; part++) {
      int kept = part;
      SpanBatch batch = Rows.batch(SPEC, 3);
      rejectBut(batch, trace -> partOf.of(trace) == kept);
      new ChunkSummarizer(plan)
          .summarize(batch)
          .forEach(
              (key, summary) ->
                  merged
                      .computeIfAbsent(key, k -> new Summary(SummaryPlan.MAX_SAMPLE))
                      .merge(summary));
    }
    return merged;
  }

  private static void rejectBut(SpanBatch batch, IntPredicate kept) {
    for (int trace = 0; trace < batch.traces(); trace++) {
      if (!kept.test(trace)) {
        batch.reject(trace);
      }
    }
  }

  private static Map<GroupKey, List<Object>> samples(Map<GroupKey, Summary> groups) {
    return groups.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                group ->
                    group.getValue().sample().traces().stream()
                        .<Object>map(trace -> trace.id() + " " + trace.tools())
                        .toList()));
  }

  /** Of 6,000 traces 1,200, give or take 31: five standard deviations are false once in 10^6. */
  @Test
  void theAskedShareIsSampled() {
    SummaryPlan fifth = new SummaryPlan("", PLAN.startMs(), PLAN.endMs(), PLAN.paneMs(), 0.2, 9);
    ChunkSummarizer summarizer = new ChunkSummarizer(fifth);
    int sampled = 0;
    for (int chunk = 0; chunk < 10; chunk++) {
      sampled +=
          summarizer.summarize(Rows.batch(SPEC, chunk)).values().stream()
              .mapToInt(summary -> summary.sample().size())
              .sum();
    }
    assertThat(sampled).isBetween(1_200 - 155, 1_200 + 155);
  }

  @Test
  void aSampledTraceIsWhole() {
    SummaryPlan all = new SummaryPlan("", PLAN.startMs(), PLAN.endMs(), PLAN.paneMs(), 1, 9);
    SpanBatch batch = Rows.batch(SPEC, 3);
    SampledTrace trace =
        new ChunkSummarizer(all)
            .summarize(batch).values().stream()
                .flatMap(summary -> summary.sample().traces().stream())
                .filter(kept -> kept.id().equals(batch.traceId.get(0)))
                .findFirst()
                .orElseThrow();
    assertThat(trace.steps()).hasSize(batch.traceEnd(0));
    for (int row = 0; row < batch.traceEnd(0); row++) {
      Step step = trace.steps().get(row);
      assertThat(step.operation()).isEqualTo(batch.operationName.get(row));
      assertThat(step.latencyMs()).isEqualTo(batch.latencyMs.get(row));
      assertThat(trace.startMs() + step.offsetMs()).isEqualTo(batch.timestampMs.get(row));
      assertThat(step.failed()).isEqualTo(batch.status.get(row).equals("error"));
      if (row > 0) {
        assertThat(batch.spanId.get(step.parent())).isEqualTo(batch.parentSpanId.get(row));
      }
    }
  }

  @Test
  void moreNamesThanMemoryAllowsMakeItBeginAnew() {
    ChunkSummarizer summarizer = new ChunkSummarizer(PLAN);
    SpanBatch flood = Rows.batch(SPEC, 3);
    for (int row = 0; row < flood.rows(); row++) {
      flood.operationName.set(row, "operation " + row);
    }
    assertThat(flood.rows()).isGreaterThan(Tally.MAX_NAMES);
    summarizer.summarize(flood);
    assertThat(bytes(summarizer.summarize(Rows.batch(SPEC, 4))))
        .isEqualTo(bytes(new ChunkSummarizer(PLAN).summarize(Rows.batch(SPEC, 4))));
  }

  private static List<String> bytes(Map<GroupKey, Summary> groups) {
    return groups.entrySet().stream()
        .map(group -> group.getKey() + HexFormat.of().formatHex(Bytes.of(group.getValue()::write)))
        .toList();
  }
}
