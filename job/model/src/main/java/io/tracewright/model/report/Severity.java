package io.tracewright.model.report;

/** How much a finding weighs. */
public enum Severity {
  /** Worth knowing; the data may be used. */
  INFO,
  /** Odd, but not against what was asked. */
  WARNING,
  /** The data is not what it should be: the verdict is bad. */
  CRITICAL
}
