package io.tracewright.model.corpus;

/** A record that is dropped, for the reason in the message; reading goes on. */
final class BadRecordException extends Exception {
  BadRecordException(String message) {
    super(message);
  }
}
