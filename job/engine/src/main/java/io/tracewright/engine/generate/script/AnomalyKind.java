package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Anomalies;
import io.tracewright.model.profile.Anomalies.WeightedKind;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can go wrong on purpose; the signature of each stands in docs/anomalies.md. */
enum AnomalyKind {
  LATENCY_SPIKE(Needs.NOTHING),
  DEGRADATION(Needs.NOTHING),
  ERROR_BURST(Needs.NOTHING),
  SLOW_FIRST_TOKEN(Needs.NOTHING),
  THROUGHPUT_COLLAPSE(Needs.NOTHING),
  AGENT_LOOP(Needs.TOOLS),
  WRONG_TOOL(Needs.A_STRANGER),
  ODD_TOOL_SEQUENCE(Needs.TWO_TOOLS),
  HALLUCINATED_ARGUMENT(Needs.TOOLS),
  MALFORMED_ARGUMENT(Needs.TOOLS),
  UNNEEDED_TOOL_CALLS(Needs.TOOLS),
  CONTEXT_OVERFLOW(Needs.NOTHING),
  SILENT_TRUNCATION(Needs.NOTHING),
  TOKEN_SPIKE(Needs.NOTHING),
  CACHE_MISS(Needs.TURNS),
  REFUSED(Needs.NOTHING),
  PROMPT_INJECTION(Needs.NOTHING),
  GUARDRAIL_BYPASS(Needs.NOTHING),
  MALFORMED_OUTPUT(Needs.NOTHING),
  REPETITIVE_OUTPUT(Needs.NOTHING),
  CASCADING_RETRY(Needs.TOOLS),
  STALE_RETRIEVAL(Needs.NOTHING),
  EMPTY_RETRIEVAL(Needs.NOTHING),
  DUPLICATE_CALL(Needs.TOOLS),
  HANDOFF_PING_PONG(Needs.AGENTS),
  COST_RUNAWAY(Needs.NOTHING),
  ZOMBIE_TOOL(Needs.TOOLS),
  MISSING_STEP(Needs.TOOLS);

  /** Value of the column {@code anomaly}. */
  final String label = name().toLowerCase(Locale.ROOT);

  private final Needs needs;

  AnomalyKind(Needs needs) {
    this.needs = needs;
  }

  /** Whether the trace must reach a turn that calls tools for it to show. */
  boolean needsTools() {
    return needs == Needs.TOOLS || needs == Needs.TWO_TOOLS || needs == Needs.A_STRANGER;
  }

  /** Turns that the trace must have at least. */
  int leastTurns() {
    return needs == Needs.NOTHING ? 1 : 2;
  }

  /** The kinds that a workload's traces can show, as often as asked; null: none of those asked. */
  static Choice<AnomalyKind> choice(WorkloadProfile profile, Workload workload, Streams random) {
    Anomalies asked = profile.anomalies();
    List<WeightedKind> weights =
        asked.kinds().isEmpty()
            ? Arrays.stream(values()).map(kind -> new WeightedKind(kind.label, 1)).toList()
            : asked.kinds();
    List<WeightedKind> shown =
        weights.stream().filter(w -> of(w.kind()).needs.areMetBy(workload, profile)).toList();
    if (asked.rate() == 0 || shown.isEmpty()) {
      return null;
    }
    return Choice.of(
        random,
        shown.stream().map(w -> of(w.kind())).toList(),
        kind ->
            shown.stream().filter(w -> of(w.kind()) == kind).findFirst().orElseThrow().weight());
  }

  private static AnomalyKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** What a workload must have for an anomaly to show. */
  private enum Needs {
    NOTHING,
    TURNS,
    TOOLS,
    TWO_TOOLS,
    A_STRANGER,
    AGENTS;

    boolean areMetBy(Workload workload, WorkloadProfile profile) {
      int tools = workload.tools().size();
      return switch (this) {
        case NOTHING -> true;
        case TURNS -> workload.turns().max() > 1;
        case TOOLS -> WorkloadRole.callsTools(workload);
        case TWO_TOOLS -> WorkloadRole.callsTools(workload) && tools > 1;
        case A_STRANGER -> WorkloadRole.callsTools(workload) && tools < profile.tools().size();
        case AGENTS ->
            workload.turns().max() > 1
                && workload.subAgents() > 0
                && workload.agents().names().size() > 1;
      };
    }
  }
}
