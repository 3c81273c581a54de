package io.tracewright.model.profile;

import java.util.Locale;

/** What can go wrong on purpose; the signature of each stands in docs/anomalies.md. */
public enum AnomalyKind {
  LATENCY_SPIKE(Need.NOTHING),
  DEGRADATION(Need.NOTHING),
  ERROR_BURST(Need.NOTHING),
  SLOW_FIRST_TOKEN(Need.NOTHING),
  THROUGHPUT_COLLAPSE(Need.NOTHING),
  AGENT_LOOP(Need.TOOLS),
  WRONG_TOOL(Need.A_STRANGER),
  ODD_TOOL_SEQUENCE(Need.TWO_TOOLS),
  HALLUCINATED_ARGUMENT(Need.TOOLS),
  MALFORMED_ARGUMENT(Need.TOOLS),
  UNNEEDED_TOOL_CALLS(Need.TOOLS),
  CONTEXT_OVERFLOW(Need.NOTHING),
  SILENT_TRUNCATION(Need.NOTHING),
  TOKEN_SPIKE(Need.NOTHING),
  CACHE_MISS(Need.TURNS),
  REFUSED(Need.NOTHING),
  PROMPT_INJECTION(Need.NOTHING),
  GUARDRAIL_BYPASS(Need.A_GUARDRAIL),
  MALFORMED_OUTPUT(Need.NOTHING),
  REPETITIVE_OUTPUT(Need.NOTHING),
  CASCADING_RETRY(Need.TOOLS),
  STALE_RETRIEVAL(Need.RETRIEVAL),
  EMPTY_RETRIEVAL(Need.RETRIEVAL),
  DUPLICATE_CALL(Need.TOOLS),
  HANDOFF_PING_PONG(Need.AGENTS),
  COST_RUNAWAY(Need.NOTHING),
  ZOMBIE_TOOL(Need.TOOLS),
  MISSING_STEP(Need.TOOLS);

  private final String label = name().toLowerCase(Locale.ROOT);
  private final Need need;

  AnomalyKind(Need need) {
    this.need = need;
  }

  /** Value of the column {@code anomaly}, and its name in a profile. */
  public String label() {
    return label;
  }

  /**
   * The kind of a label.
   *
   * @throws IllegalArgumentException for a label that is no kind's
   */
  public static AnomalyKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Whether traces of a workload can show it. */
  public boolean isShownBy(Workload workload, WorkloadProfile profile) {
    return need.isMetBy(workload, profile);
  }

  /** Whether the trace must reach a turn that calls tools for it to show. */
  public boolean needsTools() {
    return need == Need.TOOLS || need == Need.TWO_TOOLS || need == Need.A_STRANGER;
  }

  /** Turns that the trace must have at least. */
  public int leastTurns() {
    return needsTools() || need == Need.TURNS || need == Need.AGENTS ? 2 : 1;
  }

  /** What a workload must have to show it, in words: the end of "it needs a workload with …". */
  String need() {
    return need.words;
  }

  /** What a workload must have for an anomaly to show. */
  private enum Need {
    NOTHING("a share above 0"),
    TURNS("turns.max above 1"),
    TOOLS("tools, turns.max above 1 and tools_per_turn.max above 0"),
    TWO_TOOLS("two tools, turns.max above 1 and tools_per_turn.max above 0"),
    A_STRANGER("tools, not all of the catalogue, turns.max above 1 and tools_per_turn.max above 0"),
    A_GUARDRAIL("guardrail above 0"),
    RETRIEVAL("retrieval above 0"),
    AGENTS("turns.max above 1, sub_agents above 0 and two agents.names");

    private final String words;

    Need(String words) {
      this.words = words;
    }

    boolean isMetBy(Workload workload, WorkloadProfile profile) {
      int tools = workload.tools().size();
      return switch (this) {
        case NOTHING -> true;
        case TURNS -> workload.turns().max() > 1;
        case TOOLS -> callsTools(workload);
        case TWO_TOOLS -> callsTools(workload) && tools > 1;
        case A_STRANGER -> callsTools(workload) && tools < profile.tools().size();
        case A_GUARDRAIL -> workload.guardrail() > 0;
        case RETRIEVAL -> workload.retrieval() > 0;
        case AGENTS ->
            workload.turns().max() > 1
                && workload.subAgents() > 0
                && workload.agents().names().size() > 1;
      };
    }

    private static boolean callsTools(Workload workload) {
      return !workload.tools().isEmpty()
          && workload.turns().max() > 1
          && workload.toolsPerTurn().max() > 0;
    }
  }
}
