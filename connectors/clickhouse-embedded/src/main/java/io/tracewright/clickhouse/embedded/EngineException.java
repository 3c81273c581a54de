package io.tracewright.clickhouse.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error of ClickHouse: its code and its text, worded as the real server words it. */
final class EngineException extends Exception {

  static final int SYNTAX_ERROR = 62;
  static final int UNKNOWN_DATABASE = 81;
  static final int READONLY = 164;
  static final int TOO_MANY_SIMULTANEOUS_QUERIES = 202;
  static final int TOO_MANY_BYTES = 307;
  static final int INTO_OUTFILE_NOT_ALLOWED = 358;
  static final int BAD_ARGUMENTS = 36;
  static final int NOT_IMPLEMENTED = 48;
  static final int CANNOT_DECOMPRESS = 271;
  static final int SESSION_NOT_FOUND = 372;
  static final int SESSION_IS_LOCKED = 373;
  static final int QUERY_WAS_CANCELLED = 394;
  static final int AUTHENTICATION_FAILED = 516;

  private static final long serialVersionUID = 1L;
  private static final int UNKNOWN_EXCEPTION = 1002;

  private static final Pattern PREFIX = Pattern.compile("^Code: (\\d+)\\. DB::Exception: ");
  private static final Pattern VERSION = Pattern.compile(" \\(version [^()]*(\\([^()]*\\))?\\)$");

  private final int code;

  private EngineException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** An error that the server itself raises, in the engine's wording. */
  static EngineException of(int code, String name, String text) {
    return new EngineException(
        code, "Code: " + code + ". DB::Exception: " + text + ". (" + name + ")");
  }

  /**
   * An error as the engine reported it.
   *
   * <p>The library wraps some errors in one or more copies of their own frame ({@code Code: 115.
   * DB::Exception: Code: 115. DB::Exception: … (UNKNOWN_SETTING) (version …). (UNKNOWN_SETTING)});
   * the copies are taken off again, and the version, which {@link #withVersion} adds.
   */
  static EngineException parse(String reported) {
    String text =
        reported.startsWith("Error: ") ? reported.substring("Error: ".length()) : reported;
    text = VERSION.matcher(text.strip()).replaceFirst("");
    Matcher prefix = PREFIX.matcher(text);
    if (!prefix.find()) {
      return new EngineException(
          UNKNOWN_EXCEPTION,
          "Code: " + UNKNOWN_EXCEPTION + ". DB::Exception: " + text + ". (UNKNOWN_EXCEPTION)");
    }
    String frame = prefix.group();
    while (text.startsWith(frame, frame.length())) {
      text = text.substring(frame.length());
      int outerName = text.lastIndexOf(". (");
      if (outerName > 0) {
        text = VERSION.matcher(text.substring(0, outerName)).replaceFirst("");
      }
    }
    return new EngineException(Integer.parseInt(prefix.group(1)), text);
  }

  /** ClickHouse's error code. */
  int code() {
    return code;
  }

  /** The text as it stands in an HTTP answer. */
  String withVersion(String version) {
    return getMessage() + " (version " + version + " (official build))";
  }
}
