package io.tracewright.clickhouse.embedded;

/** Quotes values and names for ClickHouse SQL. */
final class SqlText {

  private SqlText() {}

  /** {@code value} as a string literal, quotes included; safe for any value. */
  static String quote(String value) {
    return enclose(value, '\'');
  }

  /** {@code name} as a quoted identifier; safe for any name. */
  static String quoteIdentifier(String name) {
    return enclose(name, '`');
  }

  private static String enclose(String text, char mark) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append(mark);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == mark || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c == '\0') {
        quoted.append("\\0");
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(mark).toString();
  }
}
