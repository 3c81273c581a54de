package io.tracewright.flink.analysis;

import io.tracewright.engine.anomaly.AnomalyDetector;
import io.tracewright.engine.cluster.Clusterer;
import io.tracewright.engine.pattern.PatternAnalyzer;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.Alarm;
import io.tracewright.model.report.Pattern;
import java.io.Serializable;

/**
 * Who looks at windows and runs.
 *
 * @param clusters groups traces
 * @param patterns finds regularities
 * @param anomalies finds what is odd
 * @param judge gives the verdict
 */
public record Analysts(
    ClusterAnalyst clusters,
    WindowAnalyst<Pattern> patterns,
    WindowAnalyst<Alarm> anomalies,
    Judge judge)
    implements Serializable {

  /** Those of the engine. */
  public static Analysts of(SummaryPlan plan, Judge judge) {
    return new Analysts(
        (window, before) ->
            Clusterer.cluster(window.window(), window.summary().sample().traces(), before),
        window -> PatternAnalyzer.analyse(window.window(), plan, window.summary()),
        window -> AnomalyDetector.detect(window.window(), window.summary()),
        judge);
  }
}
