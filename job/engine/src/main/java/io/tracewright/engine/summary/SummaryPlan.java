package io.tracewright.engine.summary;

import io.tracewright.model.run.RunSpec;
import java.io.Serializable;

/**
 * How a stretch of time is cut into panes and how many of its traces are sampled. Windows are made
 * of whole panes.
 *
 * <p>A trace belongs to the pane in which its first span starts; those outside belong to the
 * nearest.
 *
 * @param runId the run; empty: rows name none
 * @param startMs start, inclusive, milliseconds since the epoch, UTC
 * @param endMs end, exclusive
 * @param paneMs length of a pane, milliseconds, at least 1
 * @param sampleShare probability that a trace is sampled, above 0, at most 1
 * @param sampleSeed seed of the sampling
 */
public record SummaryPlan(
    String runId, long startMs, long endMs, long paneMs, double sampleShare, long sampleSeed)
    implements Serializable {
  /** Sampled traces of a group in a pane, at most. */
  public static final int MAX_SAMPLE = 512;

  private static final int MAX_PANES = 24;
  private static final long TRACES_PER_PANE = 100_000;
  private static final long SAMPLED_PER_PANE = 2_048;
  private static final double TWO_TO_THE_53 = 0x1p53;

  public SummaryPlan {
    if (endMs <= startMs || paneMs < 1 || !(sampleShare > 0) || sampleShare > 1) {
      throw new IllegalArgumentException(
          "panes of " + paneMs + " ms, share " + sampleShare + " in " + startMs + " to " + endMs);
    }
  }

  /** The plan of a run. */
  public static SummaryPlan of(RunSpec spec) {
    return of(
        spec.runId(), spec.windowStartMs(), spec.windowEndMs(), spec.tracesToMake(), spec.seed());
  }

  /**
   * A plan for so many traces: panes grow with them, so that analysis costs a share of the rest.
   */
  public static SummaryPlan of(String runId, long startMs, long endMs, long traces, long seed) {
    long panes = Math.min(MAX_PANES, Math.max(1, traces / TRACES_PER_PANE));
    long paneMs = (endMs - startMs - 1) / panes + 1;
    double share = Math.min(1, (double) SAMPLED_PER_PANE * panes / Math.max(1, traces));
    return new SummaryPlan(runId, startMs, endMs, paneMs, share, seed);
  }

  /**
   * The same panes, of which all traces are candidates for the sample: for the few traces of a
   * reference.
   */
  public SummaryPlan samplingAll() {
    return new SummaryPlan(runId, startMs, endMs, paneMs, 1, sampleSeed);
  }

  /** Number of panes, at least 1. */
  public int panes() {
    return (int) ((endMs - startMs - 1) / paneMs + 1);
  }

  /** The pane that a time falls into, 0 to {@code panes() - 1}. */
  public int pane(long timeMs) {
    long pane = Math.floorDiv(timeMs - startMs, paneMs);
    return (int) Math.min(Math.max(pane, 0), panes() - 1L);
  }

  /** Start of a pane, milliseconds since the epoch, UTC. */
  public long paneStartMs(int pane) {
    return startMs + pane * paneMs;
  }

  /** End of a pane, exclusive: the end of the plan for the last. */
  public long paneEndMs(int pane) {
    return Math.min(endMs, startMs + (pane + 1) * paneMs);
  }

  /** A trace's place in the sampling order, uniform over all longs: smaller comes first. */
  public long priority(long traceHigh, long traceLow) {
    return mix(traceHigh ^ mix(traceLow + mix(sampleSeed))) >>> 1;
  }

  /** Whether a trace of this priority is sampled. */
  public boolean samples(long priority) {
    return (priority >>> 10) < sampleShare * TWO_TO_THE_53;
  }

  /** The SplitMix64 finalizer (Steele, Lea and Flood 2014). */
  private static long mix(long word) {
    long z = word + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
