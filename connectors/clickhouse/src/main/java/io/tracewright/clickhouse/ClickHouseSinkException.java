package io.tracewright.clickhouse;

/**
 * A failure that the connector cannot mend; the message says what happened and what to do.
 *
 * <p>It carries the kind so that a caller can tell a wait that was too short from a mistake.
 */
public final class ClickHouseSinkException extends RuntimeException {
  private final boolean transientFailure;

  ClickHouseSinkException(String message, boolean transientFailure, Throwable cause) {
    super(message, cause);
    this.transientFailure = transientFailure;
  }

  /** Whether the same request may succeed later without anyone changing anything. */
  public boolean isTransient() {
    return transientFailure;
  }
}
