package io.tracewright.cli.report;

import io.tracewright.model.report.Alarm;
import io.tracewright.model.report.Pattern;
import io.tracewright.model.report.QualityReport;
import java.util.List;

/**
 * Everything that a report tells of.
 *
 * @param quality the verdict
 * @param clusters groups of traces in the latest windows, largest first
 * @param points sampled traces of the largest workload, for the scatter plot
 * @param patterns regularities, strongest first
 * @param alarmCounts alarms by detector, most first
 * @param alarms the oddest traces
 * @param spans spans of one trace, in the order of their starts
 */
record ReportData(
    QualityReport quality,
    List<ClusterLine> clusters,
    List<Point> points,
    List<Pattern> patterns,
    List<AlarmCount> alarmCounts,
    List<Alarm> alarms,
    List<SpanBar> spans) {

  /**
   * A group of traces.
   *
   * @param tenant value of {@code tenant_id}
   * @param workload value of {@code workload_type}
   * @param id number of the group, within its tenant and workload
   * @param name what distinguishes it
   * @param size sampled traces in it
   * @param silhouette mean silhouette width of its window
   * @param drift how far it moved since the window before; NaN: it was not there
   */
  record ClusterLine(
      String tenant,
      String workload,
      int id,
      String name,
      long size,
      double silhouette,
      double drift) {}

  /**
   * A sampled trace in the plane.
   *
   * @param durationMs its duration, milliseconds
   * @param tokens its total tokens
   * @param cluster number of its group
   * @param outlier whether it lies where few others are
   */
  record Point(double durationMs, double tokens, int cluster, boolean outlier) {}

  /**
   * Alarms of a detector.
   *
   * @param detector its name
   * @param alarms how many
   * @param traces of how many traces
   */
  record AlarmCount(String detector, long alarms, long traces) {}

  /**
   * A span on the time axis.
   *
   * @param depth levels below the root
   * @param operation value of {@code operation_name}
   * @param eventType value of {@code event_type}
   * @param offsetMs start since the trace's, milliseconds
   * @param latencyMs duration, milliseconds
   * @param failed whether its status is {@code error}
   */
  record SpanBar(
      int depth,
      String operation,
      String eventType,
      double offsetMs,
      double latencyMs,
      boolean failed) {}
}
