package io.tracewright.engine.quality;

import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.RunSummary.Pane;
import io.tracewright.engine.summary.ValueSketch;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.Severity;
import java.time.Instant;
import java.util.Locale;

/**
 * Control charts over the panes of a run: of the share of traces that fail, and of the median
 * duration, each against the reference's pane or, without one of the same time, the mean of all
 * panes. Shewhart's chart shows the pane that is farthest out, the exponentially weighted moving
 * average (Roberts 1959) small shifts that last.
 *
 * <p>Chances are of the farthest of all panes (Bonferroni).
 */
final class ControlCharts {
  /** Weight of a pane in the moving average. */
  private static final double WEIGHT = 0.2;

  private static final double EWMA_SIGMA = Math.sqrt(WEIGHT / (2 - WEIGHT));

  /** Failures and load come in bursts. */
  private static final double DESIGN = 8;

  private static final long LEAST = 100;
  private static final double TOLERATED_RATE = 0.1;
  private static final double TOLERATED_LOG_MEDIAN = StrictMath.log(1.5);

  /** Standard error of a median over that of a mean, for a normal law. */
  private static final double OF_MEDIAN = Math.sqrt(Math.PI / 2);

  /** Quartiles of a normal law lie so many standard deviations apart. */
  private static final double QUARTILES_APART = 1.349;

  private final Evidence evidence;

  private ControlCharts(Evidence evidence) {
    this.evidence = evidence;
  }

  static void run(Evidence evidence) {
    new ControlCharts(evidence).run();
  }

  private void run() {
    Chart rates = new Chart("failed traces", TOLERATED_RATE);
    Chart medians = new Chart("median latency", TOLERATED_LOG_MEDIAN);
    long traces = 0;
    long failed = 0;
    ValueSketch latencyMs = new ValueSketch();
    for (Pane pane : evidence.seen.panes().values()) {
      traces += pane.traces();
      failed += pane.failedTraces();
      latencyMs.merge(pane.latencyMs());
    }
    for (var entry : evidence.seen.panes().entrySet()) {
      Pane pane = entry.getValue();
      RunSummary reference = evidence.expected.simultaneous().orElse(null);
      Pane other = reference == null ? null : reference.panes().get(entry.getKey());
      long n = pane.traces();
      long m = reference == null ? traces : other == null ? 0 : other.traces();
      if (n < LEAST || m < LEAST) {
        continue;
      }
      long fails = reference == null ? failed : other.failedTraces();
      ValueSketch sketch = reference == null ? latencyMs : other.latencyMs();
      double each = DESIGN * (1.0 / n + 1.0 / m);
      double pooled = Math.max(1, pane.failedTraces() + fails) / (double) (n + m);
      rates.add(
          entry.getKey(),
          (double) pane.failedTraces() / n - (double) fails / m,
          Math.sqrt(Math.max(1e-9, pooled * (1 - pooled)) * each));
      medians.add(
          entry.getKey(),
          StrictMath.log(quantile(pane.latencyMs(), 0.5) / quantile(sketch, 0.5)),
          OF_MEDIAN * spread(sketch) * Math.sqrt(each));
    }
    rates.judge();
    medians.judge();
  }

  private static double quantile(ValueSketch sketch, double probability) {
    return Math.max(1e-3, sketch.quantile(probability));
  }

  /**
   * Standard deviation of the logarithm; a hundredth, which sketches cannot tell apart, at least.
   */
  private static double spread(ValueSketch sketch) {
    double quartiles = StrictMath.log(quantile(sketch, 0.75) / quantile(sketch, 0.25));
    return Math.max(0.01, quartiles / QUARTILES_APART);
  }

  /** A chart of deviations from what is expected. */
  private final class Chart {
    private final String name;
    private final double tolerance;
    private int panes;
    private double average;
    private double averageScore;
    private double farthest;
    private double farthestScore = -1;
    private int farthestPane;
    private double farthestAverage;
    private double farthestAverageScore = -1;
    private int farthestAveragePane;

    Chart(String name, double tolerance) {
      this.name = name;
      this.tolerance = tolerance;
    }

    void add(int pane, double deviation, double sigma) {
      panes++;
      average = WEIGHT * deviation + (1 - WEIGHT) * average;
      averageScore = WEIGHT * deviation / sigma + (1 - WEIGHT) * averageScore;
      if (Math.abs(deviation) / sigma > farthestScore) {
        farthestScore = Math.abs(deviation) / sigma;
        farthest = Math.abs(deviation);
        farthestPane = pane;
      }
      if (Math.abs(averageScore) / EWMA_SIGMA > farthestAverageScore) {
        farthestAverageScore = Math.abs(averageScore) / EWMA_SIGMA;
        farthestAverage = Math.abs(average);
        farthestAveragePane = pane;
      }
    }

    void judge() {
      if (panes >= 2) {
        note("Shewhart", farthestScore, farthest, tolerance, farthestPane);
        note("EWMA", farthestAverageScore, farthestAverage, tolerance / 2, farthestAveragePane);
      }
    }

    private void note(String method, double score, double effect, double limit, int pane) {
      long fromMs = evidence.seen.plan().paneStartMs(pane);
      long toMs = evidence.seen.plan().paneEndMs(pane);
      Check check =
          new Check(
              "control_chart",
              name,
              method,
              score,
              Math.min(1, panes * Correlation.twoSided(score)),
              effect,
              limit,
              panes,
              false,
              true);
      String text =
          String.format(
              Locale.ROOT,
              "%s: farthest from what is expected by %.1f sigma between %s and %s (%s)",
              name,
              score,
              Instant.ofEpochMilli(fromMs),
              Instant.ofEpochMilli(toMs),
              method);
      String sql =
          evidence.queries.rows(
              "count() AS traces, countIf(status = 'error') AS failed,"
                  + " quantileExact(0.5)(latency_ms) AS median_ms",
              "isNull(parent_span_id) AND toUnixTimestamp64Milli(timestamp_utc) >= "
                  + fromMs
                  + " AND toUnixTimestamp64Milli(timestamp_utc) < "
                  + toMs);
      evidence.trials.add(new Trial(Trial.Score.NEITHER, check, Severity.WARNING, text, sql));
    }
  }
}
