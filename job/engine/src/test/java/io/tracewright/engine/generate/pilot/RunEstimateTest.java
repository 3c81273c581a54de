package io.tracewright.engine.generate.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.TestRuns;
import io.tracewright.model.run.RunSpec;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class RunEstimateTest {

  @Test
  void aRunNoLargerThanTheSampleIsMeasuredWhole() {
    RunSpec spec = SmallProfile.run(3, 1500, 100);
    PilotSample run = Pilot.of(spec, TestRuns.corpora(), 1500);
    RunEstimate estimate = RunEstimate.of(spec, TestRuns.corpora());
    assertThat(estimate.rows()).isEqualTo((long) run.rows().sum());
    assertThat(estimate.rowsLow()).isEqualTo(estimate.rows()).isEqualTo(estimate.rowsHigh());
    assertThat(estimate.costUsd()).isCloseTo(run.costUsd().sum(), within(1e-9));
    assertThat(estimate.costUsdLow()).isEqualTo(estimate.costUsdHigh());
    assertThat(estimate.traces()).isEqualTo(1500);
    assertThat(estimate.sampledTraces()).isEqualTo(1500);
  }

  /**
   * Bounds of 95 % fail more than 14 times in 100 with a chance below 1 in 4,000, and never fail in
   * 100 with one of 1 in 170: bounds that are too tight and such that are too wide are both found.
   */
  @Test
  void boundsHoldTheRunsFigureAsOftenAsTheySay() {
    int rowsMissed = 0;
    int costMissed = 0;
    for (int seed = 0; seed < 100; seed++) {
      RunSpec spec = SmallProfile.run(seed, 1200, 100);
      PilotSample run = Pilot.of(spec, TestRuns.corpora(), 1200);
      PilotSample part = Pilot.of(spec, TestRuns.corpora(), 400);
      RunEstimate estimate = RunEstimate.of(spec.profile(), part, 1200);
      double rows = run.rows().sum();
      rowsMissed += rows < estimate.rowsLow() || rows > estimate.rowsHigh() ? 1 : 0;
      double costUsd = run.costUsd().sum();
      boolean within = costUsd >= estimate.costUsdLow() && costUsd <= estimate.costUsdHigh();
      costMissed += within ? 0 : 1;
    }
    assertThat(1 - new BinomialDistribution(null, 100, 0.05).cumulativeProbability(14))
        .isLessThan(1 / 4000.0);
    assertThat(rowsMissed).isBetween(1, 14);
    assertThat(costMissed).isBetween(1, 14);
  }

  @Test
  void partsAddUpToTheWhole() {
    RunSpec spec = SmallProfile.run(5, 1_000_000, 1000);
    RunEstimate estimate = RunEstimate.of(spec, TestRuns.corpora());
    assertThat(estimate.sampledTraces()).isEqualTo(4000);
    assertThat(estimate.workloads())
        .extracting(RunEstimate.OfWorkload::name)
        .containsExactly("chat", "agent");
    double cost = 0;
    double rows = 0;
    long tokens = 0;
    double share = 0;
    for (RunEstimate.OfWorkload w : estimate.workloads()) {
      cost += w.costUsdPerTrace() * w.traces();
      rows += w.spansPerTrace() * w.traces();
      tokens += Math.round(w.tokensPerTrace() * w.traces());
      share += w.share();
    }
    assertThat(share).isCloseTo(1, within(1e-12));
    assertThat(cost).isCloseTo(estimate.costUsd(), within(1e-6 * cost));
    assertThat(rows).isCloseTo((double) estimate.rows(), within(2.0));
    assertThat(tokens).isCloseTo(estimate.promptTokens() + estimate.completionTokens(), within(4L));
    double called =
        estimate.models().stream().mapToDouble(RunEstimate.OfModel::costUsd).sum()
            + estimate.tools().stream().mapToDouble(RunEstimate.OfTool::costUsd).sum();
    assertThat(called).isCloseTo(cost, within(1e-6 * cost));
    assertThat(estimate.bytes()).isGreaterThan(200 * estimate.rows());
  }

  /** Declared rates are found again, within four standard errors. */
  @Test
  void declaredRatesAreFound() {
    RunEstimate estimate = RunEstimate.of(SmallProfile.run(5, 1_000_000, 1000), TestRuns.corpora());
    RunEstimate.OfWorkload chat = estimate.workloads().get(0);
    assertThat(chat.share()).isCloseTo(0.7, within(4 * Math.sqrt(0.21 / 4000)));
    assertThat(chat.errorRate()).isCloseTo(0.02, within(4 * Math.sqrt(0.0196 / 2800)));
    RunEstimate.OfTool book = estimate.tools().get(1);
    assertThat(book.name()).isEqualTo("book");
    assertThat(book.errorShare()).isBetween(0.27, 0.40);
    assertThat(estimate.tools().get(0).errorShare()).isLessThan(0.1);
    assertThat(book.calls()).isLessThan(estimate.tools().get(0).calls());
  }

  @Test
  void whatALimitLeavesIsEstimated() {
    RunSpec spec = SmallProfile.run(5, 100_000, 1000);
    RunEstimate half = RunEstimate.of(spec.withChunkLimit(50), TestRuns.corpora());
    assertThat(half.traces()).isEqualTo(50_000);
    double whole = RunEstimate.of(spec, TestRuns.corpora()).rows();
    assertThat(half.rows() / whole).isBetween(0.47, 0.53);
  }
}
