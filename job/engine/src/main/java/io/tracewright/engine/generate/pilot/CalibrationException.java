package io.tracewright.engine.generate.pilot;

/** A profile asks for what its run cannot show; the message names option, wish and best. */
public final class CalibrationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  CalibrationException(String message) {
    super(message);
  }
}
