package io.tracewright.engine.summary;

import java.util.Locale;

/**
 * What a trace is described by when traces are compared. Each can be computed from the rows of a
 * trace in SQL by one aggregate; the view {@code trace_features} does. Counts and amounts are taken
 * as {@code ln(1 + x)}, so that "twice as many" is a distance.
 */
public enum Feature {
  /** Duration of the root, or of the longest span when there is none, milliseconds. */
  DURATION_MS(true),
  /** Number of spans. */
  SPANS(true),
  /** Number of {@code llm_call} spans. */
  MODEL_CALLS(true),
  /** Number of {@code tool_call} spans. */
  TOOL_CALLS(true),
  /** Number of different operations among them. */
  DISTINCT_TOOLS(true),
  /** Number of {@code retrieval} spans. */
  RETRIEVALS(true),
  /** Number of {@code agent} spans below the root. */
  SUB_AGENTS(true),
  /** Number of spans with status {@code error}. */
  ERRORS(true),
  /** Number of spans tagged {@code retry}. */
  RETRIES(true),
  /** Sum of prompt tokens. */
  PROMPT_TOKENS(true),
  /** Sum of completion tokens. */
  COMPLETION_TOKENS(true),
  /** Sum of costs, millionths of a US dollar. */
  COST_MICRO_USD(true),
  /** Sum of the durations of model calls over the trace's: more than 1 when they are parallel. */
  MODEL_TIME_SHARE(false),
  /** Sum of the durations of tool calls over the trace's. */
  TOOL_TIME_SHARE(false),
  /** Duration of the longest span without children over the trace's, 0 to 1. */
  LONGEST_STEP_SHARE(false);

  private final boolean logarithmic;

  Feature(boolean logarithmic) {
    this.logarithmic = logarithmic;
  }

  /** The scale on which the feature is compared. */
  public double scaled(double value) {
    return logarithmic ? StrictMath.log1p(value) : value;
  }

  /** The value that a place on the scale belongs to. */
  public double unscaled(double scaled) {
    return logarithmic ? StrictMath.expm1(scaled) : scaled;
  }

  /** Name in tables and reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
