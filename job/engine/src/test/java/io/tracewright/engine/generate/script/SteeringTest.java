package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Fit;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.Calibration.SolvedDependence;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

class SteeringTest {
  private static final int TRACES = 2_000;

  @Test
  void aPlaceIsTheNormalDistributionFunction() {
    NormalDistribution normal = new NormalDistribution(0, 1);
    double before = 0;
    for (int i = -9_000; i <= 9_000; i++) {
      double score = i / 1000.0;
      double place = Steering.place(score);
      assertThat(place).isCloseTo(normal.cumulativeProbability(score), within(1e-6));
      assertThat(place).isGreaterThanOrEqualTo(before - 1e-7).isBetween(0.0, Math.nextDown(1.0));
      before = place;
    }
    assertThat(Steering.place(Double.POSITIVE_INFINITY)).isLessThan(1);
    assertThat(Steering.place(Double.NEGATIVE_INFINITY)).isZero();
  }

  /** Totals and durations become the quantiles that were measured: here evenly spread ones. */
  @Test
  void totalsFollowTheQuantilesAndTheirCorrelation() {
    List<Trace> traces =
        Trace.play(TestRuns.run(profile(), 1, TRACES, TRACES).withCalibration(solved(0.8)));
    double[] tokens = values(traces, SteeringTest::tokens);
    double[] latency = values(traces, trace -> trace.root().latencyMs());
    assertThat(Fit.ksP(tokens, uniform(4_000, 12_000))).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.ksP(latency, uniform(5_000, 40_000))).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.ksP(latency, uniform(5_000, 44_000))).isLessThan(Fit.FALSE_ALARM);
    // Spearman's for normal scores: 6 / pi asin(r / 2); five standard errors at most.
    double expected = 6 / Math.PI * Math.asin(0.4);
    assertThat(new SpearmansCorrelation().correlation(tokens, latency))
        .isCloseTo(expected, within(0.06));
  }

  /** A call's price follows its scaled tokens, the cached ones among them. */
  @Test
  void scaledCallsCostWhatTheirTokensDo() {
    Map<String, Model> models =
        profile().models().stream().collect(Collectors.toMap(Model::name, model -> model));
    int cached = 0;
    for (Trace trace :
        Trace.play(TestRuns.run(profile(), 2, TRACES, TRACES).withCalibration(solved(0.8)))) {
      for (Span call : trace.modelCalls()) {
        Model model = models.get(call.model());
        double costUsd =
            (call.cachedTokens() * model.cachedInputUsdPerMillionTokens()
                    + (call.promptTokens() - call.cachedTokens()) * model.inputUsdPerMillionTokens()
                    + call.completionTokens() * model.outputUsdPerMillionTokens())
                / 1e6;
        assertThat(call.costUsd()).isCloseTo(costUsd, within(1e-12));
        cached += call.cachedTokens() > 0 ? 1 : 0;
      }
    }
    assertThat(cached).isGreaterThan(TRACES / 4);
  }

  /** Traces in the incident stay as told: they do not follow the quantiles. */
  @Test
  void anIncidentIsNotUndone() {
    String incident =
        "{'incidents': [{'kind': 'rate_limit_storm', 'at': 0.25, 'duration_minutes': 4000}]}";
    WorkloadProfile stormy = Profiles.patch(profile(), incident);
    double[] all = {0, 0};
    double[] above = {0, 0};
    long startMs = TestRuns.MONDAY_MS + 7 * 86_400_000L / 4;
    for (Trace trace :
        Trace.play(TestRuns.run(stormy, 1, TRACES, TRACES).withCalibration(solved(0.8)))) {
      long sinceMs = trace.root().startMs() - startMs;
      int in = sinceMs >= 0 && sinceMs < 4_000 * 60_000L ? 1 : 0;
      all[in]++;
      above[in] += tokens(trace) > 4_001 ? 1 : 0;
    }
    assertThat(above[0]).isGreaterThan(0.99 * all[0]);
    assertThat(all[1]).isGreaterThan(TRACES / 5.0);
    assertThat(above[1]).isLessThan(0.5 * all[1]);
  }

  private static DoubleUnaryOperator uniform(double low, double high) {
    return value -> Math.min(1, Math.max(0, (value - low) / (high - low)));
  }

  private static double[] values(List<Trace> traces, ToDoubleFunction<Trace> value) {
    return traces.stream().mapToDouble(value).toArray();
  }

  private static double tokens(Trace trace) {
    return trace.spans().stream().mapToDouble(s -> s.promptTokens() + s.completionTokens()).sum();
  }

  private static WorkloadProfile profile() {
    return Stage.only(
        "simple_queries",
        "{'turns': {'min': 2, 'max': 2}, 'dependence': {'variables': ['tokens', 'latency'],"
            + " 'rank_correlations': [[1, 0.786], [0.786, 1]]}}");
  }

  private static Calibration solved(double correlation) {
    return new Calibration(
        1,
        1,
        List.of(
            new SolvedDependence(
                "simple_queries",
                List.of(List.of(1.0, correlation), List.of(correlation, 1.0)),
                List.of(5_000.0, 22_500.0, 40_000.0),
                List.of(4_000.0, 8_000.0, 12_000.0))));
  }
}
