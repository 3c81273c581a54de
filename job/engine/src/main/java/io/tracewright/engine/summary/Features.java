package io.tracewright.engine.summary;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Computes a trace's {@link Feature}s. */
final class Features {
  private Features() {}

  static double[] of(List<Step> steps) {
    EnumMap<Feature, Double> raw = new EnumMap<>(Feature.class);
    Set<String> tools = new HashSet<>();
    boolean[] isParent = new boolean[steps.size()];
    double rootMs = -1;
    double longestMs = 0;
    double modelMs = 0;
    double toolMs = 0;
    for (Step step : steps) {
      if (step.parent() >= 0) {
        isParent[step.parent()] = true;
      } else {
        rootMs = Math.max(rootMs, step.latencyMs());
      }
      longestMs = Math.max(longestMs, step.latencyMs());
      raw.merge(Feature.PROMPT_TOKENS, (double) step.promptTokens(), Double::sum);
      raw.merge(Feature.COMPLETION_TOKENS, (double) step.completionTokens(), Double::sum);
      raw.merge(Feature.COST_MICRO_USD, (step.costUsd() * 1e6), Double::sum);
      raw.merge(Feature.ERRORS, (double) (step.failed() ? 1 : 0), Double::sum);
      raw.merge(Feature.RETRIES, (double) (step.retry() ? 1 : 0), Double::sum);
      switch (step.eventType()) {
        case "llm_call" -> {
          raw.merge(Feature.MODEL_CALLS, 1.0, Double::sum);
          modelMs += step.latencyMs();
        }
        case "tool_call" -> {
          raw.merge(Feature.TOOL_CALLS, 1.0, Double::sum);
          tools.add(step.operation());
          toolMs += step.latencyMs();
        }
        case "retrieval" -> raw.merge(Feature.RETRIEVALS, 1.0, Double::sum);
        case "agent" ->
            raw.merge(Feature.SUB_AGENTS, (double) (step.parent() >= 0 ? 1 : 0), Double::sum);
        default -> {
          // Counted among the spans only.
        }
      }
    }
    double longestLeafMs = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (!isParent[i]) {
        longestLeafMs = Math.max(longestLeafMs, steps.get(i).latencyMs());
      }
    }
    double durationMs = rootMs >= 0 ? rootMs : longestMs;
    raw.put(Feature.DURATION_MS, durationMs);
    raw.put(Feature.SPANS, (double) steps.size());
    raw.put(Feature.DISTINCT_TOOLS, (double) tools.size());
    if (durationMs > 0) {
      raw.put(Feature.MODEL_TIME_SHARE, modelMs / durationMs);
      raw.put(Feature.TOOL_TIME_SHARE, toolMs / durationMs);
      raw.put(Feature.LONGEST_STEP_SHARE, longestLeafMs / durationMs);
    }
    return Arrays.stream(Feature.values())
        .mapToDouble(feature -> feature.scaled(raw.getOrDefault(feature, 0.0)))
        .toArray();
  }
}
