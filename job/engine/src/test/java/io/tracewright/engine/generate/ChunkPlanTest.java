package io.tracewright.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.Window;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.profile.ZoneShare;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChunkPlanTest {
  private static final long HOUR_MS = 3_600_000;

  @Property(tries = 300)
  void chunksPartitionTheTraces(@ForAll("specs") RunSpec spec) {
    ChunkPlan plan = new ChunkPlan(spec);
    long next = 0;
    for (int index = 0; index < plan.chunks(); index++) {
      ChunkDescriptor chunk = plan.chunk(index);
      assertThat(chunk.index()).isEqualTo(index);
      assertThat(chunk.firstTrace()).isEqualTo(next);
      boolean last = index == plan.chunks() - 1;
      assertThat(chunk.traces()).isBetween(last ? 1 : spec.tracesPerChunk(), spec.tracesPerChunk());
      next += chunk.traces();
    }
    assertThat(next).isEqualTo(spec.traces());
  }

  @Property(tries = 300)
  void slotsAreInOrderContiguousAndInsideTheWindow(@ForAll("specs") RunSpec spec) {
    ChunkPlan plan = new ChunkPlan(spec);
    int longestMs = spec.profile().limits().maxTraceDurationMs();
    long lastEndMs = plan.chunk(0).slotStartMs();
    assertThat(lastEndMs).isGreaterThanOrEqualTo(spec.windowStartMs());
    for (int index = 0; index < plan.chunks(); index++) {
      ChunkDescriptor chunk = plan.chunk(index);
      assertThat(chunk.slotStartMs()).isEqualTo(lastEndMs);
      assertThat(chunk.slotEndMs()).isGreaterThanOrEqualTo(chunk.slotStartMs());
      assertThat(chunk.closedMs()).isEqualTo(chunk.slotEndMs() + longestMs);
      lastEndMs = chunk.slotEndMs();
    }
    assertThat(lastEndMs).isLessThanOrEqualTo(spec.windowEndMs() - longestMs);
    if (spec.profile().window().hourlyWeights().stream().allMatch(weight -> weight > 0)) {
      assertThat(plan.chunk(0).slotStartMs()).isEqualTo(spec.windowStartMs());
      assertThat(lastEndMs).isGreaterThanOrEqualTo(spec.windowEndMs() - longestMs - 1);
    }
  }

  @Property(tries = 60)
  void tracesStartInTheirSlotAndInNumberOrder(@ForAll("specs") RunSpec spec) {
    ChunkPlan plan = new ChunkPlan(spec);
    ChunkGenerator generator = new ChunkGenerator(spec, TestRuns.corpora());
    SpanBatch batch = new SpanBatch();
    for (int index = 0; index < plan.chunks(); index += Math.max(1, plan.chunks() / 3)) {
      ChunkDescriptor chunk = plan.chunk(index);
      generator.generate(chunk, batch);
      assertThat(batch.traces()).isEqualTo(chunk.traces());
      long earliest = chunk.slotStartMs();
      for (int trace = 0; trace < batch.traces(); trace++) {
        long startMs = batch.timestampMs.get(batch.traceStart(trace));
        assertThat(startMs)
            .isBetween(earliest, Math.max(chunk.slotStartMs(), chunk.slotEndMs() - 1));
        earliest = startMs;
      }
    }
  }

  @Property(tries = 60)
  void anyOrderGivesTheSameChunks(@ForAll("specs") RunSpec spec) {
    ChunkPlan plan = new ChunkPlan(spec);
    List<ChunkDescriptor> inOrder =
        IntStream.range(0, plan.chunks()).mapToObj(plan::chunk).toList();
    ChunkPlan jumping = new ChunkPlan(spec);
    for (int index = plan.chunks() - 1; index >= 0; index -= 1 + index / 20) {
      assertThat(jumping.chunk(index)).isEqualTo(inOrder.get(index));
      assertThat(jumping.chunk(index / 2).slotStartMs())
          .isLessThanOrEqualTo(jumping.chunk(index).slotStartMs());
    }
  }

  @Test
  void aLimitEndsTheSamePlanEarlier() {
    RunSpec spec = TestRuns.run(1, 100_000, 1000);
    ChunkPlan limited = new ChunkPlan(spec.withChunkLimit(3));
    assertThat(limited.chunks()).isEqualTo(3);
    assertThat(limited.chunk(2)).isEqualTo(new ChunkPlan(spec).chunk(2));
  }

  @Provide
  Arbitrary<RunSpec> specs() {
    Arbitrary<Integer> traces = Arbitraries.integers().between(1, 3000);
    Arbitrary<Integer> perChunk = Arbitraries.integers().between(1, 1000);
    Arbitrary<Long> startMs = Arbitraries.longs().between(-HOUR_MS * 24 * 400, TestRuns.MONDAY_MS);
    // Up to ten days, and down to a millisecond more than the longest trace.
    Arbitrary<Long> lengthMs = Arbitraries.longs().between(120_001, 240 * HOUR_MS);
    Arbitrary<Boolean> live = Arbitraries.of(true, false);
    Arbitrary<List<Double>> weights =
        Arbitraries.of(0.0, 0.01, 1.0, 7.5).list().ofSize(24).map(ChunkPlanTest::notAllZero);
    Arbitrary<String> zones = Arbitraries.of("UTC", "America/New_York", "Asia/Kathmandu");
    return Combinators.combine(traces, perChunk, startMs, lengthMs, live, weights, zones)
        .as(ChunkPlanTest::spec)
        .filter(ChunkPlanTest::hasDemand);
  }

  private static List<Double> notAllZero(List<Double> weights) {
    List<Double> some = new ArrayList<>(weights);
    some.set(12, 1.0);
    return some;
  }

  private static RunSpec spec(
      int traces,
      int perChunk,
      long startMs,
      long lengthMs,
      boolean live,
      List<Double> weights,
      String zone) {
    WorkloadProfile profile =
        Profiles.withWindow(
            new Window(7, null, List.of(new ZoneShare(zone, 1)), weights, 0.5, null));
    return spec(profile, traces, perChunk, startMs, startMs + lengthMs, live);
  }

  private static boolean hasDemand(RunSpec spec) {
    try {
      return new ChunkPlan(spec).chunks() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void aLiveRunIsFlatWhateverTheHour() {
    ChunkPlan plan =
        new ChunkPlan(
            spec(
                Profiles.DEFAULT,
                1000,
                10,
                TestRuns.MONDAY_MS,
                TestRuns.MONDAY_MS + 24 * HOUR_MS,
                true));
    double lengthMs = 24 * HOUR_MS - 120_000;
    for (int index = 0; index < 100; index++) {
      double place = (plan.chunk(index).slotStartMs() - TestRuns.MONDAY_MS) / lengthMs;
      // Five standard deviations of an order statistic of 1,000 uniforms.
      double bound = 5 * Math.sqrt(index / 100.0 * (1 - index / 100.0) / 1_000) + 0.002;
      assertThat(place).isBetween(index / 100.0 - bound, index / 100.0 + bound);
    }
  }

  @Test
  void aBackFillIsNotFlat() {
    ChunkPlan plan = new ChunkPlan(TestRuns.run(1, 100_000, 1000));
    long[] lengthsMs =
        IntStream.range(0, 100)
            .mapToObj(plan::chunk)
            .mapToLong(chunk -> chunk.slotEndMs() - chunk.slotStartMs())
            .sorted()
            .toArray();
    assertThat(lengthsMs[99]).isGreaterThan(3 * lengthsMs[0]);
  }

  @Test
  void aWindowAsLongAsTheLongestTraceIsRefused() {
    long start = TestRuns.MONDAY_MS;
    assertThatThrownBy(
            () -> new ChunkPlan(spec(Profiles.DEFAULT, 1, 1, start, start + 120_000, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "window: 120000 ms long, it must be longer than limits.max_trace_duration_ms 120000");
    assertThat(
            new ChunkPlan(spec(Profiles.DEFAULT, 1, 1, start, start + 120_001, false))
                .chunk(0)
                .closedMs())
        .isEqualTo(start + 120_001);
  }

  @Test
  void aWindowWithoutDemandIsRefused() {
    List<Double> atNoon = new ArrayList<>(java.util.Collections.nCopies(24, 0.0));
    atNoon.set(12, 1.0);
    WorkloadProfile profile =
        Profiles.withWindow(
            new Window(1, null, List.of(new ZoneShare("UTC", 1)), atNoon, 1.0, null));
    long start = TestRuns.MONDAY_MS;
    assertThatThrownBy(() -> new ChunkPlan(spec(profile, 1, 1, start, start + 12 * HOUR_MS, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "window: no demand between its start and its end; raise hourly_weights or"
                + " weekend_factor");
  }

  @Test
  void aTrillionTracesArePlannedWithoutOverflow() {
    RunSpec spec =
        spec(
            Profiles.DEFAULT,
            1_000_000_000_000L,
            1_000_000,
            TestRuns.MONDAY_MS,
            TestRuns.MONDAY_MS + 168 * HOUR_MS,
            false);
    ChunkDescriptor last = new ChunkPlan(spec).chunk(spec.chunks() - 1);
    assertThat(last.firstTrace()).isEqualTo(999_999_000_000L);
    assertThat(last.traces()).isEqualTo(1_000_000);
    assertThat(last.slotEndMs()).isEqualTo(spec.windowEndMs() - 120_000);
  }

  private static RunSpec spec(
      WorkloadProfile profile, long traces, int perChunk, long startMs, long endMs, boolean live) {
    return new RunSpec(
        "test",
        profile,
        1,
        traces,
        perChunk,
        startMs,
        endMs,
        List.of(new CorpusRef("test", 1, "")),
        live,
        "events");
  }
}
