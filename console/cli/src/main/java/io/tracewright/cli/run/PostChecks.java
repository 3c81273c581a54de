package io.tracewright.cli.run;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.model.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Asks ClickHouse, when a run has ended, whether all is there once and the views agree.
 *
 * <p>Traces are held against the plan; how many rows they have is known from the chunks'
 * acknowledgements.
 */
final class PostChecks {
  private static final String COUNTS =
      "SELECT count(), uniqExact(event_id), uniqExact(trace_id), countIf(parent_span_id IS NULL),"
          + " countIf(event_type = 'tool_call'), sum(total_tokens), countIf(status = 'error'),"
          + " countIf(anomaly != '')"
          + " FROM %s WHERE run_id = {run:String}";
  private static final String TRACE_SUMMARY =
      "SELECT sum(spans), sum(total_tokens), sum(errors) FROM trace_summary"
          + " WHERE run_id = {run:String}";
  private static final String WORKLOAD_METRICS =
      "SELECT sum(spans), sum(total_tokens), sum(errors) FROM workload_metrics"
          + " WHERE run_id = {run:String}";
  private static final String TOOL_INVOCATIONS =
      "SELECT sum(calls) FROM tool_invocations WHERE run_id = {run:String}";
  private static final String GROUND_TRUTH =
      "SELECT count() FROM ground_truth FINAL WHERE run_id = {run:String}";
  private static final String PARTS =
      "SELECT count() FROM system.parts WHERE database = currentDatabase() AND table = {table:String}"
          + " AND active";

  private final ClickHouseSql sql;
  private final RunSpec spec;
  private final List<String> failures = new ArrayList<>();

  PostChecks(ClickHouseSql sql, RunSpec spec) {
    this.sql = sql;
    this.spec = spec;
  }

  /** Checks the run's rows against its plan and its acknowledgements. */
  Findings run(Progress progress) {
    Map<String, Object> run = Map.of("run", spec.runId());
    String[] counts = sql.rows(COUNTS.formatted(spec.table()), run).get(0);
    long rows = Long.parseLong(counts[0]);
    expect("chunks acknowledged", spec.chunks(), progress.chunks());
    expect("rows in " + spec.table(), progress.rows(), rows);
    expect("distinct event_id", rows, Long.parseLong(counts[1]));
    expect("traces rejected", 0, progress.rejectedTraces());
    expect("distinct trace_id", spec.tracesToMake(), counts[2]);
    expect("roots", spec.tracesToMake(), counts[3]);
    expectSums("trace_summary", counts, sql.rows(TRACE_SUMMARY, run).get(0));
    expectSums("workload_metrics", counts, sql.rows(WORKLOAD_METRICS, run).get(0));
    expect("calls in tool_invocations", Long.parseLong(counts[4]), scalar(TOOL_INVOCATIONS, run));
    expectGroundTruth(Long.parseLong(counts[7]), scalar(GROUND_TRUTH, run));
    return new Findings(
        rows,
        scalar(PARTS, Map.of("table", spec.table())),
        sql.rows(ContentHash.sql(spec.table()), run).get(0)[0],
        List.copyOf(failures));
  }

  private void expectSums(String view, String[] counts, String[] sums) {
    expect("spans in " + view, Long.parseLong(counts[0]), sums[0]);
    expect("tokens in " + view, Long.parseLong(counts[5]), sums[1]);
    expect("errors in " + view, Long.parseLong(counts[6]), sums[2]);
  }

  /** When a profile hides its anomalies, events must not tell of them and nothing can be held. */
  private void expectGroundTruth(long labelled, long recorded) {
    if (spec.profile().anomalies().hidden()) {
      expect("rows in " + spec.table() + " that name their anomaly", 0, labelled);
    } else {
      expect("rows in ground_truth", labelled, recorded);
    }
  }

  private long scalar(String query, Map<String, Object> parameters) {
    return Long.parseLong(sql.rows(query, parameters).get(0)[0]);
  }

  private void expect(String what, long expected, String found) {
    expect(what, expected, Long.parseLong(found));
  }

  private void expect(String what, long expected, long found) {
    if (expected != found) {
      failures.add(
          String.format(Locale.ROOT, "%s: %,d expected, %,d found", what, expected, found));
    }
  }

  /**
   * What the checks found.
   *
   * @param rows rows of the run in the table
   * @param parts active parts of the table, those of other runs included
   * @param contentHash hash of the run's content
   * @param failures the checks that did not hold, in words
   */
  record Findings(long rows, long parts, String contentHash, List<String> failures) {}
}
