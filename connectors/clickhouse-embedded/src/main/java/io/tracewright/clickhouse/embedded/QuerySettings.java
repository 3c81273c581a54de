package io.tracewright.clickhouse.embedded;

import java.util.StringJoiner;

/** Puts a request's settings, query parameters and database on its connection. */
final class QuerySettings {

  private QuerySettings() {}

  /**
   * Applies them.
   *
   * <p>Values travel as quoted literals of {@code SET}: whatever a parameter holds, it is a value
   * there and never part of the statement. The library's call with parameters mixes up those of
   * concurrent connections, so it is not used.
   */
  static void apply(QueryParameters parameters, EngineConnection connection)
      throws EngineException {
    StringJoiner assignments = new StringJoiner(", ", "SET ", "").setEmptyValue("");
    parameters
        .settings()
        .forEach(
            (name, value) ->
                assignments.add(SqlText.quoteIdentifier(name) + " = " + SqlText.quote(value)));
    parameters
        .parameters()
        .forEach((name, value) -> assignments.add("param_" + name + " = " + SqlText.quote(value)));
    if (assignments.length() > 0) {
      connection.execute(assignments.toString(), "Null");
    }
    if (parameters.database().isPresent()) {
      connection.execute("USE " + SqlText.quoteIdentifier(parameters.database().get()), "Null");
    }
  }
}
