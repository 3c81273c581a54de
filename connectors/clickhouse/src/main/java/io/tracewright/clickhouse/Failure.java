package io.tracewright.clickhouse;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.ServerException;

/**
 * A failed request, sorted and ready to be told.
 *
 * @param code ClickHouse's error code; 0 if the server gave none
 * @param text ClickHouse's words, or what happened to the connection; shortened
 * @param cause as thrown
 */
record Failure(FailureKind kind, int code, String text, Throwable cause) {
  private static final int MAX_TEXT_CHARS = 1_000;

  static Failure of(Throwable thrown) {
    FailureKind kind = FailureKind.of(thrown);
    ServerException answer = FailureKind.find(thrown, ServerException.class);
    if (answer != null) {
      return new Failure(kind, Math.max(0, answer.getCode()), shorten(answer.getMessage()), thrown);
    }
    return new Failure(kind, 0, shorten(describe(thrown)), thrown);
  }

  /** Code and text in one phrase, such as {@code code 60: Table … does not exist}. */
  String describe() {
    return code == 0 ? text : "code " + code + ": " + text;
  }

  /** The innermost cause says what happened; what wraps it only says that something did. */
  private static String describe(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    String name = innermost.getClass().getSimpleName();
    boolean plain = innermost instanceof ClickHouseException;
    String message = innermost.getMessage();
    return message == null ? name : plain ? message : name + ": " + message;
  }

  private static String shorten(String text) {
    if (text == null) {
      return "no message";
    }
    String line = text.strip();
    return line.length() <= MAX_TEXT_CHARS ? line : line.substring(0, MAX_TEXT_CHARS) + "…";
  }
}
