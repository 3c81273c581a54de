package io.tracewright.engine.summary;

import java.util.Arrays;

/**
 * How long a model's calls take by their completion tokens: Tukey's resistant line through the
 * medians of the calls with the fewest and with the most (Exploratory Data Analysis, 1977), fitted
 * to the first calls of a chunk. Not thread-safe.
 */
final class LatencyLine {
  private static final int KEPT = 96;
  private static final int LEAST = 12;
  private static final double LEAST_WIDTH = 0.15;
  private static final double LEAST_MS = 1;

  private final long[] calls = new long[KEPT];
  private final double[] scratch = new double[KEPT];
  private final Spread residual = new Spread(LEAST_WIDTH);
  private int size;
  private double firstMs;
  private double msPerToken;

  void clear() {
    size = 0;
  }

  void add(int tokens, double latencyMs) {
    if (size < KEPT) {
      calls[size++] = ((long) tokens << 32) | Float.floatToRawIntBits((float) latencyMs);
    }
  }

  boolean isKnown() {
    return size >= LEAST;
  }

  /** Ends the adding. */
  void settle() {
    if (!isKnown()) {
      return;
    }
    Arrays.sort(calls, 0, size);
    int third = size / 3;
    double fewTokens = tokens(third / 2);
    double manyTokens = tokens(size - 1 - third / 2);
    double fewMs = medianMs(0, third);
    double manyMs = medianMs(size - third, size);
    msPerToken =
        manyTokens > fewTokens ? Math.max(0, (manyMs - fewMs) / (manyTokens - fewTokens)) : 0;
    for (int i = 0; i < size; i++) {
      scratch[i] = latencyMs(i) - msPerToken * tokens(i);
    }
    Arrays.sort(scratch, 0, size);
    firstMs = Math.max(LEAST_MS, scratch[size / 2]);
    residual.clear();
    for (int i = 0; i < size; i++) {
      residual.add(Binary.log(Math.max(latencyMs(i), LEAST_MS) / expectedMs(tokens(i))));
    }
    residual.settle();
  }

  private int tokens(int call) {
    return (int) (calls[call] >>> 32);
  }

  private double latencyMs(int call) {
    return Float.intBitsToFloat((int) calls[call]);
  }

  private double medianMs(int from, int to) {
    for (int i = from; i < to; i++) {
      scratch[i - from] = latencyMs(i);
    }
    Arrays.sort(scratch, 0, to - from);
    return scratch[(to - from) / 2];
  }

  /** How long a call with so many completion tokens takes, milliseconds, above 0. */
  double expectedMs(int tokens) {
    return firstMs + msPerToken * tokens;
  }

  /** How many widths of the others' spread a call is slower than its tokens explain. */
  double above(int tokens, double latencyMs) {
    return isKnown() && latencyMs > 0
        ? residual.above(Binary.log(latencyMs / expectedMs(tokens)))
        : 0;
  }
}
