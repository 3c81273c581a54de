package io.tracewright.cli.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Scores;
import java.util.List;

/**
 * What the analysis said of a run, in short.
 *
 * @param verdict {@code good} or {@code bad}
 * @param scores how good the rows are
 * @param findings the worst three
 */
public record RunQuality(
    @JsonProperty("verdict") String verdict,
    @JsonProperty("scores") Scores scores,
    @JsonProperty("findings") List<Finding> findings) {
  private static final int WORST = 3;

  static RunQuality of(QualityReport report) {
    return new RunQuality(
        report.verdict(), report.scores(), report.findings().stream().limit(WORST).toList());
  }
}
