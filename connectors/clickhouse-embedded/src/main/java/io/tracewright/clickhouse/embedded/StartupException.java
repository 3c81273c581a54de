package io.tracewright.clickhouse.embedded;

/**
 * A reason why the server cannot start that its user can do something about; the text says what.
 */
final class StartupException extends Exception {

  private static final long serialVersionUID = 1L;

  StartupException(String message) {
    super(message);
  }
}
