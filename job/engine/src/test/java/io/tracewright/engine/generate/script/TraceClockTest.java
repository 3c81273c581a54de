package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;

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
      assertThat(span.durationUs).isNotNegative();
      if (span.parent >= 0) {
        SpanDraft parent = clock.span(span.parent);
        assertThat(span.startUs).isGreaterThanOrEqualTo(parent.startUs);
        assertThat(span.startUs + span.durationUs)
            .isLessThanOrEqualTo(parent.startUs + parent.durationUs);
        assertThat(endMs(span)).isLessThanOrEqualTo(endMs(parent));
      }
    }
    assertThat(clock.span(0).durationUs).isLessThanOrEqualTo(LIMIT_MS * 1000L);
  }

  @Property(tries = 200, seed = "20260302")
  void stretchingMultipliesDurations(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 1) @Scale(6) double factor) {
    TraceClock plain = told(seed);
    TraceClock stretched = told(seed);
    stretched.stretch(factor);
    for (int i = 0; i < plain.size(); i++) {
      double expected = plain.span(i).durationUs * factor;
      // The start is rounded down to a millisecond.
      assertThat((double) stretched.span(i).durationUs).isBetween(expected - 2, expected + 1001);
    }
    assertThat((double) stretched.span(0).durationUs)
        .isBetween(plain.span(0).durationUs * factor - 1, plain.span(0).durationUs * factor + 1);
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

  private static void tell(TraceClock clock, int parent, Random random) {
    int position = clock.open(parent, Kind.CHAIN, "step");
    long forkUs = clock.nowUs();
    long joinUs = forkUs;
    boolean parallel = random.nextBoolean();
    for (int i = random.nextInt(5); i >= 0 && clock.mayOpen(position); i--) {
      clock.moveTo(parallel ? forkUs : joinUs);
      tell(clock, position, random);
      joinUs = Math.max(joinUs, clock.nowUs());
    }
    clock.moveTo(joinUs);
    clock.pass(Math.exp(random.nextDouble() * 14));
    clock.close(position);
  }
}
