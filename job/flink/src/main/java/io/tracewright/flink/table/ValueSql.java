package io.tracewright.flink.table;

/**
 * The expressions that read values of any type as this job knows them. What cannot be read stands
 * as a value that breaks the schema's rule: an identifier of zeros, the time 0, not a number, -1.
 */
final class ValueSql {
  private static final String NO_ID = "toUUID('00000000-0000-0000-0000-000000000000')";
  private static final int MAX_NAME = 200;
  private static final String MAX_COUNT = "2147483647";

  private ValueSql() {}

  /** UUIDs stand for themselves, zeros and nothing for none, everything else for its hash. */
  static String id(Field field) {
    if (field.type().equals("UUID")) {
      return "ifNull(" + field.sql() + ", " + NO_ID + ")";
    }
    String text = field.text();
    return "if(match("
        + text
        + ", '^[0-]*$'), "
        + NO_ID
        + ", ifNull(toUUIDOrNull("
        + text
        + "), reinterpretAsUUID(sipHash128("
        + text
        + "))))";
  }

  static String noId() {
    return NO_ID;
  }

  /** Milliseconds since the epoch; whole numbers are taken for seconds up to nanoseconds. */
  static String timeMs(Field field) {
    String value = field.sql();
    String type = field.type();
    String ms;
    if (type.startsWith("DateTime64")) {
      ms = "toUnixTimestamp64Milli(toDateTime64(" + value + ", 3, 'UTC'))";
    } else if (type.startsWith("Date")) {
      ms = "toInt64(toUnixTimestamp(toDateTime(" + value + ", 'UTC'))) * 1000";
    } else if (field.isText()) {
      ms =
          "toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(" + field.text() + ", 3, 'UTC'))";
    } else {
      String number = "toFloat64(" + value + ")";
      ms =
          "toInt64(multiIf("
              + number
              + " > 1e17, "
              + number
              + " / 1e6, "
              + number
              + " > 1e14, "
              + number
              + " / 1e3, "
              + number
              + " > 1e11, "
              + number
              + ", "
              + number
              + " * 1e3))";
    }
    return "toInt64(ifNull(" + ms + ", 0))";
  }

  static String name(Field field) {
    return "substringUTF8(" + field.text() + ", 1, " + MAX_NAME + ")";
  }

  static String number(Field field) {
    if (field.isEntry()) {
      return "if(" + field.sql() + " = '', 0, ifNull(toFloat64OrNull(" + field.text() + "), nan))";
    }
    return field.isText()
        ? "ifNull(toFloat64OrNull(" + field.text() + "), nan)"
        : "ifNull(toFloat64(" + field.sql() + "), nan)";
  }

  static String count(Field field) {
    String number = number(field);
    return "toInt32(if(isFinite("
        + number
        + "), least(greatest("
        + number
        + ", -1), "
        + MAX_COUNT
        + "), -1))";
  }

  static String isRetry(Field field) {
    return field.type().startsWith("Array")
        ? "has(" + field.sql() + ", 'retry')"
        : "position(" + field.text() + ", 'retry') > 0";
  }

  static String isMalformed(Field field) {
    return field.isText()
        ? "(" + field.text() + " != '' AND NOT isValidJSON(" + field.text() + "))"
        : "0";
  }
}
