package io.tracewright.engine.quality;

/** A rule that every stored trace keeps. */
public enum TraceRule {
  ONE_ROOT("a trace has exactly one span without a parent"),
  PARENT_EXISTS("a span's parent is a span of the same trace and stands before it"),
  INSIDE_PARENT("a span starts and ends within its parent"),
  INSIDE_WINDOW("a span starts and ends within the run's window"),
  KNOWN_VALUES("workload type, event type and status are known values"),
  FINITE_MEASURES("latency, load and cost are finite and not negative"),
  TOKEN_SUM("total tokens are prompt tokens plus completion tokens"),
  ONE_USER("all spans of a trace have the same tenant, user and session");

  private final String statement;

  TraceRule(String statement) {
    this.statement = statement;
  }

  /** What the rule demands, for people. */
  public String statement() {
    return statement;
  }
}
