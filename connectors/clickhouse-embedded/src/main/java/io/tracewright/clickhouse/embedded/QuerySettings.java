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
   *
   * @param readOnly whether the connection can only read from then on
   */
  static void apply(QueryParameters parameters, EngineConnection connection, boolean readOnly)
      throws EngineException {
    StringJoiner assignments = new StringJoiner(", ", "SET ", "").setEmptyValue("");
    parameters
        .settings()
        .forEach(
            (name, value) -> {
              if (!readOnly || !name.equals(QueryParameters.READONLY)) {
                assignments.add(SqlText.quoteIdentifier(name) + " = " + SqlText.quote(value));
              }
            });
    parameters
        .parameters()
        .forEach((name, value) -> assignments.add("param_" + name + " = " + SqlText.quote(value)));
    if (assignments.length() > 0) {
      connection.execute(assignments.toString(), "Null");
    }
    if (parameters.database().isPresent()) {
      connection.execute("USE " + SqlText.quoteIdentifier(parameters.database().get()), "Null");
    }
    if (readOnly) { // last, as nothing can be set any more after it
      connection.execute("SET readonly = " + parameters.readOnlyMode(), "Null");
    }
  }
}
