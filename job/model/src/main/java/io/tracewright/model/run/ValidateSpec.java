package io.tracewright.model.run;

import java.io.Serializable;
import java.util.Map;

/**
 * Which rows to judge, and by what.
 *
 * @param reportId names the verdict in {@code quality_reports}: 1 to 64 letters, digits, {@code _}
 *     or {@code -}
 * @param table {@code table} or {@code database.table}
 * @param columns source of each column of {@code events} that is not there under its own name: a
 *     column of the table, or {@code column[key]} of one that is a map
 * @param runId only rows of this run; empty: all
 * @param run what the rows are, or should look like; null: not known
 * @param ofRun whether the rows are those of the run, and not just like them
 */
public record ValidateSpec(
    String reportId,
    String table,
    Map<String, String> columns,
    String runId,
    RunSpec run,
    boolean ofRun)
    implements Serializable {
  private static final String NAME = "[A-Za-z0-9_-]{1,64}";

  public ValidateSpec {
    columns = columns == null ? Map.of() : Map.copyOf(columns);
    runId = runId == null ? "" : runId;
    require(reportId != null && reportId.matches(NAME), "report id", reportId);
    require(table != null && !table.isBlank(), "table", table);
    require(runId.isEmpty() || runId.matches(NAME), "run id", runId);
    if (ofRun && run == null) {
      throw new IllegalArgumentException("rows of a run need the run's spec");
    }
  }

  private static void require(boolean holds, String what, String value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " '" + value + "' is not one");
    }
  }
}
