package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Summary;
import io.tracewright.model.report.Alarm;
import io.tracewright.model.report.AnalysisWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds the odd traces of a window: those that looked suspicious within their chunk, and those of
 * the sample, are judged against the window as a whole. See docs/detection.md.
 *
 * <p>A pure function of the summary, so alarms do not depend on parallelism, nor on failures.
 */
public final class AnomalyDetector {
  private static final double THRESHOLD = 1;

  private AnomalyDetector() {}

  /**
   * The alarms of a window, by trace and detector.
   *
   * @param summary summary of the window's traces
   */
  public static List<Alarm> detect(AnalysisWindow window, Summary summary) {
    return detect(window, summary, THRESHOLD);
  }

  /** The alarms with at least such a score. */
  static List<Alarm> detect(AnalysisWindow window, Summary summary, double threshold) {
    Usual usual = Usual.of(summary);
    List<Detector> detectors =
        List.of(
            new LatencyDetector(usual),
            new DegradationDetector(usual),
            new BurstDetector(summary),
            new SequenceDetector(summary),
            new ForestDetector(summary.sample().traces()));
    TreeSet<SampledTrace> traces = new TreeSet<>(Comparator.comparing(SampledTrace::id));
    traces.addAll(summary.suspects().traces());
    traces.addAll(summary.sample().traces());
    List<Alarm> alarms = new ArrayList<>();
    for (SampledTrace trace : traces) {
      for (Detector detector : detectors) {
        detector
            .judge(trace)
            .filter(oddity -> oddity.score() >= threshold)
            .ifPresent(oddity -> alarms.add(alarm(window, trace, detector, oddity)));
      }
    }
    return alarms;
  }

  private static Alarm alarm(
      AnalysisWindow window, SampledTrace trace, Detector detector, Oddity oddity) {
    boolean whole = oddity.step() == null;
    return new Alarm(
        window,
        trace.id().toString(),
        whole ? "" : new UUID(oddity.step().spanHigh(), oddity.step().spanLow()).toString(),
        trace.startMs() + (whole ? 0 : oddity.step().offsetMs()),
        detector.name(),
        oddity.score(),
        oddity.feature(),
        oddity.expectedLow(),
        oddity.expectedHigh(),
        oddity.seen(),
        oddity.text().get());
  }
}
