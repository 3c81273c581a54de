package io.tracewright.clickhouse;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A failure that the connector cannot mend; the message says what happened and what to do.
 *
 * <p>It carries the kind so that a caller can tell a wait that was too short from a mistake. Flink
 * restarts a job after the first, and fails it at once after the second.
 */
public sealed class ClickHouseSinkException extends RuntimeException {
  private ClickHouseSinkException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A failure of either kind. */
  static ClickHouseSinkException of(String message, boolean transientFailure, Throwable cause) {
    return transientFailure
        ? new ClickHouseSinkException(message, cause)
        : new Final(message, cause);
  }

  /** Whether the same request may succeed later without anyone changing anything. */
  public boolean isTransient() {
    return true;
  }

  /** A failure that a restart would only meet again. */
  @ThrowableAnnotation(ThrowableType.NonRecoverableError)
  private static final class Final extends ClickHouseSinkException {
    private Final(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isTransient() {
      return false;
    }
  }
}
