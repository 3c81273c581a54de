package io.tracewright.migrations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns that a migration's {@code CREATE TABLE} asks for, to be held against a table that may
 * have stood there before: {@code IF NOT EXISTS} would pass over it in silence.
 *
 * @param table name of the table
 * @param types type of each column, in order
 */
record TableShape(String table, Map<String, String> types) {
  private static final Pattern CREATE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+) \\(\n(.*?)\n\\)", Pattern.DOTALL);
  private static final Pattern COLUMN = Pattern.compile(" +(\\w+) (.+?)( CODEC\\(.*\\))?,?");

  /** The shape that a statement asks for, if it makes a table. Migrations keep a column a line. */
  static Optional<TableShape> createdBy(String statement) {
    Matcher create = CREATE.matcher(statement);
    if (!create.find()) {
      return Optional.empty();
    }
    Map<String, String> types = new LinkedHashMap<>();
    for (String line : create.group(2).split("\n", -1)) {
      Matcher column = COLUMN.matcher(line);
      if (!column.matches()) {
        throw new IllegalStateException("not a column of " + create.group(1) + ": " + line);
      }
      types.put(column.group(1), column.group(2));
    }
    return Optional.of(new TableShape(create.group(1), types));
  }

  /**
   * Compares the shape with the table that is there.
   *
   * @throws TableShapeException naming every column that is missing or of another type
   */
  void check(Function<String, List<String>> query) {
    Map<String, String> found = new LinkedHashMap<>();
    query
        .apply(
            "SELECT concat(name, ' ', type) FROM system.columns"
                + " WHERE database = currentDatabase() AND table = '"
                + table
                + "' ORDER BY position")
        .forEach(column -> found.put(column.split(" ", 2)[0], unescaped(column.split(" ", 2)[1])));
    List<String> problems = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          if (!type.equals(found.get(name))) {
            problems.add(
                name
                    + " must be "
                    + type
                    + (found.containsKey(name) ? ", is " + found.get(name) : ", is missing"));
          }
        });
    if (!problems.isEmpty()) {
      throw new TableShapeException(
          "table "
              + table
              + " is there already and has another shape: "
              + String.join("; ", problems)
              + ". Move it away (RENAME TABLE "
              + table
              + " TO "
              + table
              + "_old) or use another server.");
    }
  }

  /** Tab-separated output puts a backslash before a quote. */
  private static String unescaped(String type) {
    return type.replace("\\'", "'");
  }
}
