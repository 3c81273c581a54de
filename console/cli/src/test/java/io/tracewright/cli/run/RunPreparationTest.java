package io.tracewright.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.cli.UserError;
import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.pilot.Calibrator;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RunPreparationTest {
  private static final WorkloadProfile PROFILE = Presets.read("default");
  private static final List<LoadedCorpus> CORPORA = CorpusRecords.builtin();

  private static final Offset<Double> WITHIN_A_CENT = Offset.offset(0.01);

  private final List<String> told = new ArrayList<>();
  private final RunPreparation preparation = new RunPreparation(CORPORA, told::add);

  @Test
  void withoutWishesARunStaysAsItIsPlanned() {
    RunSpec plan = plan(PROFILE);
    PreparedRun run = preparation.prepare(plan, null);
    assertThat(run.spec()).isEqualTo(plan);
    assertThat(run.isCutShort()).isFalse();
    assertThat(run.budgetSentence()).isEmpty();
    assertThat(run.estimate().rows()).isEqualTo(totals(plan).rows);
    assertThat(run.estimate().costUsd()).isCloseTo(totals(plan).costUsd, WITHIN_A_CENT);
    assertThat(told).isEmpty();
  }

  @Test
  void theLastChunkWithinTheBudgetIsTheLast() {
    RunSpec plan = plan(PROFILE);
    double half = totals(plan).costUsd / 2;
    PreparedRun run = preparation.prepare(plan, half);
    int chunks = run.spec().chunks();
    assertThat(totals(plan.withChunkLimit(chunks)).costUsd).isLessThanOrEqualTo(half);
    assertThat(totals(plan.withChunkLimit(chunks + 1)).costUsd).isGreaterThan(half);
    assertThat(run.isCutShort()).isTrue();
    assertThat(run.estimate().costUsd()).as("of what is left").isLessThanOrEqualTo(half);
    assertThat(told).containsExactly(run.budgetSentence());
    assertThat(run.budgetSentence())
        .matches(
            "The budget of \\$[0-9.]+ ends the run after "
                + chunks
                + " of 40 chunks, "
                + chunks * 10
                + " traces, at 2026-03-0\\dT.*Z");
  }

  @Test
  void aBudgetThatIsEnoughChangesNothing() {
    RunSpec plan = plan(PROFILE);
    PreparedRun run = preparation.prepare(plan, totals(plan).costUsd + 0.01);
    assertThat(run.spec()).isEqualTo(plan);
    assertThat(run.budgetSentence()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void aBudgetBelowTheFirstChunkIsRefusedWithItsCost() {
    RunSpec plan = plan(PROFILE);
    double first = totals(plan.withChunkLimit(1)).costUsd;
    assertThatThrownBy(() -> preparation.prepare(plan, first * 0.99))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("a budget of $")
        .hasMessageContaining("the first chunk alone costs $")
        .hasMessageContaining("lower --chunk-traces");
    assertThat(preparation.prepare(plan, first * (1 + 1e-12)).spec().chunks()).isEqualTo(1);
  }

  @Test
  void targetsAreSolvedForAndTold() {
    RunSpec plan = plan(withLatency(9_000));
    RunSpec spec = preparation.prepare(plan, null).spec();
    assertThat(spec.calibration()).isEqualTo(Calibrator.solve(plan, CORPORA));
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).isEqualTo("Calibrating on a sample ...");
    assertThat(told.get(1)).startsWith("Calibrated  durations × ");
  }

  @Test
  void targetsOutOfReachAreRefused() {
    assertThatThrownBy(() -> preparation.prepare(plan(withLatency(1e6)), null))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("targets.mean_latency_ms: 1000000 was asked for, ");
  }

  private static WorkloadProfile withLatency(double meanMs) {
    return Variants.of(PROFILE, "{'targets': {'mean_latency_ms': " + meanMs + "}}");
  }

  @Test
  void aRateIsNoReasonToCalibrate() {
    WorkloadProfile busy = Variants.of(PROFILE, "{'targets': {'traces_per_hour': 100}}");
    assertThat(preparation.calibrated(plan(busy)).calibration()).isEqualTo(Calibration.NONE);
  }

  private static RunSpec plan(WorkloadProfile profile) {
    Long traces = profile.targets().tracesPerHour() == null ? Long.valueOf(400) : null;
    return Plans.of(profile, traces, 7L, 10);
  }

  private static Totals totals(RunSpec spec) {
    ChunkPlan chunks = new ChunkPlan(spec);
    ChunkGenerator generator = new ChunkGenerator(spec, CORPORA);
    SpanBatch batch = new SpanBatch();
    Totals totals = new Totals();
    for (int chunk = 0; chunk < spec.chunks(); chunk++) {
      generator.generate(chunks.chunk(chunk), batch);
      totals.rows += batch.rows();
      for (int row = 0; row < batch.rows(); row++) {
        totals.costUsd += batch.costUsd.get(row);
      }
    }
    return totals;
  }

  private static final class Totals {
    long rows;
    double costUsd;
  }
}
