package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * A kind of request and the shape of the traces that it makes.
 *
 * @param name value of {@code workload_type}
 * @param category corpus category ({@code simple_chat}, {@code rag_pipeline}, {@code tool_use},
 *     {@code multi_turn_tool_use}, {@code failed_request}, {@code custom_domain})
 * @param domain subject area written to {@code domain}
 * @param share share of traces, 0 to 1
 * @param errorRate probability that a trace fails, 0 to 1
 * @param turns model calls in the agent's loop
 * @param toolsPerTurn tool calls that follow each model call but the last
 * @param toolPatterns how the tool calls of a turn hang together
 * @param retrieval probability that the trace retrieves documents first, 0 to 1
 * @param guardrail probability that input is checked by a guardrail, 0 to 1
 * @param subAgents probability that a turn is delegated to a sub-agent, 0 to 1
 * @param agents which sub-agents there are and how one is chosen
 * @param tools tools that may be called; empty: none is
 * @param sequences fixed orders of steps that take the place of a turn's tool calls
 * @param corpora corpora to draw from; empty: all of the run, evenly by record
 * @param dependence rank correlations that its traces must show; null: those that come by nature
 */
public record Workload(
    String name,
    String category,
    String domain,
    double share,
    double errorRate,
    CountRange turns,
    CountRange toolsPerTurn,
    ToolPatterns toolPatterns,
    double retrieval,
    double guardrail,
    double subAgents,
    Agents agents,
    List<WeightedTool> tools,
    List<WeightedSequence> sequences,
    List<WeightedCorpus> corpora,
    Dependence dependence)
    implements Serializable {

  /** Value of {@code domain} where there is none in particular. */
  static final String NO_DOMAIN = "general";

  public Workload {
    domain = domain == null ? NO_DOMAIN : domain;
    turns = turns == null ? new CountRange(1, 1) : turns;
    toolsPerTurn = toolsPerTurn == null ? new CountRange(0, 0) : toolsPerTurn;
    toolPatterns = toolPatterns == null ? ToolPatterns.DEFAULT : toolPatterns;
    agents = agents == null ? Agents.DEFAULT : agents;
    tools = tools == null ? List.of() : List.copyOf(tools);
    sequences = sequences == null ? List.of() : List.copyOf(sequences);
    corpora = corpora == null ? List.of() : List.copyOf(corpora);
  }

  /** Spans of an undisturbed trace in the mean: root, guardrail, retrieval, turns and tools. */
  double expectedSpans() {
    double turnsBeforeAnswer = Math.max(1, turns.mean()) - 1;
    double toolsEach = tools.isEmpty() ? 0 : toolsPerTurn.mean();
    return 1 + guardrail + 3 * retrieval + 1 + turnsBeforeAnswer * (1 + toolsEach + subAgents);
  }
}
