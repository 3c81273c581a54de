package io.tracewright.model.report;

import java.io.Serializable;
import java.util.List;

/**
 * The verdict on a run or a table.
 *
 * @param runId the run; empty: the table's rows name none
 * @param table where the rows stand
 * @param against what the rows were held against, for example {@code profile default} or {@code
 *     table events}; empty: nothing
 * @param verdict {@code good} or {@code bad}: bad when a finding is critical
 * @param rows spans seen
 * @param traces traces seen
 * @param orphans spans whose parent is not there
 * @param duplicates spans that are there more than once, the first not counted
 * @param outOfWindow spans that start outside the run's window
 * @param schemaErrors rows that break a rule of the schema
 * @param scores how good the data is
 * @param findings what was found, worst first
 * @param checks all statistical checks, failed ones first
 * @param shapes distributions for plots
 * @param notAssessed what could not be assessed and why, for example a step that was disabled
 */
public record QualityReport(
    String runId,
    String table,
    String against,
    String verdict,
    long rows,
    long traces,
    long orphans,
    long duplicates,
    long outOfWindow,
    long schemaErrors,
    Scores scores,
    List<Finding> findings,
    List<Check> checks,
    Shapes shapes,
    List<String> notAssessed)
    implements Serializable {
  public static final String GOOD = "good";
  public static final String BAD = "bad";

  public QualityReport {
    against = against == null ? "" : against;
    findings = List.copyOf(findings);
    checks = List.copyOf(checks);
    notAssessed = List.copyOf(notAssessed);
  }
}
