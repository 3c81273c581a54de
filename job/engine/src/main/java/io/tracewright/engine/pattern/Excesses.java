package io.tracewright.engine.pattern;

import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * Stretches of time that hold more than the rest of the window would have one expect.
 *
 * <p>Counts are held against a negative binomial law, or Poisson's when they vary no more than
 * that. Its mean is the rate outside the stretches found; its variance follows from the bins'
 * median deviation, which stretches of excess do not move. A bin stands out when chance would let
 * any bin of a window do so in {@value #FALSE_ALARM} of windows; neighbours, and those with one bin
 * between them, make one stretch.
 */
final class Excesses {
  static final double FALSE_ALARM = 0.01;

  private static final double MIN_RATIO = 1.5;
  private static final int MIN_BINS = 8;
  private static final int ROUNDS = 5;

  /** Median of the square of a standard normal value. */
  private static final double MEDIAN_SQUARE = 0.4549;

  private record Stretch(int from, int to, double count, double expected) {
    double ratio() {
      return count / expected;
    }
  }

  private Excesses() {}

  /**
   * Stretches with too many errors for their traces.
   *
   * @param dispersion variance of a count of errors over its mean, at least 1, as far as it follows
   *     from several errors hitting one trace
   */
  static List<Pattern> errorBursts(AnalysisWindow window, Timeline time, double dispersion) {
    double[] errors = new double[time.size()];
    double[] traces = new double[time.size()];
    Arrays.setAll(errors, time::errors);
    Arrays.setAll(traces, time::traces);
    List<Pattern> bursts = new ArrayList<>();
    for (Stretch stretch : find(errors, traces, dispersion)) {
      double concerned = sum(traces, stretch);
      String when = Wording.interval(time.startsMs()[stretch.from], time.endMs(stretch.to - 1));
      bursts.add(
          new Pattern(
              window,
              "error_burst",
              when,
              Math.round(stretch.count),
              concerned / Arrays.stream(traces).sum(),
              stretch.ratio(),
              Wording.format(
                  "From %s there were %.0f errors in %.0f traces, %.1f times what is usual.",
                  when, stretch.count, concerned, stretch.ratio())));
    }
    return bursts;
  }

  /** Stretches with too many traces. */
  static List<Pattern> peaks(AnalysisWindow window, Timeline time) {
    double[] traces = new double[time.size()];
    double[] even = new double[time.size()];
    Arrays.setAll(traces, time::traces);
    Arrays.fill(even, 1);
    List<Pattern> peaks = new ArrayList<>();
    for (Stretch stretch : find(traces, even, 1)) {
      String when = Wording.interval(time.startsMs()[stretch.from], time.endMs(stretch.to - 1));
      peaks.add(
          new Pattern(
              window,
              "peak",
              when,
              Math.round(stretch.count),
              stretch.count / Arrays.stream(traces).sum(),
              stretch.ratio(),
              Wording.format(
                  "From %s %.0f traces began, %.1f times what is usual.",
                  when, stretch.count, stretch.ratio())));
    }
    return peaks;
  }

  private static List<Stretch> find(double[] counts, double[] exposures, double dispersion) {
    long filled = Arrays.stream(exposures).filter(exposure -> exposure > 0).count();
    boolean[] high = new boolean[counts.length];
    double rate = usualRate(counts, exposures);
    boolean changed = filled >= MIN_BINS;
    for (int round = 0; round < ROUNDS && changed; round++) {
      rate = round == 0 ? rate : rate(counts, exposures, high);
      double spread = Math.max(dispersion, spread(counts, exposures, rate));
      changed = false;
      for (int bin = 0; bin < counts.length; bin++) {
        double expected = rate * exposures[bin];
        boolean stands =
            expected > 0
                && counts[bin] >= MIN_RATIO * expected
                && atLeast(counts[bin], expected, spread) <= FALSE_ALARM / filled;
        changed |= stands != high[bin];
        high[bin] = stands;
      }
    }
    for (int bin = 1; bin + 1 < high.length; bin++) {
      high[bin] |= high[bin - 1] && high[bin + 1];
    }
    List<Stretch> stretches = new ArrayList<>();
    for (int from = 0; from < high.length; from++) {
      int to = from;
      double count = 0;
      double exposure = 0;
      while (to < high.length && high[to]) {
        count += counts[to];
        exposure += exposures[to];
        to++;
      }
      if (to > from) {
        stretches.add(new Stretch(from, to, count, rate * exposure));
        from = to;
      }
    }
    stretches.sort(Comparator.comparingDouble((Stretch s) -> s.count - s.expected).reversed());
    return stretches;
  }

  /** The median bin's rate, to begin with; the mean where most bins hold nothing. */
  private static double usualRate(double[] counts, double[] exposures) {
    double[] rates =
        IntStream.range(0, counts.length)
            .filter(bin -> exposures[bin] > 0)
            .mapToDouble(bin -> counts[bin] / exposures[bin])
            .sorted()
            .toArray();
    double median = rates.length == 0 ? 0 : rates[rates.length / 2];
    return median > 0 ? median : rate(counts, exposures, new boolean[counts.length]);
  }

  private static double rate(double[] counts, double[] exposures, boolean[] leftOut) {
    double count = 0;
    double exposure = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      if (!leftOut[bin]) {
        count += counts[bin];
        exposure += exposures[bin];
      }
    }
    return exposure > 0 ? count / exposure : 0;
  }

  private static double spread(double[] counts, double[] exposures, double rate) {
    double[] squares = new double[counts.length];
    int used = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      double expected = rate * exposures[bin];
      if (expected > 0) {
        squares[used++] = (counts[bin] - expected) * (counts[bin] - expected) / expected;
      }
    }
    Arrays.sort(squares, 0, used);
    return used == 0 ? 1 : squares[used / 2] / MEDIAN_SQUARE;
  }

  /** Probability of so high a count or a higher one. */
  static double atLeast(double count, double mean, double dispersion) {
    if (count <= 0) {
      return 1;
    }
    return dispersion <= 1.001
        ? Gamma.regularizedGammaP(count, mean)
        : Beta.regularizedBeta((dispersion - 1) / dispersion, count, mean / (dispersion - 1));
  }

  private static double sum(double[] values, Stretch stretch) {
    return Arrays.stream(values, stretch.from, stretch.to).sum();
  }
}
