package io.tracewright.engine.pattern;

import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import java.util.List;

/**
 * Whether traffic comes and goes with a period: the largest ordinate of the periodogram, by
 * Fisher's test (1929) at a level of {@value #FALSE_ALARM}, with at least {@value #MIN_CYCLES}
 * cycles in the window and {@value #MIN_SHARE} of the variance.
 *
 * <p>The test is against independent counts. Traffic that drifts by itself has its variance at few
 * cycles a window; hence the bounds on cycles and share.
 */
final class Periods {
  static final double FALSE_ALARM = 0.01;
  static final int MIN_CYCLES = 3;
  static final double MIN_SHARE = 0.2;

  private static final int MIN_BINS = 24;

  private Periods() {}

  static List<Pattern> find(AnalysisWindow window, Timeline time) {
    int bins = time.size();
    if (bins < MIN_BINS) {
      return List.of();
    }
    double[] power = periodogram(time);
    int peak = MIN_CYCLES;
    double total = 0;
    double tested = 0;
    for (int cycles = 1; cycles < power.length; cycles++) {
      total += power[cycles];
      tested += cycles >= MIN_CYCLES ? power[cycles] : 0;
      peak = cycles >= MIN_CYCLES && power[cycles] > power[peak] ? cycles : peak;
    }
    int ordinates = power.length - MIN_CYCLES;
    double chance = ordinates * StrictMath.pow(1 - power[peak] / tested, ordinates - 1);
    double share = power[peak] / total;
    if (!(chance <= FALSE_ALARM) || share < MIN_SHARE) {
      return List.of();
    }
    double periodMs = bins * time.binMs() / peak;
    return List.of(
        new Pattern(
            window,
            "period",
            Wording.duration(periodMs),
            peak,
            Double.NaN,
            share,
            Wording.format(
                "Traffic comes and goes every %s: %s of how it varies.",
                Wording.duration(periodMs), Wording.percent(share))));
  }

  /** Power by the number of cycles in the window, up to half the number of bins. */
  private static double[] periodogram(Timeline time) {
    int bins = time.size();
    double[] cosines = new double[bins];
    double[] sines = new double[bins];
    double mean = 0;
    for (int bin = 0; bin < bins; bin++) {
      cosines[bin] = StrictMath.cos(2 * Math.PI * bin / bins);
      sines[bin] = StrictMath.sin(2 * Math.PI * bin / bins);
      mean += (double) time.traces(bin) / bins;
    }
    double[] power = new double[(bins - 1) / 2 + 1];
    for (int cycles = 1; cycles < power.length; cycles++) {
      double real = 0;
      double imaginary = 0;
      for (int bin = 0; bin < bins; bin++) {
        int phase = (int) ((long) cycles * bin % bins);
        real += (time.traces(bin) - mean) * cosines[phase];
        imaginary += (time.traces(bin) - mean) * sines[phase];
      }
      power[cycles] = real * real + imaginary * imaginary;
    }
    return power;
  }
}
