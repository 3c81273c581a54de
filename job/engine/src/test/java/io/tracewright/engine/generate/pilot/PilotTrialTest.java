package io.tracewright.engine.generate.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.RunSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class PilotTrialTest {
  private static final int TRACES = 50_000;
  private static final String OPPOSED =
      "{'variables': ['tokens', 'latency'], 'rank_correlations': [[1, -0.5], [-0.5, 1]]}";

  @Test
  void trialsOfOneWorkloadHoldNoOther() {
    RunSpec spec = SmallProfile.run(3, 10_000, 100);
    Trial all = new PilotTrial(spec, TestRuns.corpora(), 500);
    double tools = all.run(Calibration.NONE).toolCalls().mean();
    PilotSample chat = all.only(0).run(Calibration.NONE);
    PilotSample agent = all.only(1).run(Calibration.NONE);
    assertThat(chat.traces()).isEqualTo(500);
    assertThat(chat.toolCalls().sum()).isZero();
    assertThat(agent.toolCalls().mean()).isGreaterThan(2 * tools);
    assertThat(agent.workload().sum()).isZero();
  }

  /** A budget's limit must not change what was solved: the rows before it would change too. */
  @Test
  void trialsSeeTheWholeRunWhateverItsLimit() {
    RunSpec spec = SmallProfile.run(3, 10_000, 100);
    PilotSample whole = new PilotTrial(spec, TestRuns.corpora(), 500).run(Calibration.NONE);
    PilotSample limited =
        new PilotTrial(spec.withChunkLimit(2), TestRuns.corpora(), 500).run(Calibration.NONE);
    assertThat(limited.latencyMs().toArray()).isEqualTo(whole.latencyMs().toArray());
  }

  /** The run is as large as a pilot, so what is solved holds in it to the letter. */
  @Test
  void aSolvedRunShowsItsTargets() {
    RunSpec spec = spec("{'targets': {'mean_latency_ms': 9000, 'error_rate': 0.15}}");
    PilotSample run = solved(spec);
    assertThat(run.latencyMs().mean()).isCloseTo(9000, within(45.0));
    assertThat(run.failed().mean()).isCloseTo(0.15, within(0.003));
  }

  @Test
  void aSolvedRunShowsItsDependence() {
    RunSpec spec =
        spec(
            """
            {'workloads': [
              {'name': 'agent', 'category': 'tool_use', 'share': 1, 'error_rate': 0.05,
               'turns': {'min': 2, 'max': 6}, 'tools_per_turn': {'min': 0, 'max': 3},
               'tools': [{'name': 'search', 'weight': 1}],
               'dependence': {'variables': ['tokens', 'latency', 'tools'],
                 'rank_correlations': [[1, -0.5, 0.3], [-0.5, 1, 0], [0.3, 0, 1]]}}]}
            """);
    PilotSample run = solved(spec);
    double[][] shown =
        RankCorrelation.matrix(List.of(run.tokens(), run.latencyMs(), run.toolCalls()));
    assertThat(shown[0][1]).isCloseTo(-0.5, within(0.02));
    assertThat(shown[0][2]).isCloseTo(0.3, within(0.02));
    assertThat(shown[1][2]).isCloseTo(0, within(0.02));
  }

  /**
   * What an incident and anomalies do is left as it is, and the other traces correlate as asked.
   */
  @Test
  void dependenceLeavesIncidentsAndAnomaliesAlone() {
    RunSpec asked = spec(disturbed(", 'dependence': " + OPPOSED));
    PilotSample run = solved(asked);
    Series tokens = run.tokens().where(run.undisturbed(), 1);
    Series latencyMs = run.latencyMs().where(run.undisturbed(), 1);
    assertThat(RankCorrelation.matrix(List.of(tokens, latencyMs))[0][1])
        .isCloseTo(-0.5, within(0.02));
    PilotSample free = Pilot.of(spec(disturbed("")), TestRuns.corpora(), TRACES);
    assertThat(slowness(free)).isGreaterThan(1.5);
    assertThat(slowness(run)).isGreaterThan(0.8 * slowness(free));
  }

  /** Median latency of disturbed traces over that of others. */
  private static double slowness(PilotSample sample) {
    return sample.latencyMs().where(sample.undisturbed(), 0).quantiles(3)[1]
        / sample.latencyMs().where(sample.undisturbed(), 1).quantiles(3)[1];
  }

  /** Agents, among them a twentieth with an anomaly, and a slow tool for a fifth of the week. */
  private static String disturbed(String more) {
    return "{'workloads': [{'name': 'agent', 'category': 'tool_use', 'share': 1,"
        + " 'turns': {'min': 2, 'max': 6}, 'tools_per_turn': {'min': 1, 'max': 3},"
        + " 'tools': [{'name': 'search', 'weight': 1}]"
        + more
        + "}], 'anomalies': {'rate': 0.05}, 'incidents': [{'kind': 'cascading_degradation',"
        + " 'target': 'search', 'at': 0.3, 'duration_minutes': 2000, 'factor': 5}], 'tools': [{'name': 'search',"
        + " 'type': 'query', 'latency_ms': {'family': 'lognormal', 'median': 2500, 'sigma': 0.5}}]}";
  }

  @Test
  void dependenceNeedsUndisturbedTraces() {
    RunSpec spec =
        spec(disturbed(", 'dependence': " + OPPOSED).replace("'rate': 0.05", "'rate': 1"));
    assertThatThrownBy(() -> Calibrator.solve(spec, TestRuns.corpora()))
        .isInstanceOf(CalibrationException.class)
        .hasMessageMatching(
            "workloads\\[0\\]\\.dependence: of 50000 traces only \\d+ have no anomaly .*");
  }

  /** In a denser sample the tool would refuse most calls, whatever the rates of failure. */
  @Test
  void aSmallRunIsSolvedUnderItsOwnLoad() {
    RunSpec spec = SmallProfile.inHalfAnHour(10, 1, "{'error_rate': 0.03}");
    Calibration solved = Calibrator.solve(spec, TestRuns.corpora());
    PilotSample sample = Pilot.of(spec.withCalibration(solved), TestRuns.corpora(), TRACES);
    assertThat(sample.failed().mean()).isCloseTo(0.03, within(0.001));
  }

  private static PilotSample solved(RunSpec spec) {
    Calibration solved = Calibrator.solve(spec, TestRuns.corpora());
    return Pilot.of(spec.withCalibration(solved), TestRuns.corpora(), TRACES);
  }

  private static RunSpec spec(String parts) {
    WorkloadProfile profile = SmallProfile.with(parts);
    return TestRuns.run(profile, 3, TRACES, 1000);
  }
}
