package io.tracewright.engine.pattern;

import io.tracewright.engine.summary.Summary;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The busiest hours of the week: stretches of hours with at least {@value #MIN_RATIO} times the
 * mean hour's traces. Each hour counts by how often it lies in the window; a window of less than a
 * day has no busiest hour.
 */
final class WeeklyPeaks {
  static final double MIN_RATIO = 1.5;

  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final int DAY_HOURS = 24;
  private static final long HOUR_MS = 3_600_000;
  private static final int HOURS_BEFORE_EPOCH = 72;

  /** Standard deviations by which a stretch must exceed the mean, were its traces independent. */
  private static final double SURELY = 5;

  private WeeklyPeaks() {}

  static List<Pattern> find(AnalysisWindow window, long[] hourOfWeek) {
    double[] hours = covered(window);
    double total = Arrays.stream(hourOfWeek).sum();
    double mean = total / Math.max(1, Arrays.stream(hours).sum());
    if (Arrays.stream(hours).sum() < DAY_HOURS || total == 0) {
      return List.of();
    }
    List<Pattern> peaks = new ArrayList<>();
    for (int from = 0; from < hours.length; from++) {
      int to = from;
      double count = 0;
      double expected = 0;
      while (to < hours.length
          && to / DAY_HOURS == from / DAY_HOURS
          && hours[to] > 0
          && hourOfWeek[to] >= MIN_RATIO * mean * hours[to]) {
        count += hourOfWeek[to];
        expected += mean * hours[to];
        to++;
      }
      if (to > from) {
        if (count - expected >= SURELY * Math.sqrt(expected)) {
          peaks.add(pattern(window, from, to, count, expected, total));
        }
        from = to - 1;
      }
    }
    peaks.sort(Comparator.comparingLong(Pattern::count).reversed());
    return peaks;
  }

  private static Pattern pattern(
      AnalysisWindow window, int from, int to, double count, double expected, double total) {
    String when =
        Wording.format(
            "%s %02d:00 to %02d:00 UTC",
            DAYS[from / DAY_HOURS], from % DAY_HOURS, (to - 1) % DAY_HOURS + 1);
    return new Pattern(
        window,
        "peak",
        when,
        Math.round(count),
        count / total,
        count / expected,
        Wording.format(
            "%s is busy: %.0f traces, %.1f times the mean hour's.", when, count, count / expected));
  }

  /** How much of each hour of the week the window holds, in hours. */
  private static double[] covered(AnalysisWindow window) {
    double[] hours = new double[Summary.HOURS_OF_WEEK];
    for (long startMs = window.startMs(); startMs < window.endMs(); ) {
      long hour = Math.floorDiv(startMs, HOUR_MS);
      long endMs = Math.min(window.endMs(), (hour + 1) * HOUR_MS);
      hours[(int) Math.floorMod(hour + HOURS_BEFORE_EPOCH, (long) Summary.HOURS_OF_WEEK)] +=
          (double) (endMs - startMs) / HOUR_MS;
      startMs = endMs;
    }
    return hours;
  }
}
