package io.tracewright.engine.summary;

import java.util.Arrays;

/**
 * Middle and width of the first values of a chunk, hardly moved by a few odd ones: median, and how
 * far the upper tenth lies from it. Not thread-safe.
 */
final class Spread {
  private static final int KEPT = 96;
  private static final int LEAST = 12;

  /** Of a normal law, in standard deviations. */
  private static final double UPPER_TENTH = 1.2816;

  private final double leastWidth;
  private final double[] values = new double[KEPT];
  private int size;
  private double median;
  private double width;

  /**
   * A spread of nothing yet.
   *
   * @param leastWidth what counts as one width at least, above 0
   */
  Spread(double leastWidth) {
    this.leastWidth = leastWidth;
  }

  void clear() {
    size = 0;
  }

  void add(double value) {
    if (size < KEPT) {
      values[size++] = value;
    }
  }

  /** Whether there are enough values to say what is usual. */
  boolean isKnown() {
    return size >= LEAST;
  }

  /** Ends the adding. */
  void settle() {
    if (isKnown()) {
      Arrays.sort(values, 0, size);
      median = values[size / 2];
      width = Math.max(leastWidth, (values[size * 9 / 10] - median) / UPPER_TENTH);
    }
  }

  double median() {
    return median;
  }

  /** How many widths a value lies above the median; 0 when nothing is known. */
  double above(double value) {
    return isKnown() ? (value - median) / width : 0;
  }
}
