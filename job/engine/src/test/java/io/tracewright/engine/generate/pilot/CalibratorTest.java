package io.tracewright.engine.generate.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.Targets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Solving in a world of known laws, and by pilots where the engine honours what is solved. */
class CalibratorTest {
  private static final String CORRELATIONS =
      """
      {'variables': ['tokens', 'latency', 'cost', 'tools'], 'rank_correlations': [
        [1, 0.7, 0.5, 0], [0.7, 1, 0.2, -0.5], [0.5, 0.2, 1, 0.1], [0, -0.5, 0.1, 1]]}
      """;

  @Test
  void whoAsksForNothingGetsNothing() {
    assertThat(Calibrator.solve(SmallProfile.run(1, 1000, 100), TestRuns.corpora()))
        .isEqualTo(Calibration.NONE);
  }

  @Test
  void meanLatencyIsMet() {
    for (double target : new double[] {15, 300, 1131, 20_000, 50_000}) {
      Calibration solved = solve(World.usual(), "{'mean_latency_ms': " + target + "}");
      double mean = World.usual().run(solved).latencyMs().mean();
      assertThat(mean).isCloseTo(target, within(0.005 * target));
      assertThat(solved.errorScale()).isEqualTo(1);
    }
    // The control: without solving none but the third would hold.
    assertThat(World.usual().run(Calibration.NONE).latencyMs().mean()).isBetween(1050.0, 1200.0);
  }

  @Test
  void latencyBeyondTheDeadlineIsRefused() {
    assertThatThrownBy(() -> solve(World.usual(), "{'mean_latency_ms': 60500}"))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("targets.mean_latency_ms: 60500 was asked for")
        .hasMessageMatching(".*the most .* show is (4|5)\\d{4}: raise limits.*is 60000");
    assertThatThrownBy(() -> solve(World.usual(), "{'mean_latency_ms': 2}"))
        .isInstanceOf(CalibrationException.class)
        .hasMessageMatching(
            ".*: 2 was asked for, the least .* show is 1[12](\\.\\d)?: lower the.*");
  }

  @Test
  void errorRateIsMet() {
    for (double target : new double[] {0, 0.0005, 0.02, 0.1, 0.6, 0.995}) {
      Calibration solved = solve(World.usual(), "{'error_rate': " + target + "}");
      double rate = World.usual().run(solved).failed().mean();
      assertThat(rate).isCloseTo(target, within(Math.max(0.001, 0.02 * target)));
      assertThat(solved.latencyScale()).isEqualTo(1);
    }
  }

  @Test
  void errorRatesOutOfReachAreRefused() {
    World faultless = World.usual().withFailureRate(0);
    assertThatThrownBy(() -> solve(faultless, "{'error_rate': 0.2}"))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("targets.error_rate: 0.2 was asked for")
        .hasMessageContaining("capped at 1, is 0:");
    World hasty = World.usual().withDeadlineMs(900);
    assertThatThrownBy(() -> solve(hasty, "{'error_rate': 0.2}"))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("0.2 was asked for, but a share of 0.5")
        .hasMessageContaining("limits.max_trace_duration_ms");
  }

  /** Failed traces are shorter and the deadline fails slow ones, so each disturbs the other. */
  @Test
  void bothTargetsHoldTogether() {
    World world = World.usual().withDeadlineMs(20_000);
    Calibration solved = solve(world, "{'mean_latency_ms': 6000, 'error_rate': 0.3}");
    PilotSample sample = world.run(solved);
    assertThat(sample.latencyMs().mean()).isCloseTo(6000, within(30.0));
    assertThat(sample.failed().mean()).isCloseTo(0.3, within(0.006));
    assertThatThrownBy(() -> solve(world, "{'mean_latency_ms': 15000, 'error_rate': 0.01}"))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("targets");
  }

  @Test
  void correlationsAreMetAndNeededSolving() {
    WorkloadProfile profile = profile("{}", CORRELATIONS);
    Calibration solved = new Calibrator(profile, World.usual()).solve();
    assertThat(worstGap(profile, World.usual().only(0).run(solved))).isLessThanOrEqualTo(0.01);
    // Another sample of the same world: 4 standard errors of a rank correlation of 20,000.
    assertThat(worstGap(profile, World.usual().withSeed(8).only(0).run(solved)))
        .isLessThanOrEqualTo(0.01 + 4 / Math.sqrt(20_000));
    // The controls: what continuous variables would need is not enough here, nor is nothing.
    Calibration.SolvedDependence steering = solved.dependence().get(0);
    Calibration naive =
        new Calibration(
            1,
            1,
            List.of(
                new Calibration.SolvedDependence(
                    "a",
                    LatentMatrix.toLists(
                        LatentMatrix.behind(
                            profile.workloads().get(0).dependence().rankCorrelations())),
                    steering.latencyMs(),
                    steering.tokens())));
    assertThat(worstGap(profile, World.usual().only(0).run(naive))).isGreaterThan(0.1);
    assertThat(worstGap(profile, World.usual().only(0).run(Calibration.NONE))).isGreaterThan(0.3);
  }

  @Test
  void marginalsStayWhatTheyWere() {
    Calibration solved = new Calibrator(profile("{}", CORRELATIONS), World.usual()).solve();
    assertThat(solved.dependence()).hasSize(1);
    assertThat(solved.dependence().get(0).workload()).isEqualTo("a");
    assertThat(solved.dependence().get(0).latencyMs()).hasSize(257).isSorted();
    assertThat(solved.dependence().get(0).tokens()).hasSize(257).isSorted();
    PilotSample free = World.usual().only(0).run(Calibration.NONE);
    PilotSample steered = World.usual().only(0).run(solved);
    double[] before = free.tokens().quantiles(11);
    double[] after = steered.tokens().quantiles(11);
    for (int i = 1; i < 10; i++) {
      assertThat(after[i]).isCloseTo(before[i], within(0.05 * before[i]));
    }
  }

  /** With one price cost is tokens, whatever is asked. */
  @Test
  void correlationsOutOfReachAreRefused() {
    String opposed =
        "{'variables': ['tokens', 'cost'], 'rank_correlations': [[1, -0.9], [-0.9, 1]]}";
    World world = World.usual().withVariables("tokens", "cost");
    assertThatThrownBy(
            () -> new Calibrator(profile("{}", opposed), world.withPrices(List.of(1.0))).solve())
        .isInstanceOf(CalibrationException.class)
        .hasMessage(
            "workloads[0].dependence: tokens and cost were asked to correlate by -0.9, the best"
                + " these models and tools can show is 1: ask for less, or let prices of models"
                + " differ more");
    assertThatThrownBy(() -> new Calibrator(profile("{}", opposed), world).solve())
        .isInstanceOf(CalibrationException.class)
        .hasMessageMatching(".*by -0\\.9, the best .* can show is -0\\.\\d+: .*");
  }

  @Test
  void targetsHoldUnderDependence() {
    WorkloadProfile profile = profile("{'mean_latency_ms': 2500, 'error_rate': 0.2}", CORRELATIONS);
    Calibration solved = new Calibrator(profile, World.usual()).solve();
    PilotSample sample = World.usual().run(solved);
    assertThat(sample.latencyMs().mean()).isCloseTo(2500, within(12.5));
    assertThat(sample.failed().mean()).isCloseTo(0.2, within(0.004));
    assertThat(worstGap(profile, World.usual().only(0).run(solved))).isLessThanOrEqualTo(0.01);
  }

  @Test
  void equalQuestionsHaveEqualAnswers() {
    WorkloadProfile profile = profile("{'mean_latency_ms': 2500}", CORRELATIONS);
    Calibration solved = new Calibrator(profile, World.usual()).solve();
    assertThat(new Calibrator(profile, World.usual()).solve()).isEqualTo(solved);
    assertThat(new Calibrator(profile, World.usual().withSeed(8)).solve()).isNotEqualTo(solved);
  }

  @Test
  void tracesFollowFromTheRateAndTheWindow() {
    Targets targets = new Targets(null, null, 1500.0);
    assertThat(Calibrator.tracesFor(targets, 7 * 86_400_000L)).isEqualTo(252_000);
    assertThat(Calibrator.tracesFor(new Targets(null, null, 0.001), 3_600_000)).isEqualTo(1);
  }

  private static Calibration solve(World world, String targets) {
    return new Calibrator(profile(targets, null), world).solve();
  }

  /** Workloads "a", with a dependence or without, and "b". */
  private static WorkloadProfile profile(String targets, String dependence) {
    String workload = "{'category': 'c', 'turns': {'min': 1, 'max': 2}, 'share': 0.";
    return SmallProfile.with(
        "{'targets': "
            + targets
            + ", 'workloads': ["
            + workload
            + "6, 'name': 'a'"
            + (dependence == null ? "" : ", 'dependence': " + dependence)
            + "}, "
            + workload
            + "4, 'name': 'b'}]}");
  }

  private static double worstGap(WorkloadProfile profile, PilotSample sample) {
    List<List<Double>> asked = profile.workloads().get(0).dependence().rankCorrelations();
    double[][] shown =
        RankCorrelation.matrix(
            List.of(sample.tokens(), sample.latencyMs(), sample.costUsd(), sample.toolCalls()));
    double worst = 0;
    for (int i = 0; i < shown.length; i++) {
      for (int j = 0; j < shown.length; j++) {
        worst = Math.max(worst, Math.abs(shown[i][j] - asked.get(i).get(j)));
      }
    }
    return worst;
  }
}
