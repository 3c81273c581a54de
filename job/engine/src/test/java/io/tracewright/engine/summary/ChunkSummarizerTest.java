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

  @Test
  void countingChunkByChunkGivesWhatTheirSummariesMergeTo() {
    Map<GroupKey, Summary> merged = new TreeMap<>();
    ChunkSummarizer inOne = new ChunkSummarizer(PLAN);
    for (int chunk = 0; chunk < 6; chunk++) {
      SpanBatch batch = Rows.batch(SPEC, chunk);
      inOne.add(batch);
      new ChunkSummarizer(PLAN)
          .summarize(batch)
          .forEach((key, summary) -> merged.merge(key, summary, Summary::plus));
    }
    assertThat(bytes(inOne.take())).isEqualTo(bytes(merged));
    assertThat(inOne.take()).isEmpty();
  }

  @Test
  void onlyPanesThatAreOverAreTaken() {
    ChunkSummarizer summarizer = new ChunkSummarizer(PLAN);
    ChunkSummarizer other = new ChunkSummarizer(PLAN);
    int last = SPEC.chunks() - 1;
    summarizer.add(Rows.batch(SPEC, 3));
    summarizer.add(Rows.batch(SPEC, last));
    assertThat(PLAN.panes()).isEqualTo(2);
    assertThat(summarizer.take(PLAN.paneEndMs(0) - 2)).isEmpty();
    assertThat(bytes(summarizer.take(PLAN.paneEndMs(0) - 1)))
        .isEqualTo(bytes(other.summarize(Rows.batch(SPEC, 3))));
    summarizer.add(Rows.batch(SPEC, 3));
    Map<GroupKey, Summary> rest = summarizer.take();
    other.add(Rows.batch(SPEC, 3));
    other.add(Rows.batch(SPEC, last));
    assertThat(bytes(rest)).isEqualTo(bytes(other.take()));
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
    Map<GroupKey, Summary> merged = new TreeMap<>(new ChunkSummarizer(PLAN).summarize(flood));
    new ChunkSummarizer(PLAN)
        .summarize(Rows.batch(SPEC, 4))
        .forEach((key, summary) -> merged.merge(key, summary, Summary::plus));
    summarizer.add(flood);
    summarizer.add(Rows.batch(SPEC, 4));
    assertThat(bytes(summarizer.take())).isEqualTo(bytes(merged));
  }

  @Test
  void aTraceOfVeryManySpansIsKeptByItsFirst() {
    int rows = 3 * SampledTrace.MAX_STEPS;
    SpanBatch batch = oneTrace(rows);
    SampledTrace kept = sampled(batch);
    assertThat(kept.steps()).hasSize(SampledTrace.MAX_STEPS);
    for (int row = 1; row < SampledTrace.MAX_STEPS; row++) {
      assertThat(batch.spanId.get(kept.steps().get(row).parent()))
          .isEqualTo(batch.parentSpanId.get(row));
    }
  }

  /** Clocks differ: a child may seem to start before the root. */
  @Test
  void theRootIsNoSubAgentWhereverItStands() {
    SpanBatch batch = oneTrace(3);
    batch.eventType.set(0, "tool_call");
    batch.eventType.set(1, "agent");
    batch.parentSpanId.set(0, 2, 2);
    batch.parentSpanId.set(1, 0, 0);
    Summary summary = new ChunkSummarizer(PLAN).summarize(batch).values().iterator().next();
    assertThat(summary.sketch(Measures.TRACE_SUB_AGENTS).quantile(1)).isZero();
  }

  /** A trace of tool calls, each below the one before it. */
  private static SpanBatch oneTrace(int rows) {
    SpanBatch batch = new SpanBatch();
    for (int row = 0; row < rows; row++) {
      batch.traceId.add(1, 1);
      batch.spanId.add(2, row + 1);
      batch.parentSpanId.add(row == 0 ? 0 : 2, row);
      batch.timestampMs.add(PLAN.startMs() + row);
      batch.eventType.add(row == 0 ? "agent" : "tool_call");
      batch.operationName.add("operation");
      batch.workloadType.add("chat");
      batch.tenantId.add("acme");
      batch.region.add("");
      batch.modelName.add("");
      batch.userId.add("");
      batch.corpusRecordId.add("");
      batch.status.add("ok");
      batch.errorType.add("");
      batch.sessionId.endRow();
      batch.tags.endRow();
      batch.latencyMs.add(1);
      batch.costUsd.add(0);
      batch.promptTokens.add(0);
      batch.completionTokens.add(0);
      batch.totalTokens.add(0);
    }
    batch.endTrace();
    return batch;
  }

  private static SampledTrace sampled(SpanBatch batch) {
    SummaryPlan all = new SummaryPlan("", PLAN.startMs(), PLAN.endMs(), PLAN.paneMs(), 1, 9);
    return new ChunkSummarizer(all)
        .summarize(batch)
        .values()
        .iterator()
        .next()
        .sample()
        .traces()
        .get(0);
  }

  private static List<String> bytes(Map<GroupKey, Summary> groups) {
    return groups.entrySet().stream()
        .map(group -> group.getKey() + HexFormat.of().formatHex(Bytes.of(group.getValue()::write)))
        .toList();
  }
}
