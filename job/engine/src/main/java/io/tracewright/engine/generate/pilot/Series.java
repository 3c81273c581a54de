package io.tracewright.engine.generate.pilot;

import java.util.Arrays;

/** A number for each trace of a sample; a yes or no is 1 or 0. Immutable. */
public final class Series {
  private static final int BATCHES = 40;

  private final double[] values;

  private Series(double[] values) {
    this.values = values;
  }

  /** A series of these values. */
  public static Series of(double... values) {
    return new Series(values.clone());
  }

  /** Number of traces. */
  public int size() {
    return values.length;
  }

  /** The value of a trace, 0 to {@code size() - 1}. */
  public double get(int trace) {
    return values[trace];
  }

  /** Sum of all values. */
  public double sum() {
    return Arrays.stream(values).sum();
  }

  /** Mean; 0 of an empty series. */
  public double mean() {
    return values.length == 0 ? 0 : sum() / values.length;
  }

  /** Standard error of the mean of independent traces; 0 of fewer than two. */
  public double standardError() {
    int n = values.length;
    if (n < 2) {
      return 0;
    }
    double mean = mean();
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (n - 1) / n);
  }

  /**
   * Standard error of the mean of traces of which neighbours are alike, because they belong to one
   * conversation or one burst: from the means of batches of neighbours (Schmeiser, "Batch Size
   * Effects in the Analysis of Simulation Output", 1982), and never below that of independent
   * traces.
   */
  double standardErrorOfNeighbours() {
    int batch = values.length / BATCHES;
    if (batch < 2) {
      return standardError();
    }
    double[] means = new double[BATCHES];
    for (int i = 0; i < BATCHES * batch; i++) {
      means[i / batch] += values[i] / batch;
    }
    return Math.max(standardError(), of(means).standardError());
  }

  /**
   * Quantiles at equally spaced probabilities from 0 to 1, ascending, linear between order
   * statistics (type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996).
   *
   * @param count number of quantiles, at least 2; the first is the minimum, the last the maximum
   * @throws IllegalStateException of an empty series
   */
  public double[] quantiles(int count) {
    if (values.length == 0) {
      throw new IllegalStateException("an empty series has no quantiles");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] quantiles = new double[count];
    for (int i = 0; i < count; i++) {
      double place = (double) i / (count - 1) * (sorted.length - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      quantiles[i] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
    return quantiles;
  }

  /** The values of those traces whose key in another series is this one, in their order. */
  public Series where(Series keys, double key) {
    double[] chosen = new double[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (keys.values[i] == key) {
        chosen[count++] = values[i];
      }
    }
    return new Series(Arrays.copyOf(chosen, count));
  }

  double[] toArray() {
    return values.clone();
  }
}
