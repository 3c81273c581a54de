package io.tracewright.engine.pattern;

import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.AnalysisWindow;
import java.util.SortedMap;
import java.util.stream.LongStream;

/** Counts of a window by equal stretches of time, those without traces included. */
final class Timeline {
  private static final Summary.Bin EMPTY = new Summary.Bin(0, 0, 0);

  private final long[] startsMs;
  private final Summary.Bin[] bins;
  private final double binMs;

  Timeline(long[] startsMs, Summary.Bin[] bins, double binMs) {
    this.startsMs = startsMs;
    this.bins = bins;
    this.binMs = binMs;
  }

  static Timeline of(
      AnalysisWindow window, SummaryPlan plan, SortedMap<Integer, Summary.Bin> counts) {
    int first = plan.pane(window.startMs()) * Summary.BINS_PER_PANE;
    int last = (plan.pane(window.endMs() - 1) + 1) * Summary.BINS_PER_PANE;
    long[] startsMs =
        LongStream.range(first, last)
            .map(bin -> startMs(plan, bin))
            .filter(startMs -> startMs < plan.endMs())
            .toArray();
    Summary.Bin[] bins = new Summary.Bin[startsMs.length];
    for (int i = 0; i < bins.length; i++) {
      bins[i] = counts.getOrDefault(first + i, EMPTY);
    }
    return new Timeline(startsMs, bins, (double) plan.paneMs() / Summary.BINS_PER_PANE);
  }

  private static long startMs(SummaryPlan plan, long bin) {
    int pane = (int) (bin / Summary.BINS_PER_PANE);
    long within = bin % Summary.BINS_PER_PANE;
    return plan.paneStartMs(pane)
        + (within * plan.paneMs() + Summary.BINS_PER_PANE - 1) / Summary.BINS_PER_PANE;
  }

  int size() {
    return bins.length;
  }

  long traces(int bin) {
    return bins[bin].traces();
  }

  long errors(int bin) {
    return bins[bin].errors();
  }

  double meanLatencyMs(int bin) {
    return bins[bin].latencyUs() / 1e3 / bins[bin].traces();
  }

  /** End of a stretch, exclusive. */
  long endMs(int bin) {
    return bin + 1 < startsMs.length ? startsMs[bin + 1] : Math.round(startsMs[bin] + binMs);
  }

  /** Starts of the stretches, milliseconds since the epoch, UTC. */
  long[] startsMs() {
    return startsMs;
  }

  /** Length of a stretch, milliseconds. */
  double binMs() {
    return binMs;
  }
}
