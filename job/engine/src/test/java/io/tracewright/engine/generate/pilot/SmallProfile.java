package io.tracewright.engine.generate.pilot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;

/** A profile of two workloads, two models and two tools, written down here so that it stays. */
final class SmallProfile {
  static final WorkloadProfile PROFILE =
      ModelJson.read(
          """
          {"schema_version": 1, "name": "small", "seed": 1,
           "scale": {"traces": 1000, "users": 50},
           "window": {"days": 7, "weekend_factor": 0.3},
           "limits": {"max_trace_duration_ms": 60000, "max_spans_per_trace": 40},
           "workloads": [
             {"name": "chat", "category": "simple_chat", "share": 0.7, "error_rate": 0.02,
              "turns": {"min": 1, "max": 3}, "retrieval": 0.3},
             {"name": "agent", "category": "tool_use", "share": 0.3, "error_rate": 0.2,
              "turns": {"min": 2, "max": 6}, "tools_per_turn": {"min": 0, "max": 3},
              "tools": [{"name": "search", "weight": 3}, {"name": "book", "weight": 1}]}],
           "models": [
             {"name": "large", "version": "1", "share": 0.4,
              "input_usd_per_million_tokens": 5, "output_usd_per_million_tokens": 25,
              "context_tokens": 20000,
              "prompt_tokens": {"family": "lognormal", "median": 400, "sigma": 0.8},
              "completion_tokens": {"family": "uniform", "min": 50, "max": 900},
              "time_to_first_token_ms": {"family": "lognormal", "median": 700, "sigma": 0.4},
              "tokens_per_second": {"family": "constant", "value": 60}},
             {"name": "little", "version": "1", "share": 0.6,
              "input_usd_per_million_tokens": 0.5, "output_usd_per_million_tokens": 2,
              "context_tokens": 20000,
              "prompt_tokens": {"family": "lognormal", "median": 400, "sigma": 0.8},
              "completion_tokens": {"family": "uniform", "min": 50, "max": 900},
              "time_to_first_token_ms": {"family": "lognormal", "median": 300, "sigma": 0.4},
              "tokens_per_second": {"family": "constant", "value": 140}}],
           "tools": [
             {"name": "search", "type": "query", "failure_rate": 0.02, "cost_usd": 0.0005,
              "latency_ms": {"family": "lognormal", "median": 120, "sigma": 0.5}},
             {"name": "book", "type": "action", "failure_rate": 0.3, "cost_usd": 0.001,
              "latency_ms": {"family": "exponential", "mean": 300}}],
           "errors": [{"type": "timeout", "share": 0.5}, {"type": "rate_limit", "share": 0.5}]}
          """,
          WorkloadProfile.class);

  private SmallProfile() {}

  /**
   * The profile with some of its parts exchanged whole.
   *
   * @param parts JSON object in snake case, in which an apostrophe stands for a quotation mark
   */
  static WorkloadProfile with(String parts) {
    ObjectMapper json = ModelJson.mapper();
    try {
      ObjectNode profile = json.valueToTree(PROFILE);
      profile.setAll((ObjectNode) json.readTree(parts.replace('\'', '"')));
      return json.treeToValue(profile, WorkloadProfile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static RunSpec run(long seed, long traces, int tracesPerChunk) {
    return TestRuns.run(PROFILE, seed, traces, tracesPerChunk);
  }

  /** A run of half an hour, in which the tool {@code search} admits so many calls a minute. */
  static RunSpec inHalfAnHour(long traces, int searchesPerMinute) {
    return inHalfAnHour(traces, searchesPerMinute, "{}");
  }

  static RunSpec inHalfAnHour(long traces, int searchesPerMinute, String targets) {
    RunSpec week =
        TestRuns.run(
            with(
                "{'targets': "
                    + targets
                    + ", 'tools': [{'name': 'search', 'type': 'query', 'failure_rate': 0.02,"
                    + " 'rate_limit_per_minute': "
                    + searchesPerMinute
                    + ", 'latency_ms': {'family': 'lognormal', 'median': 120, 'sigma': 0.5}},"
                    + " {'name': 'book', 'type': 'action', 'failure_rate': 0.3,"
                    + " 'latency_ms': {'family': 'exponential', 'mean': 300}}]}"),
            3,
            traces,
            1000);
    return new RunSpec(
        week.runId(),
        week.profile(),
        week.seed(),
        week.traces(),
        week.tracesPerChunk(),
        week.windowStartMs(),
        week.windowStartMs() + 1_800_000,
        week.corpora(),
        week.live(),
        week.table());
  }
}
