package io.tracewright.engine.pattern;

import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Times from which traces take longer or shorter, or fail more or less: binary segmentation with
 * weighted cumulative sums.
 *
 * <p>A stretch is cut where its cumulative sum of deviations from the mean is furthest from 0, when
 * that distance, in standard deviations, exceeds what a Brownian bridge does in {@value
 * #FALSE_ALARM} of cases (Kolmogorov's law), no part is shorter than {@value #MIN_BINS} bins, and
 * the change matters: {@value #MIN_LATENCY_RATIO} of the latency, or a half of the error rate and
 * one error in a hundred traces. The noise is taken from differences of neighbours, which a change
 * does not move, and again from the whole stretch less the change, so that bursts are no changes.
 */
final class ChangePoints {
  static final double FALSE_ALARM = 0.01;
  static final int MIN_BINS = 6;
  static final double MIN_LATENCY_RATIO = 0.1;

  /** Where Kolmogorov's law leaves {@value #FALSE_ALARM}. */
  private static final double CRITICAL = 1.6276;

  private static final double MIN_ERROR_RATIO = 0.5;
  private static final double MIN_ERROR_CHANGE = 0.01;

  /** Error rates below count as this one when they are compared. */
  private static final double RARE = 0.001;

  private final double[] values;
  private final double[] weights;
  private final List<Integer> cuts = new ArrayList<>();

  private ChangePoints(double[] values, double[] weights) {
    this.values = values;
    this.weights = weights;
    divide(0, values.length);
    cuts.sort(Comparator.naturalOrder());
  }

  static List<Pattern> find(AnalysisWindow window, Timeline time) {
    int[] filled = IntStream.range(0, time.size()).filter(bin -> time.traces(bin) > 0).toArray();
    double[] weights = Arrays.stream(filled).mapToDouble(time::traces).toArray();
    double[] latencies = Arrays.stream(filled).mapToDouble(time::meanLatencyMs).toArray();
    double[] errors =
        Arrays.stream(filled)
            .mapToDouble(bin -> (double) time.errors(bin) / time.traces(bin))
            .toArray();
    List<Pattern> found = new ArrayList<>();
    new ChangePoints(latencies, weights)
        .describe(
            (cut, before, after) -> {
              if (before > 0 && Math.abs(after / before - 1) >= MIN_LATENCY_RATIO) {
                found.add(
                    pattern(
                        window,
                        "latency",
                        time.startsMs()[filled[cut]],
                        after / before,
                        Wording.duration(before),
                        Wording.duration(after)));
              }
            });
    new ChangePoints(errors, weights)
        .describe(
            (cut, before, after) -> {
              double change = Math.abs(after - before);
              if (change >= MIN_ERROR_CHANGE
                  && change >= MIN_ERROR_RATIO * Math.min(before, after)) {
                found.add(
                    pattern(
                        window,
                        "errors a trace",
                        time.startsMs()[filled[cut]],
                        Math.max(after, RARE) / Math.max(before, RARE),
                        Wording.format("%.3f", before),
                        Wording.format("%.3f", after)));
              }
            });
    found.sort(
        Comparator.comparingDouble((Pattern p) -> Math.abs(StrictMath.log(p.strength())))
            .reversed());
    return found;
  }

  private static Pattern pattern(
      AnalysisWindow window, String what, long sinceMs, double ratio, String before, String after) {
    return new Pattern(
        window,
        "change_point",
        what + " at " + Wording.time(sinceMs) + " UTC",
        1,
        Double.NaN,
        ratio,
        Wording.format(
            "From %s UTC on, mean %s is %s instead of %s.",
            Wording.time(sinceMs), what, after, before));
  }

  private interface Change {
    void at(int cut, double before, double after);
  }

  private void describe(Change change) {
    for (int i = 0; i < cuts.size(); i++) {
      int from = i == 0 ? 0 : cuts.get(i - 1);
      int to = i + 1 < cuts.size() ? cuts.get(i + 1) : values.length;
      change.at(cuts.get(i), mean(from, cuts.get(i)), mean(cuts.get(i), to));
    }
  }

  private void divide(int from, int to) {
    if (to - from < 2 * MIN_BINS) {
      return;
    }
    double mean = mean(from, to);
    double weight = Arrays.stream(weights, from, to).sum();
    double sum = 0;
    double furthest = 0;
    int cut = from;
    for (int i = from; i < to; i++) {
      if (i - from >= MIN_BINS && to - i >= MIN_BINS && Math.abs(sum) > furthest) {
        furthest = Math.abs(sum);
        cut = i;
      }
      sum += weights[i] * (values[i] - mean);
    }
    if (cut > from && furthest > CRITICAL * deviation(from, cut, to) * Math.sqrt(weight)) {
      cuts.add(cut);
      divide(from, cut);
      divide(cut, to);
    }
  }

  /** Standard deviation of a value of weight 1: by neighbours or around the parts, the larger. */
  private double deviation(int from, int cut, int to) {
    double neighbours = 0;
    double around = 0;
    double before = mean(from, cut);
    double after = mean(cut, to);
    for (int i = from; i < to; i++) {
      double off = values[i] - (i < cut ? before : after);
      around += weights[i] * off * off;
      if (i > from) {
        double step = values[i] - values[i - 1];
        neighbours += step * step / (1 / weights[i] + 1 / weights[i - 1]);
      }
    }
    return Math.sqrt(Math.max(neighbours / (to - from - 1), around / (to - from - 2)));
  }

  private double mean(int from, int to) {
    double sum = 0;
    double weight = 0;
    for (int i = from; i < to; i++) {
      sum += weights[i] * values[i];
      weight += weights[i];
    }
    return sum / weight;
  }
}
