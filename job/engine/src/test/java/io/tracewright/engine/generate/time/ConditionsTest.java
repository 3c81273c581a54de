package io.tracewright.engine.generate.time;

import static io.tracewright.engine.generate.time.TimeRuns.DAY_MS;
import static io.tracewright.engine.generate.time.TimeRuns.HOUR_MS;
import static io.tracewright.engine.generate.time.TimeRuns.MINUTE_MS;
import static io.tracewright.engine.generate.time.TimeRuns.MONDAY_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.RunSpec;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final int DB = 0;
  private static final int API = 1;
  private static final int REPORT = 2;
  private static final int MAIL = 3;
  private static final int LARGE = 0;
  private static final int MINI = 1;

  /** Ten hours, a trace a second, an incident of 100 minutes after five. */
  private static RunSpec run(String incident, String more) {
    return TimeRuns.run(
        "'incidents': [{'at': 0.5, 'duration_minutes': 100," + incident + "}]," + more,
        1,
        36_000,
        1_000,
        10 * HOUR_MS - TimeRuns.LONGEST_TRACE_MS);
  }

  private static Conditions at(Conditions conditions, double minutesIn) {
    conditions.at(MONDAY_MS + 5 * HOUR_MS + (long) (minutesIn * MINUTE_MS));
    return conditions;
  }

  @Test
  void withoutIncidentsAllIsAsDeclared() {
    Conditions quiet = TimeRuns.conditions(TimeRuns.run("", 1, 1_000, 100, DAY_MS));
    quiet.at(MONDAY_MS + HOUR_MS);
    for (int tool = 0; tool < 4; tool++) {
      assertThat(quiet.toolFailure(tool)).isEqualTo(0.1);
      assertThat(quiet.toolLatencyFactor(tool)).isEqualTo(1);
      assertThat(quiet.toolRefusal(tool)).isZero();
      assertThat(quiet.toolIncident(tool)).isEmpty();
    }
    assertThat(quiet.errorRate(0.03)).isEqualTo(0.03);
    assertThat(quiet.isAttack(0)).isFalse();
    assertThat(quiet.modelRefusal(LARGE)).isZero();
    assertThat(quiet.modelWaitFactor(LARGE)).isEqualTo(1.5);
    assertThat(quiet.modelWaitFactor(MINI)).isEqualTo(1);
    assertThat(quiet.modelIncident(LARGE)).isEmpty();
  }

  @Test
  void aCascadeReachesWhatDependsOnItsRootLaterAndWeaker() {
    Conditions conditions =
        TimeRuns.conditions(
            run("'kind': 'cascading_degradation', 'factor': 6, 'target': 'db'", ""));
    // Peaks at 10, 20 and 30 minutes.
    assertThat(at(conditions, 10).toolLatencyFactor(DB)).isCloseTo(6, within(1e-9));
    assertThat(conditions.toolFailure(DB)).isCloseTo(0.1 + 5 * 0.05, within(1e-9));
    assertThat(conditions.toolLatencyFactor(API)).isEqualTo(1);
    assertThat(at(conditions, 20).toolLatencyFactor(API)).isCloseTo(1 + 5 * 0.6, within(1e-9));
    assertThat(conditions.toolIncident(API)).isEqualTo("cascading_degradation");
    assertThat(conditions.toolLatencyFactor(REPORT)).isEqualTo(1);
    assertThat(conditions.toolIncident(REPORT)).isEmpty();
    assertThat(at(conditions, 30).toolLatencyFactor(REPORT)).isCloseTo(1 + 5 * 0.36, within(1e-9));
    assertThat(conditions.toolFailure(REPORT)).isCloseTo(0.1 + 1.8 * 0.05, within(1e-9));
    // Half recovered.
    assertThat(at(conditions, 55).toolLatencyFactor(DB)).isCloseTo(3.5, within(1e-9));
    for (int tool = 0; tool < 4; tool++) {
      assertThat(at(conditions, 100).toolLatencyFactor(tool)).isEqualTo(1);
      assertThat(conditions.toolFailure(tool)).isEqualTo(0.1);
      assertThat(at(conditions, -1).toolLatencyFactor(tool)).isEqualTo(1);
      assertThat(conditions.toolIncident(tool)).isEmpty();
    }
    assertThat(at(conditions, 30).toolLatencyFactor(MAIL)).isEqualTo(1);
    assertThat(conditions.toolFailure(MAIL)).isEqualTo(0.1);
  }

  @Test
  void failureInACascadeIsCapped() {
    Conditions conditions =
        TimeRuns.conditions(
            run("'kind': 'cascading_degradation', 'factor': 100, 'target': 'db'", ""));
    assertThat(at(conditions, 10).toolFailure(DB)).isEqualTo(0.9);
  }

  @Test
  void aStormRefusesTheCallsOfItsModelOnly() {
    Conditions conditions =
        TimeRuns.conditions(run("'kind': 'rate_limit_storm', 'factor': 7, 'target': 'mini'", ""));
    assertThat(at(conditions, 50).modelRefusal(MINI)).isCloseTo(0.7, within(1e-9));
    assertThat(conditions.modelIncident(MINI)).isEqualTo("rate_limit_storm");
    assertThat(conditions.modelWaitFactor(MINI)).isEqualTo(1);
    assertThat(conditions.modelRefusal(LARGE)).isZero();
    assertThat(conditions.modelIncident(LARGE)).isEmpty();
    assertThat(at(conditions, 100).modelRefusal(MINI)).isZero();
    assertThat(conditions.modelIncident(MINI)).isEmpty();
    assertThat(at(conditions, -1).modelRefusal(MINI)).isZero();
    Conditions hard =
        TimeRuns.conditions(run("'kind': 'rate_limit_storm', 'factor': 20, 'target': 'mini'", ""));
    assertThat(at(hard, 50).modelRefusal(MINI)).isEqualTo(0.95);
  }

  @Test
  void attacksAreAsFrequentAsTheirShareOfDemand() {
    Conditions conditions = TimeRuns.conditions(run("'kind': 'ddos', 'factor': 5", ""));
    SplittableRandom random = new SplittableRandom(1);
    int attacks = 0;
    at(conditions, 50);
    for (int i = 0; i < 10_000; i++) {
      attacks += conditions.isAttack(random.nextDouble()) ? 1 : 0;
    }
    // Five standard deviations.
    assertThat(attacks).isBetween(7_800, 8_200);
    assertThat(at(conditions, 100).isAttack(0)).isFalse();
    assertThat(at(conditions, -0.1).isAttack(0)).isFalse();
    assertThat(at(TimeRuns.conditions(run("'kind': 'viral'", "")), 20).isAttack(0)).isFalse();
  }

  /** {@code db} has 0.75 calls a trace of half a second, {@code mail} none at all. */
  @Test
  void aCrowdMakesCallsWaitAndBeRefused() {
    String tools =
        "'tools': ["
            + TimeRuns.tool("db", "", ", 'concurrency': 1")
            + ","
            + TimeRuns.tool("api", "", ", 'rate_limit_per_minute': 15")
            + ","
            + TimeRuns.tool("mail", "", ", 'concurrency': 1, 'rate_limit_per_minute': 1")
            + "],";
    for (String kind : List.of("flash_crowd", "viral", "ddos")) {
      RunSpec spec = run("'kind': '" + kind + "', 'factor': 4", tools);
      Demand demand = TimeRuns.demand(spec);
      Conditions conditions = TimeRuns.conditions(spec);
      double quietRate = demand.tracesPerSecond(MONDAY_MS + HOUR_MS * 1.0);
      at(conditions, -10);
      double rho = quietRate * 0.75 * 0.5;
      assertThat(conditions.toolLatencyFactor(0)).isCloseTo(1 + rho / (1 - rho), within(1e-6));
      assertThat(conditions.toolRefusal(1)).isZero();
      assertThat(conditions.toolIncident(0)).isEmpty();
      assertThat(conditions.modelWaitFactor(LARGE)).isLessThan(1.15);

      at(conditions, 20.5);
      double rate = demand.tracesPerSecond(MONDAY_MS + 5 * HOUR_MS + 20.5 * MINUTE_MS);
      assertThat(rate / quietRate).isBetween(3.8, 4.0);
      assertThat(conditions.toolLatencyFactor(0)).isEqualTo(20);
      assertThat(conditions.toolRefusal(1))
          .isCloseTo(1 - 15 / (60 * rate * 0.25), within(1e-9))
          .isGreaterThan(0.3);
      assertThat(conditions.toolIncident(0)).isEqualTo(kind);
      assertThat(conditions.toolIncident(1)).isEqualTo(kind);
      assertThat(conditions.modelWaitFactor(LARGE)).isBetween(1.47, 1.5);
      assertThat(conditions.toolLatencyFactor(2)).isEqualTo(1);
      assertThat(conditions.toolRefusal(2)).isZero();
      assertThat(conditions.toolIncident(2)).isEmpty();

      at(conditions, 102);
      assertThat(conditions.toolLatencyFactor(0)).isCloseTo(1 + rho / (1 - rho), within(1e-6));
      assertThat(conditions.toolRefusal(1)).isZero();
      assertThat(conditions.toolIncident(1)).isEmpty();
    }
  }

  /** Exact for one server; for several within a few percent of Erlang's formula. */
  @Test
  void waitingFollowsTheQueue() {
    String tools = "'tools': [" + TimeRuns.tool("db", "", ", 'concurrency': 4") + "],";
    Contention contention = new Contention(TimeRuns.run(tools, 1, 1, 1, HOUR_MS));
    // All 0.75 calls a trace last half a second: utilisation 0.8 at 8.533 traces a second.
    double erlangC = 0.5964;
    assertThat(contention.waitFactor(0, 3.2 / 0.375))
        .isCloseTo(1 + erlangC / (4 * 0.2), within(0.03));
    assertThat(contention.waitFactor(0, 3.999 / 0.375)).isEqualTo(20);
    assertThat(contention.waitFactor(0, 40)).isEqualTo(20);
    assertThat(contention.waitFactor(0, 0)).isEqualTo(1);
  }

  /** Calls that calibration makes twice as long fill the servers at half the rate. */
  @Test
  void waitingFollowsTheCalibratedService() {
    String tools = "'tools': [" + TimeRuns.tool("db", "", ", 'concurrency': 4") + "],";
    RunSpec spec = TimeRuns.run(tools, 1, 1, 1, HOUR_MS);
    Contention plain = new Contention(spec);
    Contention slower = new Contention(spec.withCalibration(new Calibration(2, 1, List.of())));
    for (double rate = 0.5; rate < 5; rate += 0.5) {
      assertThat(slower.waitFactor(0, rate))
          .isCloseTo(plain.waitFactor(0, 2 * rate), within(1e-9))
          .isGreaterThan(plain.waitFactor(0, rate));
    }
  }

  /** Each tool and the platform have bursts of their own, whatever order times are asked in. */
  @Test
  void burstsAreOfEachToolAndKeepTheMean() {
    String bursts =
        "'error_bursts': {'mean_good_minutes': 30, 'mean_bad_minutes': 10, 'bad_factor': 8},";
    RunSpec spec = TimeRuns.run(bursts, 1, 1_000, 100, 90 * DAY_MS);
    Conditions conditions = TimeRuns.conditions(spec);
    double[] sums = new double[3];
    int differ = 0;
    int hours = 90 * 24;
    for (int hour = 0; hour < hours; hour++) {
      conditions.at(MONDAY_MS + hour * HOUR_MS);
      double db = conditions.toolFailure(DB);
      double api = conditions.toolFailure(API);
      sums[0] += db;
      sums[1] += api;
      sums[2] += conditions.errorRate(0.1);
      differ += db == api ? 0 : 1;
    }
    // Bad 8 times, 0.291; good 0.036: the mean's standard error is 0.0024; five of them.
    for (double sum : sums) {
      assertThat(sum / hours).isCloseTo(0.1, within(0.012));
    }
    // Apart in 2 x 1/4 x 3/4 of the hours; five standard deviations.
    assertThat(differ / (double) hours).isCloseTo(0.375, within(0.053));
    conditions.at(MONDAY_MS + 7 * HOUR_MS);
    double again = conditions.toolFailure(DB);
    Conditions fresh = TimeRuns.conditions(spec);
    fresh.at(MONDAY_MS + 7 * HOUR_MS);
    assertThat(fresh.toolFailure(DB)).isEqualTo(again);
  }
}
