package io.tracewright.cli.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a run's simulated calls cost, US dollars.
 *
 * @param estimatedUsd as estimated before the run
 * @param usd as summed over its rows afterwards; null: not known
 * @param maxUsd what they may cost; null: anything
 * @param cutShort whether the budget ended the run before its plan did
 * @param plannedTraces traces that the run would have made without a budget
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunCost(
    @JsonProperty("estimated_cost_usd") double estimatedUsd,
    @JsonProperty("cost_usd") Double usd,
    @JsonProperty("max_cost_usd") Double maxUsd,
    @JsonProperty("ended_by_budget") boolean cutShort,
    @JsonProperty("planned_traces") long plannedTraces) {

  static RunCost of(PreparedRun run, Double usd) {
    return new RunCost(
        run.estimate().costUsd(), usd, run.maxCostUsd(), run.isCutShort(), run.spec().traces());
  }
}
