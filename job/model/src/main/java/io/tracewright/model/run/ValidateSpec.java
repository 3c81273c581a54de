package io.tracewright.model.run;

import java.io.Serializable;

/**
 * Which rows to judge, and by what: a run, another table, or nothing but their structure.
 *
 * @param reportId names the verdict in {@code quality_reports}: 1 to 64 letters, digits, {@code _}
 *     or {@code -}
 * @param rows what is judged
 * @param run what the rows are, or should look like; null: not known
 * @param ofRun whether the rows are those of the run, and not just like them
 * @param reference rows that they should look like; null: none, as always when there is a run
 */
public record ValidateSpec(
    String reportId, TableRows rows, RunSpec run, boolean ofRun, TableRows reference)
    implements Serializable {
  static final String NAME = "[A-Za-z0-9_-]{1,64}";

  public ValidateSpec {
    if (reportId == null || !reportId.matches(NAME)) {
      throw new IllegalArgumentException("report id '" + reportId + "' is not one");
    }
    if (rows == null) {
      throw new IllegalArgumentException("there is no table to judge");
    }
    if (ofRun && run == null) {
      throw new IllegalArgumentException("rows of a run need the run's spec");
    }
    if (run != null && reference != null) {
      throw new IllegalArgumentException("rows are held against a run or a table, not both");
    }
  }
}
