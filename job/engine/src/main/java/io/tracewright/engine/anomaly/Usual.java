package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.Step;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.ValueSketch;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a window's spans usually take: model calls as a factor of what their completion tokens
 * suggest, all others in milliseconds.
 */
final class Usual {
  /** Values below which a quantile says little. */
  private static final long ENOUGH = 60;

  private static final Range UNKNOWN = new Range(Double.NaN, Double.NaN, Double.NaN);

  private final Summary summary;
  private final Range anyModel;
  private final Map<String, Range> known = new HashMap<>();

  private Usual(Summary summary, Range anyModel) {
    this.summary = summary;
    this.anyModel = anyModel;
  }

  static Usual of(Summary summary) {
    // Factors have no unit: where a model has few calls, those of all models tell as much.
    ValueSketch all = new ValueSketch();
    for (String model : summary.tally(Measures.MODEL).counts().keySet()) {
      all.merge(summary.sketch(Measures.latencyFactor(model)));
    }
    return new Usual(summary, all.count() < ENOUGH ? UNKNOWN : Range.of(all));
  }

  /** What a span's {@link #value} usually is. */
  Range range(Step step) {
    return step.isModel()
        ? known.computeIfAbsent(Measures.latencyFactor(step.model()), name -> range(name, anyModel))
        : known.computeIfAbsent(Measures.latencyMs(step.operation()), name -> range(name, UNKNOWN));
  }

  private Range range(String measure, Range otherwise) {
    ValueSketch sketch = summary.sketch(measure);
    return sketch.count() < ENOUGH ? otherwise : Range.of(sketch);
  }

  /** What of a span is compared; NaN: nothing, too little is known. */
  static double value(Step step) {
    if (!step.isModel()) {
      return step.latencyMs();
    }
    return step.expectedMs() > 0 ? step.latencyMs() / step.expectedMs() : Double.NaN;
  }

  /** How many milliseconds a value of a span stands for. */
  static double milliseconds(Step step, double value) {
    return step.isModel() ? value * step.expectedMs() : value;
  }

  /**
   * A range of usual values.
   *
   * @param median half are smaller
   * @param high nine in ten are smaller
   * @param higher nineteen in twenty are smaller
   */
  record Range(double median, double high, double higher) {
    private static final double LEAST = 1e-3;
    private static final double NORMAL_UPPER_TENTH = 1.2816;

    /** Widths below this are more exact than a sketch. */
    private static final double LEAST_WIDTH = 0.1;

    static Range of(ValueSketch sketch) {
      return new Range(
          Math.max(LEAST, sketch.quantile(0.5)),
          Math.max(LEAST, sketch.quantile(0.9)),
          Math.max(LEAST, sketch.quantile(0.95)));
    }

    boolean isKnown() {
      return !Double.isNaN(median);
    }

    /** One standard deviation of the logarithm, as the upper tenth has it. */
    double logWidth() {
      return Math.max(LEAST_WIDTH, StrictMath.log(high / median) / NORMAL_UPPER_TENTH);
    }

    /** Standard deviations above the median, of the logarithm. */
    double above(double value) {
      return StrictMath.log(Math.max(LEAST, value) / median) / logWidth();
    }
  }
}
