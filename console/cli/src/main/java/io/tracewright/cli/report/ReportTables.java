package io.tracewright.cli.report;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.cli.report.ReportData.AlarmCount;
import io.tracewright.cli.report.ReportData.ClusterLine;
import io.tracewright.cli.report.ReportData.Point;
import io.tracewright.cli.report.ReportData.SpanBar;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.report.Alarm;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import io.tracewright.model.report.QualityReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what the analysis has written. */
public final class ReportTables {
  private static final String NO_SPAN = "00000000-0000-0000-0000-000000000000";

  /** As base64, because a tab-separated answer would escape what JSON escapes already. */
  private static final String QUALITY =
      "SELECT base64Encode(report) FROM quality_reports FINAL WHERE report_id = {report:String}";

  private static final String LATEST =
      " (run_id, tenant_id, workload_type, window_end) IN (SELECT run_id, tenant_id, workload_type,"
          + " max(window_end) FROM clusters WHERE run_id = {report:String}"
          + " GROUP BY run_id, tenant_id, workload_type)";

  private static final String CLUSTERS =
      "SELECT tenant_id, workload_type, cluster_id, base64Encode(name), size, silhouette, drift"
          + " FROM clusters FINAL WHERE"
          + LATEST
          + " ORDER BY traces DESC, tenant_id, workload_type, size DESC LIMIT 40";

  private static final String POINTS =
      "SELECT exp(duration_ms) - 1, exp(prompt_tokens) + exp(completion_tokens) - 2, cluster_id,"
          + " outlier FROM (SELECT * FROM trace_features WHERE run_id = {report:String}) AS t"
          + " INNER JOIN (SELECT trace_id, cluster_id, outlier FROM cluster_members FINAL WHERE"
          + " (tenant_id, workload_type, window_end) IN (SELECT tenant_id, workload_type, window_end"
          + " FROM clusters FINAL WHERE run_id = {report:String}"
          + " ORDER BY traces DESC, window_end DESC, tenant_id, workload_type LIMIT 1)"
          + " AND run_id = {report:String}) AS m ON t.trace_id = m.trace_id";

  private static final String PATTERNS =
      "SELECT tenant_id, workload_type, toUnixTimestamp64Milli(window_start),"
          + " toUnixTimestamp64Milli(window_end), kind, base64Encode(subject), count, support,"
          + " strength, base64Encode(text) FROM (SELECT * FROM patterns FINAL"
          + " WHERE run_id = {report:String} ORDER BY count DESC, window_end LIMIT 1 BY kind, subject)"
          + " ORDER BY count DESC, kind, subject LIMIT 5 BY kind";

  private static final String ALARM_COUNTS =
      "SELECT detector, count(), uniqExact(trace_id) FROM anomalies FINAL"
          + " WHERE run_id = {report:String} GROUP BY detector ORDER BY count() DESC, detector";

  private static final String ALARMS =
      "SELECT tenant_id, workload_type, toUnixTimestamp64Milli(window_start),"
          + " toUnixTimestamp64Milli(window_end), trace_id, span_id,"
          + " toUnixTimestamp64Milli(timestamp_utc), detector, score, base64Encode(feature),"
          + " expected_low, expected_high, seen, base64Encode(text) FROM anomalies FINAL"
          + " WHERE run_id = {report:String} ORDER BY score DESC, trace_id LIMIT 3 BY detector"
          + " LIMIT 12";

  private static final String SPANS =
      "SELECT span_id, ifNull(parent_span_id, toUUID('"
          + NO_SPAN
          + "')), operation_name, event_type, toUnixTimestamp64Milli(timestamp_utc), latency_ms,"
          + " status = 'error' FROM events WHERE run_id = {report:String}"
          + " AND trace_id = toUUID({trace:String}) ORDER BY timestamp_utc, latency_ms DESC LIMIT 60";

  private static final String ANY_TRACE =
      "SELECT trace_id FROM trace_summary WHERE run_id = {report:String}"
          + " ORDER BY abs(toInt64(spans) - 12), trace_id LIMIT 1";

  private final ClickHouseSql sql;

  public ReportTables(ClickHouseSql sql) {
    this.sql = sql;
  }

  /** The verdict of a run or of a validated table, if there is one. */
  public Optional<QualityReport> quality(String reportId) {
    return sql.rows(QUALITY, Map.of("report", reportId)).stream()
        .findFirst()
        .map(row -> ModelJson.read(text(row[0]), QualityReport.class));
  }

  /** All that a report on it tells of. */
  ReportData data(String reportId, QualityReport quality) {
    List<Alarm> alarms = alarms(reportId);
    return new ReportData(
        quality,
        clusters(reportId),
        points(reportId),
        patterns(reportId),
        alarmCounts(reportId),
        alarms,
        spans(reportId, alarms));
  }

  private List<ClusterLine> clusters(String reportId) {
    return rows(CLUSTERS, reportId).stream()
        .map(
            row ->
                new ClusterLine(
                    row[0],
                    row[1],
                    Integer.parseInt(row[2]),
                    text(row[3]),
                    Long.parseLong(row[4]),
                    number(row[5]),
                    number(row[6])))
        .toList();
  }

  private List<Point> points(String reportId) {
    return rows(POINTS, reportId).stream()
        .map(
            row ->
                new Point(
                    number(row[0]), number(row[1]), Integer.parseInt(row[2]), row[3].equals("1")))
        .toList();
  }

  private List<Pattern> patterns(String reportId) {
    return rows(PATTERNS, reportId).stream()
        .map(
            row ->
                new Pattern(
                    window(reportId, row),
                    row[4],
                    text(row[5]),
                    Long.parseLong(row[6]),
                    number(row[7]),
                    number(row[8]),
                    text(row[9])))
        .toList();
  }

  private List<AlarmCount> alarmCounts(String reportId) {
    return rows(ALARM_COUNTS, reportId).stream()
        .map(row -> new AlarmCount(row[0], Long.parseLong(row[1]), Long.parseLong(row[2])))
        .toList();
  }

  private List<Alarm> alarms(String reportId) {
    return rows(ALARMS, reportId).stream()
        .map(
            row ->
                new Alarm(
                    window(reportId, row),
                    row[4],
                    row[5].equals(NO_SPAN) ? "" : row[5],
                    Long.parseLong(row[6]),
                    row[7],
                    number(row[8]),
                    text(row[9]),
                    number(row[10]),
                    number(row[11]),
                    number(row[12]),
                    text(row[13])))
        .toList();
  }

  /** The spans of the first alarm's trace, or of one of ordinary size. */
  private List<SpanBar> spans(String reportId, List<Alarm> alarms) {
    List<String> traces =
        alarms.isEmpty()
            ? rows(ANY_TRACE, reportId).stream().map(row -> row[0]).toList()
            : List.of(alarms.get(0).traceId());
    if (traces.isEmpty()) {
      return List.of();
    }
    List<String[]> rows = sql.rows(SPANS, Map.of("report", reportId, "trace", traces.get(0)));
    Map<String, Integer> depths = new HashMap<>();
    List<SpanBar> spans = new ArrayList<>();
    for (String[] row : rows) {
      int depth = depths.getOrDefault(row[1], -1) + 1;
      depths.put(row[0], depth);
      spans.add(
          new SpanBar(
              depth,
              row[2],
              row[3],
              Long.parseLong(row[4]) - Long.parseLong(rows.get(0)[4]),
              number(row[5]),
              row[6].equals("1")));
    }
    return spans;
  }

  private List<String[]> rows(String query, String reportId) {
    return sql.rows(query, Map.of("report", reportId));
  }

  private static AnalysisWindow window(String reportId, String[] row) {
    return new AnalysisWindow(
        reportId, row[0], row[1], Long.parseLong(row[2]), Long.parseLong(row[3]));
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "-nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
