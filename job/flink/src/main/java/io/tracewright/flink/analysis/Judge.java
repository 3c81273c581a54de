package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.RunSummary;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.StepFailure;
import java.io.Serializable;
import java.util.List;

/** Gives the verdict on a run or a table. */
@FunctionalInterface
public interface Judge extends Serializable {

  /**
   * Judges what was seen.
   *
   * @param failures steps of the analysis that were disabled
   */
  QualityReport judge(RunSummary seen, List<StepFailure> failures) throws Exception;

  /** The judge, told what another table holds. */
  default Judge knowing(RunSummary reference) {
    return this;
  }
}
