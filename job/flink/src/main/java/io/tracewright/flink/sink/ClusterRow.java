package io.tracewright.flink.sink;

import io.tracewright.model.report.ClusterReport;
import io.tracewright.model.report.ClusterReport.Cluster;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * A row of the table of groups.
 *
 * @param report what is said of its window, its groups left out
 * @param cluster one of them
 */
public record ClusterRow(ClusterReport report, Cluster cluster) {

  /** The rows of a report. */
  public static void of(ClusterReport report, Collector<ClusterRow> out) {
    ClusterReport head =
        new ClusterReport(
            report.window(),
            report.method(),
            report.traces(),
            report.silhouette(),
            report.inertia(),
            report.noiseShare(),
            report.epsilon(),
            report.means(),
            report.scales(),
            List.of(),
            List.of());
    report.clusters().forEach(cluster -> out.collect(new ClusterRow(head, cluster)));
  }
}
