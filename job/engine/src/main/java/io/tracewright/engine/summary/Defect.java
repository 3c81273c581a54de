package io.tracewright.engine.summary;

/** What can be wrong with a span or a trace of any table, whoever made it. */
public enum Defect {
  /** A required value is missing, not of its type, out of range or not one of the known. */
  SCHEMA("a required value is missing, out of its range or not a known one"),
  /** A parent that is no span of the trace. */
  ORPHAN("a span's parent is not in its trace"),
  /** The same span again. */
  DUPLICATE("a span is there more than once"),
  /** A start outside the run's window, or in the future. */
  OUT_OF_WINDOW("a span starts outside the window"),
  /** A start or an end outside the parent's. */
  OUTSIDE_PARENT("a span starts before or ends after its parent"),
  /** A trace without a root, or with several. */
  ROOTS("a trace has no root or more than one"),
  /** A trace of two tenants, users or sessions. */
  MIXED_USER("spans of a trace have different tenants, users or sessions"),
  /** Total tokens that are not prompt and completion tokens. */
  TOKEN_SUM("total tokens are not prompt tokens plus completion tokens"),
  /** A step of a chain that starts before the one before has ended. */
  ORDER("a step starts before the one before it has ended");

  private final String statement;

  Defect(String statement) {
    this.statement = statement;
  }

  /** What is wrong, for people. */
  public String statement() {
    return statement;
  }
}
