package io.tracewright.engine.quality;

import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a sample of traces measures: of each trace its own figures, and of each operation and model
 * the first undisturbed call, so that the values of a measure are nearly independent of each other.
 */
final class TraceValues {
  static final String LATENCY = "latency_ms";
  static final String TOKENS = "total_tokens";
  static final String COST = "cost_usd";
  static final String TOOLS = "tool_calls";
  static final String FIRST_CALL_TOKENS = "completion_tokens of the first model call";
  static final String FIRST_CALL_LATENCY = "latency_ms of the first model call";

  /** A figure a trace, by measure. */
  private final SortedMap<String, List<Double>> traces = new TreeMap<>();

  /** Durations by operation, milliseconds. */
  private final SortedMap<String, List<Double>> latencies = new TreeMap<>();

  private final SortedMap<String, List<Double>> completionTokens = new TreeMap<>();

  /** Measures a sample; traces with a value that is no number tell nothing. */
  TraceValues(List<SampledTrace> sample) {
    sample.stream()
        .filter(trace -> trace.steps().stream().allMatch(TraceValues::isMeasured))
        .forEach(this::add);
  }

  private static boolean isMeasured(Step step) {
    return Double.isFinite(step.latencyMs()) && Double.isFinite(step.costUsd());
  }

  private void add(SampledTrace trace) {
    Set<String> known = new HashSet<>();
    double latencyMs = 0;
    double tokens = 0;
    double costUsd = 0;
    int tools = 0;
    boolean called = false;
    for (Step step : trace.steps()) {
      latencyMs = step.parent() < 0 ? Math.max(latencyMs, step.latencyMs()) : latencyMs;
      tokens += (double) step.promptTokens() + step.completionTokens();
      costUsd += step.costUsd();
      tools += step.isTool() ? 1 : 0;
      if (step.failed() || step.retry() || !known.add(step.operation())) {
        continue;
      }
      put(latencies, step.operation(), step.latencyMs());
      if (step.isModel()) {
        put(completionTokens, step.model(), step.completionTokens());
        if (!called) {
          put(traces, FIRST_CALL_TOKENS, step.completionTokens());
          put(traces, FIRST_CALL_LATENCY, step.latencyMs());
          called = true;
        }
      }
    }
    put(traces, LATENCY, latencyMs);
    put(traces, TOKENS, tokens);
    put(traces, COST, costUsd);
    put(traces, TOOLS, tools);
  }

  private static void put(SortedMap<String, List<Double>> into, String name, double value) {
    into.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  /** A figure a trace, in the order of the sample; those of calls where there was one. */
  double[] ofTraces(String measure) {
    return array(traces.getOrDefault(measure, List.of()));
  }

  /** Durations of the first undisturbed call of each operation in a trace, milliseconds. */
  SortedMap<String, double[]> latencies() {
    return arrays(latencies);
  }

  /** Completion tokens of the first undisturbed call of each model in a trace. */
  SortedMap<String, double[]> completionTokens() {
    return arrays(completionTokens);
  }

  private static SortedMap<String, double[]> arrays(SortedMap<String, List<Double>> lists) {
    SortedMap<String, double[]> arrays = new TreeMap<>();
    lists.forEach((name, list) -> arrays.put(name, array(list)));
    return arrays;
  }

  private static double[] array(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
