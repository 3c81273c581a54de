package io.tracewright.engine.generate.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetWalkTest {
  private static final RunSpec SPEC = SmallProfile.run(3, 950, 100);

  @Test
  void chunksUpToTheBudgetAreWithin() {
    BigDecimal sum = BigDecimal.ZERO;
    for (int chunk = 0; chunk < SPEC.chunks(); chunk++) {
      SpanBatch batch = Rows.batch(SPEC, chunk);
      for (int row = 0; row < batch.rows(); row++) {
        sum = sum.add(new BigDecimal(batch.costUsd.get(row)));
      }
      double cost = sum.doubleValue();
      assertThat(within(SPEC, cost + 1e-9)).isEqualTo(chunk + 1);
      assertThat(within(SPEC, cost - 1e-9)).isEqualTo(chunk);
    }
    assertThat(within(SPEC, 1e9)).isEqualTo(SPEC.chunks());
    assertThat(within(SPEC, 1e-9)).isZero();
  }

  @Test
  void theWalkStopsWhereTheBudgetEnds() {
    List<Long> done = new ArrayList<>();
    double half = RunEstimate.of(SPEC, TestRuns.corpora()).costUsd() / 2;
    int chunks = BudgetWalk.chunksWithin(SPEC, TestRuns.corpora(), half, done::add);
    assertThat(chunks).isBetween(1, SPEC.chunks() - 1);
    assertThat(done).hasSize(chunks).first().isEqualTo(100L);
    assertThat(done).last().isEqualTo(chunks * 100L);
    done.clear();
    BudgetWalk.chunksWithin(SPEC, TestRuns.corpora(), 1e9, done::add);
    assertThat(done).hasSize(10).last().isEqualTo(950L);
  }

  @Test
  void aLimitedRunIsWalkedToItsLimit() {
    assertThat(within(SPEC.withChunkLimit(3), 1e9)).isEqualTo(3);
  }

  /** Ten billion traces could not be walked. */
  @Test
  void aBudgetFarAwayIsNotWalkedTo() {
    RunSpec large = SmallProfile.run(3, 10_000_000_000L, 1000);
    double perTrace = RunEstimate.of(large, TestRuns.corpora()).costUsd() / 1e10;
    List<Long> done = new ArrayList<>();
    assertThat(BudgetWalk.chunksWithin(large, TestRuns.corpora(), 2e10 * perTrace, done::add))
        .isEqualTo(large.chunks());
    assertThat(done).containsExactly(10_000_000_000L);
    // The control: a budget that it passes is walked to, here to its first chunk.
    assertThat(BudgetWalk.chunksWithin(large, TestRuns.corpora(), perTrace, done::add)).isZero();
  }

  @Test
  void noTraceCostsMoreThanItMay() {
    double most = BudgetWalk.mostCostUsd(SPEC.profile());
    assertThat(most).isEqualTo(40 * (20_000 * 5 + 900 * 25) / 1e6);
    PilotSample sample = Pilot.of(SPEC, TestRuns.corpora(), 950);
    assertThat(sample.costUsd().quantiles(2)[1]).isLessThan(most);
  }

  private static int within(RunSpec spec, double maxCostUsd) {
    return BudgetWalk.chunksWithin(spec, TestRuns.corpora(), maxCostUsd, traces -> {});
  }
}
