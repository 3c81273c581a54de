package io.tracewright.model.profile;

import java.util.List;

/** Kinds of anomalies that can be put into traces: values of {@code anomaly}. */
public final class AnomalyKinds {

  private static final List<String> NAMES =
      List.of(
          "latency_spike",
          "degradation",
          "error_burst",
          "slow_first_token",
          "throughput_collapse",
          "agent_loop",
          "wrong_tool",
          "odd_tool_sequence",
          "hallucinated_argument",
          "malformed_argument",
          "unneeded_tool_calls",
          "context_overflow",
          "silent_truncation",
          "token_spike",
          "cache_miss",
          "refused",
          "prompt_injection",
          "guardrail_bypass",
          "malformed_output",
          "repetitive_output",
          "cascading_retry",
          "stale_retrieval",
          "empty_retrieval",
          "duplicate_call",
          "handoff_ping_pong",
          "cost_runaway",
          "zombie_tool",
          "missing_step");

  private AnomalyKinds() {}

  /** All kinds, in the order of the schema. */
  public static List<String> names() {
    return NAMES;
  }
}
