package io.tracewright.cli;

/**
 * Something that its user can mend: the message names what was given and the rule, and is printed
 * as it is, without a stack trace.
 */
public final class UserError extends RuntimeException {
  /** Exit code for bad input. */
  public static final int BAD_INPUT = 2;

  /** Exit code for a run that failed or a check that did not hold. */
  public static final int FAILED = 1;

  private final int exitCode;

  private UserError(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** An option or file that cannot be used. */
  public static UserError badInput(String message) {
    return new UserError(BAD_INPUT, message, null);
  }

  /** An option or file that cannot be used, and why. */
  public static UserError badInput(String message, Throwable cause) {
    return new UserError(BAD_INPUT, message, cause);
  }

  /** Work that was begun and did not succeed. */
  public static UserError failed(String message) {
    return new UserError(FAILED, message, null);
  }

  /** Work that was begun and did not succeed, and why. */
  public static UserError failed(String message, Throwable cause) {
    return new UserError(FAILED, message, cause);
  }

  public int exitCode() {
    return exitCode;
  }
}
