package io.tracewright.migrations;

/** A table that stood there before has other columns than ours; the message names them. */
public final class TableShapeException extends RuntimeException {
  TableShapeException(String message) {
    super(message);
  }
}
