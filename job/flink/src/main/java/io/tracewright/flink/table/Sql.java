package io.tracewright.flink.table;

/** Quotes what comes from outside. */
final class Sql {
  private Sql() {}

  /** A name of a column or table. */
  static String identifier(String name) {
    return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  /** A text. */
  static String literal(String text) {
    return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }
}
