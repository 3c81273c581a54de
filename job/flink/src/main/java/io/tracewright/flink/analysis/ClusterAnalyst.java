package io.tracewright.flink.analysis;

import io.tracewright.engine.cluster.ClusterMemory;
import io.tracewright.model.report.ClusterReport;
import java.io.Serializable;
import java.util.Optional;

/** Groups the traces of a window; a pure function. */
@FunctionalInterface
public interface ClusterAnalyst extends Serializable {

  /**
   * Groups them.
   *
   * @param before what is known of the windows before
   * @return empty when there are no traces
   */
  Optional<ClusterReport> cluster(WindowSummary window, ClusterMemory before) throws Exception;
}
