package io.tracewright.cli.flink;

import java.io.IOException;

/** Flink answered a REST call with an error. */
public final class FlinkRestException extends IOException {
  private final int status;

  FlinkRestException(int status, String errors) {
    super(errors);
    this.status = status;
  }

  /** HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** Flink's message without the Java around it: the innermost cause it names. */
  public String rootCause() {
    return FlinkRest.rootCause(getMessage());
  }
}
