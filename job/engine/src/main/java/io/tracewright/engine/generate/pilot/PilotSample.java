package io.tracewright.engine.generate.pilot;

import java.util.List;

/**
 * What a sample of a run's traces measures: a number a trace in each series, in one order, and sums
 * by model and tool.
 *
 * @param workload position of the trace's workload in the profile, from 0
 * @param latencyMs duration of the root, milliseconds
 * @param promptTokens prompt tokens of all spans
 * @param completionTokens completion tokens of all spans
 * @param tokens prompt and completion tokens of all spans
 * @param costUsd cost of all spans, US dollars
 * @param toolCalls tool calls, retries included
 * @param failed 1 when the root failed, else 0
 * @param anomalous 1 when any span is marked as an anomaly, else 0
 * @param undisturbed 1 when the trace lies in no incident and no span is marked, else 0
 * @param rows spans
 * @param bytes size of the rows in the {@code events} table before compression
 * @param models calls of each model, in the profile's order
 * @param tools calls of each tool, in the profile's order
 */
public record PilotSample(
    Series workload,
    Series latencyMs,
    Series promptTokens,
    Series completionTokens,
    Series tokens,
    Series costUsd,
    Series toolCalls,
    Series failed,
    Series anomalous,
    Series undisturbed,
    Series rows,
    Series bytes,
    List<Use> models,
    List<Use> tools) {

  public PilotSample {
    models = List.copyOf(models);
    tools = List.copyOf(tools);
  }

  /** Number of traces. */
  public int traces() {
    return latencyMs.size();
  }

  /**
   * How a model or tool was used.
   *
   * @param name its name
   * @param version the model's version; empty for a tool
   * @param calls number of calls, retries included
   * @param failed number of calls that failed
   * @param tokens prompt and completion tokens
   * @param costUsd cost, US dollars
   */
  public record Use(
      String name, String version, long calls, long failed, long tokens, double costUsd) {}
}
