package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.model.profile.Limits;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class TraceClockTest {
  private static final int LIMIT_MS = 20_000;

  /** Also as a query adds a double of milliseconds to a timestamp. */
  @Property(tries = 500, seed = "20260302")
  void stretchingKeepsChildrenInsideAndStartsWhole(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.001, max = 1e6) @Scale(6) double factor) {
    TraceClock clock = told(seed);
    clock.stretch(factor);
    for (int i = 0; i < clock.size(); i++) {
      SpanDraft span = clock.span(i);
      assertThat(span.startUs % 1000).isZero();
      assertThat(span.durationUs).isGreaterThanOrEqualTo(TraceClock.MIN_OVERHEAD_US);
      assertThat(span.firstTokenUs).isBetween(0L, span.durationUs);
      if (span.parent >= 0) {
        SpanDraft parent = clock.span(span.parent);
        assertThat(span.startUs).isGreaterThanOrEqualTo(parent.startUs);
        assertThat(endUs(span) + TraceClock.MIN_OVERHEAD_US).isLessThanOrEqualTo(endUs(parent));
        assertThat(endMs(span)).isLessThanOrEqualTo(endMs(parent));
      }
    }
    assertThat(clock.span(0).durationUs).isLessThanOrEqualTo(LIMIT_MS * 1000L);
  }

  /** What ended before another began still does; what overlapped still does. */
  @Property(tries = 500, seed = "20260302")
  void stretchingKeepsTheOrder(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.001, max = 1e6) @Scale(6) double factor) {
    TraceClock plain = told(seed);
    TraceClock stretched = told(seed);
    stretched.stretch(factor);
    for (int i = 0; i < plain.size(); i++) {
      for (int j = 0; j < plain.size(); j++) {
        assertThat(endUs(stretched.span(i)) <= stretched.span(j).startUs)
            .isEqualTo(endUs(plain.span(i)) <= plain.span(j).startUs);
      }
    }
  }

  /** However long a trace becomes, what starts together starts within 5 ms. */
  @Property(tries = 500, seed = "20260302")
  void parallelSpansStillStartTogether(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.001, max = 1e6) @Scale(6) double factor) {
    TraceClock plain = told(seed);
    TraceClock stretched = told(seed);
    stretched.stretch(factor);
    for (int i = 0; i < plain.size(); i++) {
      for (int j = 0; j < i; j++) {
        SpanDraft one = plain.span(j);
        SpanDraft other = plain.span(i);
        boolean overlap = one.startUs < endUs(other) && other.startUs < endUs(one);
        if (overlap && one.parent == other.parent && apartUs(plain, i, j) <= 5_000) {
          assertThat(apartUs(stretched, i, j)).isLessThanOrEqualTo(5_000);
        }
      }
    }
  }

  private static long apartUs(TraceClock clock, int i, int j) {
    return Math.abs(clock.span(i).startUs - clock.span(j).startUs);
  }

  @Property(tries = 200, seed = "20260302")
  void stretchingMultipliesDurations(
      @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 40) @Scale(6) double factor) {
    TraceClock plain = chain(seed, 10_000);
    TraceClock stretched = chain(seed, 10_000);
    stretched.stretch(factor);
    for (int i = 0; i < plain.size(); i++) {
      // The start is rounded up to a millisecond.
      assertThat((double) stretched.span(i).durationUs)
          .isCloseTo(plain.span(i).durationUs * factor, within(1_001.0));
    }
    assertThat((double) stretched.span(0).durationUs)
        .isCloseTo(plain.span(0).durationUs * factor, within(1.0));
  }

  /** Down to what a step takes at least: its start is a whole millisecond. */
  @Property(tries = 200, seed = "20260302")
  void stretchingShortens(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.02, max = 1) @Scale(6) double factor) {
    TraceClock plain = chain(seed, 100_000);
    TraceClock stretched = chain(seed, 100_000);
    stretched.stretch(factor);
    for (int i = 0; i < plain.size(); i++) {
      assertThat((double) stretched.span(i).durationUs)
          .isCloseTo(plain.span(i).durationUs * factor, within(1_050.0));
    }
    assertThat((double) stretched.span(0).durationUs)
        .isCloseTo(plain.span(0).durationUs * factor, within(1.0));
    TraceClock little = told(seed);
    little.stretch(factor);
    assertThat(little.span(0).durationUs).isLessThanOrEqualTo(told(seed).span(0).durationUs);
  }

  private static long endUs(SpanDraft span) {
    return span.startUs + span.durationUs;
  }

  private static double endMs(SpanDraft span) {
    double startMs = TestRuns.MONDAY_MS + span.startUs / 1000;
    return startMs + span.durationUs / 1000.0;
  }

  @Test
  void theDeadlineEndsTheTrace() {
    TraceClock clock = clock(8, 100, 100);
    int root = clock.open(-1, Kind.AGENT, "root");
    assertThat(clock.pass(1e6)).isTrue();
    assertThat(clock.mayOpen(root)).isTrue();
    assertThat(clock.pass(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(clock.isOverdue()).isTrue();
    assertThat(clock.mayOpen(root)).isFalse();
    clock.close(root);
    assertThat(clock.span(root).durationUs).isBetween(19_000_000L, LIMIT_MS * 1000L);
    clock.restart();
    assertThat(clock.isOverdue()).isFalse();
  }

  @Property(tries = 200, seed = "20260302")
  void whatMayOpenFits(
      @ForAll @IntRange(min = 1, max = 6) int maxDepth,
      @ForAll @IntRange(min = 1, max = 6) int maxFanOut,
      @ForAll @IntRange(min = 1, max = 30) int maxSpans,
      @ForAll long seed) {
    TraceClock clock = clock(maxDepth, maxSpans, maxFanOut);
    clock.open(-1, Kind.AGENT, "root");
    Random random = new Random(seed);
    int opened = 0;
    for (int i = 0; i < 200; i++) {
      int parent = random.nextInt(clock.size());
      if (clock.mayOpen(parent)) {
        clock.open(parent, Kind.CHAIN, "step");
        opened++;
      }
    }
    for (int i = 0; i < clock.size(); i++) {
      assertThat(clock.span(i).depth).isLessThanOrEqualTo(maxDepth);
      assertThat(clock.span(i).children).isLessThanOrEqualTo(maxFanOut);
    }
    assertThat(clock.size()).isEqualTo(opened + 1).isLessThanOrEqualTo(maxSpans);
    assertThat(opened > 0).isEqualTo(maxDepth > 1 && maxSpans > 1);
  }

  private static TraceClock clock(int maxDepth, int maxSpans, int maxFanOut) {
    TraceClock clock = new TraceClock(new Limits(LIMIT_MS, maxSpans, maxDepth, maxFanOut), 1);
    clock.restart();
    return clock;
  }

  /** A random tree with forks; microseconds to seconds pass in a span. */
  private static TraceClock told(long seed) {
    TraceClock clock = clock(6, 60, 8);
    tell(clock, -1, new Random(seed));
    return clock;
  }

  /** Twenty steps one after the other, each of up to so many microseconds and at least a half. */
  private static TraceClock chain(long seed, int mostUs) {
    TraceClock clock = clock(6, 60, 60);
    Random random = new Random(seed);
    int root = clock.open(-1, Kind.CHAIN, "steps");
    for (int i = 0; i < 20; i++) {
      int step = clock.open(root, Kind.CHAIN, "step");
      clock.pass(mostUs * (1 + random.nextDouble()) / 2);
      clock.close(step);
    }
    clock.pass(mostUs);
    clock.close(root);
    return clock;
  }

  private static void tell(TraceClock clock, int parent, Random random) {
    int position = clock.open(parent, Kind.CHAIN, "step");
    long forkUs = clock.nowUs();
    long joinUs = forkUs;
    boolean parallel = random.nextBoolean();
    for (int i = random.nextInt(5); i >= 0 && clock.mayOpen(position); i--) {
      clock.moveTo(parallel ? forkUs + random.nextInt(3_500) : joinUs);
      tell(clock, position, random);
      joinUs = Math.max(joinUs, clock.nowUs());
    }
    clock.moveTo(joinUs);
    clock.pass(Math.exp(random.nextDouble() * 14));
    clock.close(position);
    SpanDraft span = clock.span(position);
    span.firstTokenUs = (long) (span.durationUs * random.nextDouble());
  }
}
