package io.tracewright.engine.summary;

import java.io.Serializable;

/**
 * A span of a sampled trace.
 *
 * @param spanHigh identifier, most significant half
 * @param spanLow identifier, least significant half
 * @param parent place of its parent among the trace's steps; -1: the root, or an orphan
 * @param eventType value of {@code event_type}
 * @param operation value of {@code operation_name}
 * @param model value of {@code model_name}; empty: none
 * @param error value of {@code error_type}, {@code error} when a failed span names none; empty: it
 *     succeeded
 * @param retry whether it is tagged {@code retry}
 * @param offsetMs start since the trace's, milliseconds
 * @param latencyMs duration, milliseconds
 * @param promptTokens prompt tokens
 * @param completionTokens completion tokens
 * @param costUsd cost, US dollars
 * @param expectedMs what such a span took about that time, milliseconds: the median of its
 *     operation in its chunk, for model calls by completion tokens; 0: too few were seen
 */
public record Step(
    long spanHigh,
    long spanLow,
    int parent,
    String eventType,
    String operation,
    String model,
    String error,
    boolean retry,
    long offsetMs,
    double latencyMs,
    int promptTokens,
    int completionTokens,
    double costUsd,
    float expectedMs)
    implements Serializable {

  /** Whether it is a tool call. */
  public boolean isTool() {
    return eventType.equals("tool_call");
  }

  /** Whether it is a model call. */
  public boolean isModel() {
    return eventType.equals("llm_call");
  }

  /** Whether it failed. */
  public boolean failed() {
    return !error.isEmpty();
  }
}
