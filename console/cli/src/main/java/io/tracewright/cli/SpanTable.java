package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of spans on the server.
 *
 * @param sql the server
 * @param name {@code table} or {@code database.table}
 */
record SpanTable(ClickHouseSql sql, String name) {
  private static final String HERE =
      " = {table:String} AND database = if({database:String} = '', currentDatabase(),"
          + " {database:String})";

  /** Whether a text reads like the name of a table. */
  static boolean isName(String text) {
    return text.matches("[^\\s`.]+(\\.[^\\s`.]+)?");
  }

  boolean exists() {
    return isAny("SELECT 1 FROM system.tables WHERE name" + HERE, Map.of());
  }

  /** Whether it has the column that a source is, or is an entry of. */
  boolean has(String source) {
    return isAny(
        "SELECT 1 FROM system.columns WHERE name = {column:String} AND table" + HERE,
        Map.of("column", source.replaceFirst("\\[.*", "")));
  }

  private boolean isAny(String query, Map<String, Object> parameters) {
    int dot = name.indexOf('.');
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("database", dot < 0 ? "" : name.substring(0, dot));
    all.put("table", name.substring(dot + 1));
    return !sql.rows(query, all).isEmpty();
  }

  /** Runs that its rows name, those of most rows first. */
  List<String> runs() {
    return has("run_id")
        ? sql
            .rows(
                "SELECT toString(run_id) AS run FROM `"
                    + name.replace(".", "`.`")
                    + "` GROUP BY run HAVING match(run, '^[A-Za-z0-9_-]{1,64}$')"
                    + " ORDER BY count() DESC LIMIT 1000",
                Map.of())
            .stream()
            .map(row -> row[0])
            .toList()
        : List.of();
  }
}
