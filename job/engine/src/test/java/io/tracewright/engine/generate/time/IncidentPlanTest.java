package io.tracewright.engine.generate.time;

import static io.tracewright.engine.generate.time.TimeRuns.DAY_MS;
import static io.tracewright.engine.generate.time.TimeRuns.HOUR_MS;
import static io.tracewright.engine.generate.time.TimeRuns.MINUTE_MS;
import static io.tracewright.engine.generate.time.TimeRuns.MONDAY_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Fit;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IncidentPlanTest {
  private static final String STORMS =
      "'incidents': [{'kind': 'rate_limit_storm', 'per_week': 3, 'duration_minutes': 30}],";

  @Test
  void explicitIncidentsStandWhereTheyAreSetInTheOrderOfStarts() {
    RunSpec spec =
        TimeRuns.run(
            "'incidents': [{'kind': 'viral', 'at': 0.5, 'duration_minutes': 100},"
                + "{'kind': 'cascading_degradation', 'at': 0.25, 'duration_minutes': 60,"
                + "'factor': 3, 'target': 'mail'},"
                + "{'kind': 'ddos', 'at': 1, 'duration_minutes': 60},"
                + "{'kind': 'rate_limit_storm', 'at': 0, 'duration_minutes': 20, 'target': 'mini'},"
                + "{'kind': 'flash_crowd', 'at': 0.1, 'duration_minutes': 20}],",
            1,
            1_000,
            100,
            DAY_MS - TimeRuns.LONGEST_TRACE_MS);
    assertThat(IncidentPlan.of(spec))
        .containsExactly(
            planned(1, "rate_limit_storm", "mini", 0, 1, 20, 5),
            planned(2, "flash_crowd", "", 144, 145, 164, 10),
            planned(3, "cascading_degradation", "mail", 360, 366, 420, 3),
            planned(4, "viral", "", 720, 740, 820, 5),
            new PlannedIncident(
                5, "ddos", "", MONDAY_MS + DAY_MS - 1, MONDAY_MS + DAY_MS, MONDAY_MS + DAY_MS, 8));
  }

  private static PlannedIncident planned(
      int id, String kind, String target, int start, int peak, int end, double factor) {
    return new PlannedIncident(
        id,
        kind,
        target,
        MONDAY_MS + start * MINUTE_MS,
        MONDAY_MS + peak * MINUTE_MS,
        MONDAY_MS + end * MINUTE_MS,
        factor);
  }

  /** Mean and variance of a Poisson count; five standard errors of each. */
  @Test
  void incidentsByChanceAreAPoissonProcess() {
    int runs = 2_000;
    double[] counts = new double[runs];
    double[] places = new double[3 * runs];
    int place = 0;
    for (int seed = 0; seed < runs; seed++) {
      List<PlannedIncident> planned =
          IncidentPlan.of(TimeRuns.run(STORMS, seed, 1, 1, 14 * DAY_MS));
      counts[seed] = planned.size();
      for (PlannedIncident incident : planned) {
        assertThat(incident.endMs()).isLessThanOrEqualTo(MONDAY_MS + 14 * DAY_MS + 1_000);
        if (place < places.length) {
          places[place++] = (incident.startMs() - MONDAY_MS) / (14.0 * DAY_MS);
        }
      }
    }
    double mean = IntStream.range(0, runs).mapToDouble(i -> counts[i]).average().orElseThrow();
    double variance =
        IntStream.range(0, runs).mapToDouble(i -> Math.pow(counts[i] - mean, 2)).sum() / runs;
    assertThat(mean).isCloseTo(6, within(5 * Math.sqrt(6.0 / runs)));
    assertThat(variance).isCloseTo(6, within(5 * 6 * Math.sqrt(2.2 / runs)));
    // Whole plans in the order of starts: as a sample uniform, but for the last plan cut short.
    assertThat(Fit.ksP(places, x -> x)).isGreaterThan(Fit.FALSE_ALARM);
  }

  @Test
  void planIsAFunctionOfTheSpec() {
    RunSpec spec = TimeRuns.run(STORMS, 1, 1, 1, 28 * DAY_MS);
    assertThat(IncidentPlan.of(spec)).isNotEmpty().isEqualTo(IncidentPlan.of(spec));
    assertThat(IncidentPlan.of(TimeRuns.run(STORMS, 2, 1, 1, 28 * DAY_MS)))
        .isNotEqualTo(IncidentPlan.of(spec));
  }

  @Test
  void thereAreAThousandAtMost() {
    String many =
        "'incidents': [{'kind': 'viral', 'per_week': 10000, 'duration_minutes': 1},"
            + "{'kind': 'ddos', 'at': 0.5, 'duration_minutes': 1}],";
    RunSpec spec = TimeRuns.run(many, 1, 1, 1, 7 * DAY_MS);
    List<PlannedIncident> planned = IncidentPlan.of(spec);
    assertThat(planned).hasSize(1_000);
    assertThat(planned.get(999).id()).isEqualTo(1_000);
    assertThat(planned.get(999).startMs()).isGreaterThan(MONDAY_MS + 6 * DAY_MS);
  }

  @Test
  void cascadesBeginAtAToolThatOthersNeedAndStormsAtAModel() {
    String cascades =
        "'incidents': [{'kind': 'cascading_degradation', 'per_week': 50, 'duration_minutes': 1},"
            + "{'kind': 'rate_limit_storm', 'per_week': 50, 'duration_minutes': 1}],";
    List<PlannedIncident> planned = IncidentPlan.of(TimeRuns.run(cascades, 1, 1, 1, 14 * DAY_MS));
    assertThat(planned)
        .extracting(PlannedIncident::target)
        .containsOnly("db", "api", "large", "mini");
    String loose =
        "'tools': ["
            + TimeRuns.tool("a", "", "")
            + "],"
            + "'incidents': [{'kind': 'cascading_degradation', 'at': 0, 'duration_minutes': 1}],";
    assertThat(IncidentPlan.of(TimeRuns.run(loose, 1, 1, 1, HOUR_MS)).get(0).target())
        .isEqualTo("a");
  }
}
