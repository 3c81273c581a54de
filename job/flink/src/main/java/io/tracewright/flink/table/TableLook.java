package io.tracewright.flink.table;

import io.tracewright.model.run.TableRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is learnt of a table before it is read.
 *
 * @param query reads it
 * @param rows number of rows
 * @param traces number of traces, about
 * @param startMs earliest start, milliseconds since the epoch, UTC
 * @param endMs time after the latest start
 */
public record TableLook(TableQuery query, long rows, long traces, long startMs, long endMs) {
  /**
   * Looks at rows of a table.
   *
   * @throws IllegalArgumentException when it is not there, has no such rows, or lacks a column
   */
  public static TableLook at(Connection connection, String database, TableRows rows)
      throws SQLException {
    String[] name = rows.table().split("\\.", 2);
    String inDatabase = name.length == 2 ? name[0] : database;
    String table = name[name.length - 1];
    Map<String, String> types = types(connection, inDatabase, table);
    if (types.isEmpty()) {
      throw new IllegalArgumentException("there is no table " + inDatabase + "." + table);
    }
    Layout layout;
    String ofRun;
    Map<SpanColumn, String> expressions;
    try {
      layout = new Layout(types, rows.columns());
      ofRun = layout.ofRun(rows.runId());
      expressions = layout.expressions();
    } catch (IllegalArgumentException e) {
      // Not as its cause: users are shown the deepest, which does not name the table.
      throw new IllegalArgumentException("table " + rows.table() + ": " + e.getMessage());
    }
    String quoted = Sql.identifier(inDatabase) + "." + Sql.identifier(table);
    String time = expressions.get(SpanColumn.TIMESTAMP_UTC);
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT count(), uniq("
                    + expressions.get(SpanColumn.TRACE_ID)
                    + "), minIf("
                    + time
                    + ", "
                    + time
                    + " > 0), max("
                    + time
                    + ") FROM "
                    + quoted
                    + " WHERE "
                    + ofRun)) {
      found.next();
      long count = found.getLong(1);
      if (count == 0) {
        throw new IllegalArgumentException(
            "there are no rows "
                + (rows.runId().isEmpty() ? "" : "of run " + rows.runId() + " ")
                + "in table "
                + rows.table());
      }
      long startMs = found.getLong(3);
      return new TableLook(
          TableQuery.of(quoted, layout, rows.runId(), count),
          count,
          found.getLong(2),
          startMs,
          Math.max(found.getLong(4), startMs) + 1);
    }
  }

  private static Map<String, String> types(Connection connection, String database, String table)
      throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT name, type FROM system.columns WHERE database = ? AND table = ?"
                + " ORDER BY position")) {
      query.setString(1, database);
      query.setString(2, table);
      try (ResultSet columns = query.executeQuery()) {
        while (columns.next()) {
          types.put(columns.getString(1), columns.getString(2));
        }
      }
    }
    return types;
  }
}
