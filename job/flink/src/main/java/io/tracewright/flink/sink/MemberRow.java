package io.tracewright.flink.sink;

import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.ClusterReport;
import io.tracewright.model.report.ClusterReport.Member;
import org.apache.flink.util.Collector;

/**
 * A row of {@code cluster_members}.
 *
 * @param window the window
 * @param member the trace
 */
public record MemberRow(AnalysisWindow window, Member member) {

  /** The rows of a report. */
  public static void of(ClusterReport report, Collector<MemberRow> out) {
    report.members().forEach(member -> out.collect(new MemberRow(report.window(), member)));
  }
}
