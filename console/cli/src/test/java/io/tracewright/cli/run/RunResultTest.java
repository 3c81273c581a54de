package io.tracewright.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunResultTest {
  @Test
  void costsStandAmongTheOtherFields() throws JsonProcessingException {
    JsonNode json = json(new RunCost(12.5, 12.25, 13.0, true, 1_000));
    assertThat(json.get("run_id").asText()).isEqualTo("r");
    assertThat(json.get("estimated_cost_usd").asDouble()).isEqualTo(12.5);
    assertThat(json.get("cost_usd").asDouble()).isEqualTo(12.25);
    assertThat(json.get("max_cost_usd").asDouble()).isEqualTo(13);
    assertThat(json.get("ended_by_budget").asBoolean()).isTrue();
    assertThat(json.get("planned_traces").asLong()).isEqualTo(1_000);
    assertThat(json.has("cost")).isFalse();
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws JsonProcessingException {
    JsonNode json = json(new RunCost(12.5, null, null, false, 1_000));
    assertThat(json.has("cost_usd")).isFalse();
    assertThat(json.has("max_cost_usd")).isFalse();
    assertThat(json.get("ended_by_budget").asBoolean()).isFalse();
  }

  private static JsonNode json(RunCost cost) throws JsonProcessingException {
    RunResult result =
        new RunResult("r", 1, 2, 2, 0, 1, 2, "events", "", "passed", 1, List.of(), cost, null);
    return new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(result));
  }
}
