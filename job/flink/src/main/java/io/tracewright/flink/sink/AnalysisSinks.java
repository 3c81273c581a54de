package io.tracewright.flink.sink;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.report.Alarm;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.ClusterReport;
import io.tracewright.model.report.ClusterReport.Cluster;
import io.tracewright.model.report.Pattern;
import io.tracewright.model.report.QualityReport;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSinkBuilder;

/** JDBC sinks for what the analysis finds; a row written twice replaces itself. */
public final class AnalysisSinks {
  private static final String INSERT_REPORT =
      insert(
          "quality_reports",
          "report_id, run_id, table_name, verdict, completeness, accuracy, consistency, diversity,"
              + " overall, rows, traces, orphans, duplicates, out_of_window, schema_errors, report,"
              + " reported_at");

  private static final String WINDOW =
      "run_id, tenant_id, workload_type, window_start, window_end, recorded_at, ";

  private static final String INSERT_CLUSTER =
      insert(
          "clusters",
          WINDOW
              + "method, traces, silhouette, inertia, noise_share, epsilon, means, scales,"
              + " cluster_id, name, size, centre, scaled_centre, drift");

  private static final String INSERT_MEMBER =
      insert("cluster_members", WINDOW + "trace_id, cluster_id, outlier");

  private static final String INSERT_PATTERN =
      insert("patterns", WINDOW + "kind, subject, count, support, strength, text");

  private static final String INSERT_ALARM =
      insert(
          "anomalies",
          WINDOW
              + "trace_id, span_id, timestamp_utc, detector, score, feature, expected_low,"
              + " expected_high, seen, text");

  /** Stands for the trace as a whole: no span has it. */
  private static final String NO_SPAN = "00000000-0000-0000-0000-000000000000";

  private final ClickHouseOptions clickHouse;
  private final String reportId;

  /**
   * The sinks of an analysis.
   *
   * @param reportId stands for the run in all rows: its identifier, or that of a report on a table
   */
  public AnalysisSinks(ClickHouseOptions clickHouse, String reportId) {
    this.clickHouse = clickHouse;
    this.reportId = reportId;
  }

  /** The sink of {@code quality_reports}. */
  public JdbcSink<QualityReport> verdict() {
    String id = reportId;
    return sink(
        JdbcSink.<QualityReport>builder()
            .withQueryStatement(INSERT_REPORT, (insert, report) -> bind(insert, id, report)));
  }

  /** The sink of {@code clusters}. */
  public JdbcSink<ClusterRow> clusters() {
    String id = reportId;
    return sink(
        JdbcSink.<ClusterRow>builder()
            .withQueryStatement(INSERT_CLUSTER, (insert, row) -> bind(insert, id, row)));
  }

  /** The sink of {@code cluster_members}. */
  public JdbcSink<MemberRow> members() {
    String id = reportId;
    return sink(
        JdbcSink.<MemberRow>builder()
            .withQueryStatement(INSERT_MEMBER, (insert, row) -> bind(insert, id, row)));
  }

  /** The sink of {@code patterns}. */
  public JdbcSink<Pattern> patterns() {
    String id = reportId;
    return sink(
        JdbcSink.<Pattern>builder()
            .withQueryStatement(INSERT_PATTERN, (insert, row) -> bind(insert, id, row)));
  }

  /** The sink of {@code anomalies}. */
  public JdbcSink<Alarm> alarms() {
    String id = reportId;
    return sink(
        JdbcSink.<Alarm>builder()
            .withQueryStatement(INSERT_ALARM, (insert, row) -> bind(insert, id, row)));
  }

  private <R> JdbcSink<R> sink(JdbcSinkBuilder<R> builder) {
    return builder
        .withExecutionOptions(ReportSinks.execution())
        .buildAtLeastOnce(ReportSinks.connection(clickHouse));
  }

  private static String insert(String table, String columns) {
    int count = columns.split(",", -1).length;
    return "INSERT INTO " + table + " (" + columns + ") VALUES (" + "?, ".repeat(count - 1) + "?)";
  }

  private static void bind(PreparedStatement insert, String reportId, QualityReport report)
      throws SQLException {
    new Binding(insert)
        .text(reportId)
        .text(report.runId())
        .text(report.table())
        .text(report.verdict())
        .number(report.scores().completeness())
        .number(report.scores().accuracy())
        .number(report.scores().consistency())
        .number(report.scores().diversity())
        .number(report.scores().overall())
        .count(report.rows())
        .count(report.traces())
        .count(report.orphans())
        .count(report.duplicates())
        .count(report.outOfWindow())
        .count(report.schemaErrors())
        .text(ModelJson.write(report))
        .time(System.currentTimeMillis());
  }

  private static Binding window(PreparedStatement insert, String id, AnalysisWindow window)
      throws SQLException {
    return new Binding(insert)
        .text(id)
        .text(window.tenant())
        .text(window.workload())
        .time(window.startMs())
        .time(window.endMs())
        .time(System.currentTimeMillis());
  }

  private static void bind(PreparedStatement insert, String id, ClusterRow row)
      throws SQLException {
    ClusterReport report = row.report();
    Cluster cluster = row.cluster();
    window(insert, id, report.window())
        .text(report.method())
        .count(report.traces())
        .number(report.silhouette())
        .number(report.inertia())
        .number(report.noiseShare())
        .number(report.epsilon())
        .numbers(report.means())
        .numbers(report.scales())
        .count(cluster.id())
        .text(cluster.name())
        .count(cluster.size())
        .numbers(cluster.centre())
        .numbers(cluster.scaledCentre())
        .number(cluster.drift());
  }

  private static void bind(PreparedStatement insert, String id, MemberRow row) throws SQLException {
    window(insert, id, row.window())
        .text(row.member().traceId())
        .count(row.member().cluster())
        .count(row.member().outlier() ? 1 : 0);
  }

  private static void bind(PreparedStatement insert, String id, Pattern pattern)
      throws SQLException {
    window(insert, id, pattern.window())
        .text(pattern.kind())
        .text(pattern.subject())
        .count(pattern.count())
        .number(pattern.support())
        .number(pattern.strength())
        .text(pattern.text());
  }

  private static void bind(PreparedStatement insert, String id, Alarm alarm) throws SQLException {
    window(insert, id, alarm.window())
        .text(alarm.traceId())
        .text(alarm.spanId().isEmpty() ? NO_SPAN : alarm.spanId())
        .time(alarm.startMs())
        .text(alarm.detector())
        .number(alarm.score())
        .text(alarm.feature())
        .number(alarm.expectedLow())
        .number(alarm.expectedHigh())
        .number(alarm.seen())
        .text(alarm.text());
  }

  /** Binds parameters in their order. */
  private static final class Binding {
    private final PreparedStatement insert;
    private int next = 1;

    Binding(PreparedStatement insert) {
      this.insert = insert;
    }

    Binding text(String value) throws SQLException {
      insert.setString(next++, value);
      return this;
    }

    Binding count(long value) throws SQLException {
      insert.setLong(next++, value);
      return this;
    }

    Binding number(double value) throws SQLException {
      insert.setDouble(next++, value);
      return this;
    }

    Binding numbers(List<Double> values) throws SQLException {
      insert.setObject(next++, values.stream().mapToDouble(Double::doubleValue).toArray());
      return this;
    }

    Binding time(long epochMs) throws SQLException {
      insert.setString(next++, ReportSinks.utc(epochMs));
      return this;
    }
  }
}
