package io.tracewright.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.cli.run.Plans;
import io.tracewright.cli.run.Variants;
import io.tracewright.cli.text.Amounts;
import io.tracewright.engine.generate.pilot.RunEstimate;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
  /** Two zones twelve hours apart, awake from 08:00 to 20:00, at work on weekdays. */
  private static final WorkloadProfile PROFILE =
      Variants.of(
          Presets.read("default"),
          "{'window': {'days': 7, 'weekend_factor': 0.5, 'time_zones': ["
              + "{'zone': 'Asia/Bangkok', 'share': 0.25}, {'zone': 'Etc/GMT+5', 'share': 0.75}],"
              + "'hourly_weights': [0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,2,0,0,0,0]},"
              + "'arrivals': {}, 'incidents': [], 'budget': {'max_cost_usd': 1},"
              + "'anomalies': {'rate': 0.02, 'kinds': [], 'hidden': true}}");

  private static final Explanation EXPLANATION = explain(PROFILE, 3);

  @Test
  void demandFollowsTheClocksOfItsZones() {
    DemandShape demand = EXPLANATION.demand();
    assertThat(demand.zones()).hasSize(2);
    List<Double> bangkok = demand.zones().get(0).hourlyTraces();
    List<Double> west = demand.zones().get(1).hourlyTraces();
    assertThat(bangkok.get(3)).isZero();
    assertThat(bangkok.get(8)).isPositive();
    assertThat(bangkok.get(19) / bangkok.get(12)).isCloseTo(2, within(0.05));
    assertThat(west.get(12) / bangkok.get(12)).as("0.75 to 0.25").isCloseTo(3, within(0.05));
    // 12:00 at GMT-5 is 17:00 UTC; Sunday's are half of Monday's.
    List<Double> week = demand.hourOfWeekUtc();
    assertThat(week).hasSize(168).doesNotContainNull();
    assertThat(week.get(6 * 24 + 17) / week.get(17)).isCloseTo(0.5, within(0.05));
    double sum = week.stream().mapToDouble(Double::doubleValue).sum();
    assertThat(sum)
        .as("all traces of the week")
        .isCloseTo((double) EXPLANATION.traces(), within(20.0));
  }

  @Test
  void chartsShowIt() {
    List<String> lines = DemandChart.lines(EXPLANATION.demand());
    assertThat(lines.stream().filter(line -> line.matches("  (Mon|Tue|Wed|Thu|Fri|Sat|Sun) .*")))
        .hasSize(7);
    assertThat(String.join("\n", lines))
        .contains("  Asia/Bangkok   25.0 %  ▁▁▁▁▁▁▁▁▅▅▅▅▅▅▅▅▅▅▅█▁▁▁▁  peak ")
        .contains(" an hour at 19:00");
  }

  @Test
  void textTellsTheMixAndWhatTheBudgetDoes() {
    String text = String.join("\n", ExplanationText.lines(EXPLANATION));
    assertThat(text)
        .contains("2,000 traces from 2026-03-03T00:00:00Z to 2026-03-10T00:00:00Z, seed 3")
        .contains("12 traces an hour in the mean, ")
        .contains(" in the busiest quarter of an hour, as a rate\n")
        .contains("By hour of the week, UTC, the mean of each; █ is ")
        .contains("Incidents that this seed plans\n  none")
        .contains("  about 40 of 2,000 traces, 2.0 %; told by ground_truth only\n  kind ")
        .containsPattern("\n  latency_spike +1\\.?[0-9]* +3\\.[0-9] %\n")
        .contains("The budget of $1.00 ends the run after about ");
    PROFILE.workloads().forEach(workload -> assertThat(text).contains("  " + workload.name()));
    PROFILE.models().forEach(model -> assertThat(text).contains("  " + model.name()));
    PROFILE.tools().forEach(tool -> assertThat(text).contains("  " + tool.name()));
    assertThat(text.lines()).allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void incidentsHaveTimesThatPeopleCanRead() throws JsonProcessingException {
    WorkloadProfile crowded =
        Variants.of(
            PROFILE,
            "{'incidents': [{'kind': 'flash_crowd', 'at': 0.5,"
                + " 'duration_minutes': 60, 'factor': 3}]}");
    JsonNode json = new ObjectMapper().readTree(ModelJson.write(explain(crowded, 3)));
    assertThat(json.at("/incidents/0/kind").asText()).isEqualTo("flash_crowd");
    assertThat(json.at("/incidents/0/started_at").asText()).isEqualTo("2026-03-06T12:00:00Z");
    assertThat(Instant.parse(json.at("/incidents/0/ended_at").asText()))
        .isAfter(Instant.parse(json.at("/incidents/0/peaked_at").asText()));
  }

  @Test
  void theTimeOfGenerationIsTold() throws JsonProcessingException {
    long rows = EXPLANATION.expected().rows();
    assertThat(String.join("\n", ExplanationText.lines(EXPLANATION)))
        .contains("\n  generating takes about 20 s at " + Amounts.count(rows / 20.0));
    JsonNode json = new ObjectMapper().readTree(ModelJson.write(EXPLANATION));
    assertThat(json.at("/time/seconds").asDouble()).isCloseTo(20, within(1e-9));
  }

  @Test
  void jsonTellsTheSame() throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(ModelJson.write(EXPLANATION));
    assertThat(json.at("/demand/hour_of_week_utc")).hasSize(168);
    assertThat(json.at("/demand/zones/1/zone").asText()).isEqualTo("Etc/GMT+5");
    assertThat(json.at("/expected/workloads")).hasSize(PROFILE.workloads().size());
    assertThat(json.at("/expected/rows").asLong()).isEqualTo(EXPLANATION.expected().rows());
    assertThat(json.at("/anomalies/traces").asDouble()).isCloseTo(40, within(1e-9));
    assertThat(json.at("/max_cost_usd").asDouble()).isEqualTo(1);
  }

  @Test
  void hoursOutsideAShortWindowAreLeftOut() {
    WorkloadProfile day = Variants.of(PROFILE, "{'window': {'days': 1}}");
    DemandShape demand = explain(day, 3).demand();
    assertThat(demand.hourOfWeekUtc().stream().filter(Objects::nonNull)).hasSize(24);
    // 2026-03-09 is a Monday.
    assertThat(demand.hourOfWeekUtc().subList(0, 24)).doesNotContainNull();
  }

  private static Explanation explain(WorkloadProfile profile, long seed) {
    RunSpec spec = Plans.of(profile, 2_000L, seed, null);
    long rows = RunEstimate.of(spec, CorpusRecords.builtin()).rows();
    return Explanation.of(spec, CorpusRecords.builtin(), rows / 20.0);
  }
}
