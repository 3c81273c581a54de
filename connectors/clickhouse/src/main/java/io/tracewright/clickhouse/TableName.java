package io.tracewright.clickhouse;

import java.io.Serializable;

/**
 * A database and a table in it, both unquoted; the only place that quotes identifiers.
 *
 * <p>{@link #toString()} is for messages, {@link #quoted()} for SQL.
 */
record TableName(String database, String table) implements Serializable {

  TableName {
    if (database.isBlank() || table.isBlank()) {
      throw new IllegalArgumentException("database and table must not be blank");
    }
  }

  String quoted() {
    return quotedDatabase() + "." + quote(table);
  }

  String quotedDatabase() {
    return quote(database);
  }

  /** An identifier in backticks, with backslashes and backticks escaped. */
  static String quote(String identifier) {
    return '`' + identifier.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
