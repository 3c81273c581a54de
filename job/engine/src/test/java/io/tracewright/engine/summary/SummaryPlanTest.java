package io.tracewright.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class SummaryPlanTest {
  @Property
  void panesCoverTheWindowWithoutGapOrOverlap(
      @ForAll @LongRange(min = -1_000_000, max = 2_000_000_000_000L) long startMs,
      @ForAll @LongRange(min = 1, max = 40_000_000_000L) long lengthMs,
      @ForAll @LongRange(min = 1, max = 3_000_000_000L) long traces) {
    SummaryPlan plan = SummaryPlan.of("", startMs, startMs + lengthMs, traces, 1);
    assertThat(plan.panes()).isBetween(1, 24);
    assertThat(plan.paneStartMs(0)).isEqualTo(startMs);
    assertThat(plan.paneEndMs(plan.panes() - 1)).isEqualTo(startMs + lengthMs);
    for (int pane = 0; pane < plan.panes(); pane++) {
      assertThat(plan.paneEndMs(pane)).isGreaterThan(plan.paneStartMs(pane));
      assertThat(plan.pane(plan.paneStartMs(pane))).isEqualTo(pane);
      assertThat(plan.pane(plan.paneEndMs(pane) - 1)).isEqualTo(pane);
      if (pane > 0) {
        assertThat(plan.paneStartMs(pane)).isEqualTo(plan.paneEndMs(pane - 1));
      }
    }
    assertThat(plan.pane(startMs - 5)).isZero();
    assertThat(plan.pane(startMs + lengthMs + 5)).isEqualTo(plan.panes() - 1);
  }

  @Property
  void theShareOfPrioritiesIsTheSampleShare(@ForAll long high, @ForAll long low) {
    SummaryPlan none = new SummaryPlan("", 0, 1, 1, Double.MIN_VALUE, 1);
    SummaryPlan all = new SummaryPlan("", 0, 1, 1, 1, 1);
    long priority = all.priority(high, low);
    assertThat(priority).isNotNegative();
    assertThat(all.samples(priority)).isTrue();
    assertThat(none.samples(priority)).isEqualTo(priority >>> 10 == 0);
  }
}
