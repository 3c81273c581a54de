package io.tracewright.cli.run;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.model.run.RunSpec;
import java.util.List;
import java.util.Map;

/** What the analysis has written of a run. */
final class FoundRows {
  static final List<String> TABLES =
      List.of("quality_reports", "clusters", "cluster_members", "patterns", "anomalies");

  private FoundRows() {}

  /**
   * The rows of a run in one of the tables, in no order that means anything: without the run's name
   * and the time at which they were written, so that they compare with another run's.
   */
  static List<String> in(String table, RunSpec spec, ClickHouseSql sql) {
    boolean reports = table.equals("quality_reports");
    return sql
        .rows(
            "SELECT formatRow('JSONEachRow', * EXCEPT "
                + (reports ? "reported_at" : "recorded_at")
                + ") FROM "
                + table
                + " FINAL WHERE "
                + (reports ? "report_id" : "run_id")
                + " = {run:String}",
            Map.of("run", spec.runId()))
        .stream()
        .map(row -> row[0].replace(spec.runId(), "RUN"))
        .sorted()
        .toList();
  }
}
