package io.tracewright.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.cli.UserError;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.ProfileReader;
import io.tracewright.model.profile.SourceResolver;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunPlannerTest {
  private static final Instant NOW = Instant.parse("2026-03-10T13:45:00Z");
  private static final WorkloadProfile PROFILE = Presets.read("default");

  private final RunPlanner planner = new RunPlanner(InstantSource.fixed(NOW));

  @Test
  void backFillEndsAtTheStartOfTheDay() {
    RunSpec spec = plan(request(PROFILE, 1000L, null, false, null));
    assertThat(Instant.ofEpochMilli(spec.windowEndMs())).isEqualTo("2026-03-10T00:00:00Z");
    assertThat(Instant.ofEpochMilli(spec.windowStartMs())).isEqualTo("2026-03-03T00:00:00Z");
    assertThat(spec.seed()).isEqualTo(PROFILE.seed());
    assertThat(spec.tracesPerChunk() * PROFILE.expectedSpansPerTrace()).isBetween(8_000.0, 8_400.0);
  }

  @Test
  void theProfileSaysHowMuchUnlessTheUserDoes() {
    assertThat(plan(request(PROFILE, null, null, false, null)).traces())
        .isEqualTo(PROFILE.scale().traces());
    assertThat(plan(request(PROFILE, 7L, null, false, null)).traces()).isEqualTo(7);
  }

  @Test
  void liveRunsStartOneLongestTraceAgoAndLastAsLongAsTheirTracesTake() {
    RunSpec spec = plan(request(PROFILE, 600L, null, true, 10.0));
    Duration longest = Duration.ofMillis(PROFILE.limits().maxTraceDurationMs());
    assertThat(Instant.ofEpochMilli(spec.windowStartMs())).isEqualTo(NOW.minus(longest));
    assertThat(Instant.ofEpochMilli(spec.windowEndMs())).isEqualTo(NOW.plusSeconds(60));
    assertThat(spec.tracesPerChunk()).as("a chunk a second").isEqualTo(10);
  }

  @Test
  void refusesWhatClickHouseWouldDelete() {
    WorkloadProfile old =
        new ProfileReader(SourceResolver.builtinOnly())
            .read(
                Presets.text("healthcare_diagnostics")
                    .replaceFirst("window:\n", "window:\n  end: 2025-11-01T00:00:00Z\n"),
                "old.yaml");
    assertThatThrownBy(() -> plan(request(old, 10L, null, false, null)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("window: starts 2025-10-25T00:00:00Z, before 2025-12-11T13:45:00Z")
        .hasMessageContaining("89 days");
  }

  @Test
  void refusesNumbersOutOfRange() {
    refuses(request(PROFILE, 0L, null, false, null), "--traces 0: must be at least 1");
    refuses(request(PROFILE, 10L, null, true, null), "--live: needs --rate");
    refuses(request(PROFILE, 0L, null, true, 1.0), "--traces 0: must be at least 1");
    refuses(request(PROFILE, 10L, null, false, 1.0), "--rate 1.0: goes with --live");
    refuses(request(PROFILE, 10L, null, true, -1.0), "--rate -1.0: must be above 0");
    refuses(request(PROFILE, 10L, null, true, Double.NaN), "--rate NaN: must be above 0");
    refuses(
        request(PROFILE, 100_000L, null, true, 1e-12), "--rate 1.0E-12: 100000 traces would take ");
    refuses(
        request(PROFILE, 9_999_999_999_999L, null, false, null),
        "--traces 9999999999999: must be at most 1,000,000,000,000");
    refuses(
        request(PROFILE, 3_000_000_000L, 1, false, null),
        "--traces 3000000000: makes 3,000,000,000 chunks of 1, at most 2,147,483,647 may be; lower"
            + " it or raise --chunk-traces");
    refuses(request(PROFILE, 10L, 0, false, null), "--chunk-traces 0: must be from 1 to ");
    refuses(request(PROFILE, 10L, 1 << 20, false, null), "--chunk-traces 1048576: must be from 1");
  }

  @Test
  void theTargetsRateOverTheWindowMakesTheTraces() {
    WorkloadProfile hundredAnHour = withTarget(100.0);
    assertThat(plan(request(hundredAnHour, null, null, false, null)).traces())
        .as("7 days of 24 hours")
        .isEqualTo(16_800);
    assertThat(plan(request(hundredAnHour, 16_800L, null, false, null)).traces()).isEqualTo(16_800);
    refuses(
        request(hundredAnHour, 16_801L, null, false, null),
        "--traces 16801: targets.traces_per_hour 100.0 makes 16800 in 168 hours; leave one of them"
            + " out");
    refuses(
        request(withTarget(0.001), null, null, false, null),
        "targets.traces_per_hour 0.001: makes no trace in 168 hours");
  }

  @Test
  void aLiveRunTakesTheTargetsRate() {
    RunSpec spec = plan(request(withTarget(36_000.0), 600L, null, true, null));
    assertThat(Instant.ofEpochMilli(spec.windowEndMs())).isEqualTo(NOW.plusSeconds(60));
    assertThat(plan(request(withTarget(36_000.0), 600L, null, true, 10.0)).windowEndMs())
        .isEqualTo(spec.windowEndMs());
    refuses(
        request(withTarget(36_000.0), 600L, null, true, 11.0),
        "--rate 11.0: targets.traces_per_hour 36000.0 are 10.0 a second; leave one of them out");
  }

  @Test
  void theUsersBudgetComesBeforeTheProfiles() {
    assertThat(RunPlanner.maxCostUsd(budget(PROFILE, null))).isNull();
    assertThat(RunPlanner.maxCostUsd(budget(PROFILE, 2.0))).isEqualTo(2);
    WorkloadProfile frugal = Variants.of(PROFILE, "{'budget': {'max_cost_usd': 3}}");
    assertThat(RunPlanner.maxCostUsd(budget(frugal, null))).isEqualTo(3);
    assertThat(RunPlanner.maxCostUsd(budget(frugal, 2.0))).isEqualTo(2);
    for (double nothing : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> RunPlanner.maxCostUsd(budget(PROFILE, nothing)))
          .isInstanceOf(UserError.class)
          .hasMessage("--max-cost-usd " + nothing + ": must be a number of US dollars above 0");
    }
  }

  private static RunRequest budget(WorkloadProfile profile, Double maxCostUsd) {
    return new RunRequest(profile, 10L, null, List.of(), null, false, null, maxCostUsd);
  }

  private static WorkloadProfile withTarget(double tracesPerHour) {
    return Variants.of(PROFILE, "{'targets': {'traces_per_hour': " + tracesPerHour + "}}");
  }

  private void refuses(RunRequest request, String message) {
    assertThatThrownBy(() -> plan(request))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message);
  }

  private RunSpec plan(RunRequest request) {
    return planner.plan("run", request, List.of());
  }

  private static RunRequest request(
      WorkloadProfile profile, Long traces, Integer chunkTraces, boolean live, Double rate) {
    return new RunRequest(profile, traces, null, List.of(), chunkTraces, live, rate, null);
  }
}
