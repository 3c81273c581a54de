package io.tracewright.cli.run;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.model.run.RunSpec;
import java.util.Map;

/**
 * What a run that ended early says of rows that it never stored. Ground truth travels beside the
 * rows and may be ahead of them; incidents are written down before the first row.
 */
final class UnstoredTruth {
  /** A chunk is one insert: it is in the table as a whole, or not at all. */
  private static final String GROUND_TRUTH =
      "DELETE FROM ground_truth WHERE run_id = {run:String} AND chunk NOT IN"
          + " (SELECT DISTINCT chunk FROM %s WHERE run_id = {run:String})";

  private static final String INCIDENTS =
      "DELETE FROM incidents WHERE run_id = {run:String} AND started_at >"
          + " (SELECT max(timestamp_utc) FROM %s WHERE run_id = {run:String})";

  private UnstoredTruth() {}

  /** Takes it back, once the run's job has ended. */
  static void remove(ClickHouseSql sql, RunSpec spec) {
    for (String statement : new String[] {GROUND_TRUTH, INCIDENTS}) {
      sql.rows(statement.formatted(spec.table()), Map.of("run", spec.runId()));
    }
  }
}
