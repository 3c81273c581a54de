package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import java.util.Arrays;

/**
 * Makes a told trace longer or shorter in one sweep over its starts and ends.
 *
 * <p>Each moment comes as much later than the one before as the factor says, and at least as much
 * as it takes for the order to stay: {@value TraceClock#MIN_OVERHEAD_US} microseconds, or what it
 * was if that was less. Starts are rounded up to whole milliseconds, as when they were told. So
 * what ended before another began still does, and parents outlast their children as before. A trace
 * that is made longer ends less than a millisecond after what was asked for, one that is made
 * shorter never after its old end.
 *
 * <p>The moments at which parallel siblings start do not part from each other: where a trace forks,
 * time is not stretched. Reuses its arrays; not thread-safe.
 */
final class Stretch {
  /** Siblings that overlap and start within this are parallel. */
  private static final long FORK_US = 5_000;

  private static final long MS = 1_000;

  private long[] starts = new long[0];
  private long[] ends = new long[0];
  private long[] newStarts = new long[0];
  private long[] newEnds = new long[0];

  /** When the last of the siblings starts that start with a span; 0: it has none. */
  private long[] forksUntil = new long[0];

  /**
   * Moves the starts and ends of all spans.
   *
   * @param factor of the root's duration, above 0
   */
  void apply(TraceClock told, double factor) {
    int count = told.size();
    read(told, count);
    sweep(count, factor);
    for (int i = 0; i < count; i++) {
      SpanDraft span = told.span(i);
      long endUs = newEnds[place(ends, count, span.startUs + span.durationUs)];
      span.startUs = newStarts[place(starts, count, span.startUs)];
      double shown = (double) (endUs - span.startUs) / span.durationUs;
      span.firstTokenUs = (long) (span.firstTokenUs * shown);
      span.durationUs = endUs - span.startUs;
    }
  }

  private void read(TraceClock told, int count) {
    if (starts.length < count) {
      starts = new long[count];
      ends = new long[count];
      newStarts = new long[count];
      newEnds = new long[count];
      forksUntil = new long[count];
    }
    for (int i = 0; i < count; i++) {
      starts[i] = told.span(i).startUs;
      ends[i] = starts[i] + told.span(i).durationUs;
    }
    Arrays.sort(starts, 0, count);
    Arrays.sort(ends, 0, count);
    Arrays.fill(forksUntil, 0, count, 0);
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        if (areParallel(told.span(i), told.span(j))) {
          long one = told.span(i).startUs;
          long other = told.span(j).startUs;
          int first = place(starts, count, Math.min(one, other));
          forksUntil[first] = Math.max(forksUntil[first], Math.max(one, other));
        }
      }
    }
  }

  private static boolean areParallel(SpanDraft one, SpanDraft other) {
    return one.parent == other.parent
        && Math.abs(one.startUs - other.startUs) <= FORK_US
        && one.startUs < other.startUs + other.durationUs
        && other.startUs < one.startUs + one.durationUs;
  }

  private static int place(long[] sorted, int count, long timeUs) {
    return Arrays.binarySearch(sorted, 0, count, timeUs);
  }

  private void sweep(int count, double factor) {
    double outsideForks = factor <= 1 ? factor : outsideForks(count, factor);
    double wantedUs = 0;
    long beforeUs = 0;
    long placedUs = 0;
    long forkUntil = 0;
    int start = 0;
    int end = 0;
    while (end < count) {
      boolean ending = start == count || ends[end] <= starts[start];
      long atUs = ending ? ends[end] : starts[start];
      wantedUs += (atUs - beforeUs) * (atUs <= forkUntil ? Math.min(1, factor) : outsideForks);
      long leastUs = placedUs + Math.min(TraceClock.MIN_OVERHEAD_US, atUs - beforeUs);
      placedUs = Math.max((long) wantedUs, leastUs);
      beforeUs = atUs;
      if (ending) {
        newEnds[end++] = placedUs;
      } else {
        placedUs = (placedUs + MS - 1) / MS * MS;
        forkUntil = Math.max(forkUntil, forksUntil[start]);
        newStarts[start++] = placedUs;
      }
    }
  }

  /** The factor that makes up for forks, which keep their length. */
  private double outsideForks(int count, double factor) {
    long forksUs = 0;
    long untilUs = 0;
    for (int i = 0; i < count; i++) {
      forksUs += Math.max(0, forksUntil[i] - Math.max(untilUs, starts[i]));
      untilUs = Math.max(untilUs, forksUntil[i]);
    }
    double allUs = ends[count - 1];
    return (factor * allUs - forksUs) / (allUs - forksUs);
  }
}
