package io.tracewright.model.run;

import io.tracewright.model.profile.WorkloadProfile;
import java.io.Serializable;
import java.util.List;

/**
 * Everything that a run's rows follow from: two runs with equal specs, but for {@link #runId()} and
 * {@link #table()}, make equal rows at any parallelism and across any failure.
 *
 * @param runId identifier of the run, letters, digits, {@code _} and {@code -}, 1 to 64 characters
 * @param profile the profile, empirical laws resolved
 * @param seed seed of every random stream
 * @param traces traces to make, at least 1
 * @param tracesPerChunk traces in a chunk (the last may hold fewer), at least 1
 * @param windowStartMs start of the window, inclusive, milliseconds since the epoch, UTC
 * @param windowEndMs end of the window, exclusive; no row lies outside
 * @param corpora corpora to draw prompts from; empty: the built-in samples
 * @param live whether chunks are emitted when they are due rather than as fast as possible
 * @param table destination table
 * @param chunkLimit chunks to make, counted from the window's start, so that a budget holds; 0: all
 * @param calibration what was solved for so that the profile's targets hold
 */
public record RunSpec(
    String runId,
    WorkloadProfile profile,
    long seed,
    long traces,
    int tracesPerChunk,
    long windowStartMs,
    long windowEndMs,
    List<CorpusRef> corpora,
    boolean live,
    String table,
    int chunkLimit,
    Calibration calibration)
    implements Serializable {

  public RunSpec {
    corpora = List.copyOf(corpora);
    calibration = calibration == null ? Calibration.NONE : calibration;
    if (!runId.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "run id '" + runId + "' must be 1 to 64 letters, digits, '_' or '-'");
    }
    require(traces >= 1, "traces", traces, "must be at least 1");
    require(tracesPerChunk >= 1, "tracesPerChunk", tracesPerChunk, "must be at least 1");
    require(windowEndMs > windowStartMs, "windowEndMs", windowEndMs, "must be after windowStartMs");
    require(chunkLimit >= 0, "chunkLimit", chunkLimit, "must be at least 0");
    require(
        chunkCount(traces, tracesPerChunk) <= Integer.MAX_VALUE,
        "traces",
        traces,
        "make more than 2,147,483,647 chunks: lower them or put more into a chunk");
  }

  /** A run without limit and calibration. */
  public RunSpec(
      String runId,
      WorkloadProfile profile,
      long seed,
      long traces,
      int tracesPerChunk,
      long windowStartMs,
      long windowEndMs,
      List<CorpusRef> corpora,
      boolean live,
      String table) {
    this(
        runId,
        profile,
        seed,
        traces,
        tracesPerChunk,
        windowStartMs,
        windowEndMs,
        corpora,
        live,
        table,
        0,
        Calibration.NONE);
  }

  /** The same run, ending after so many chunks; 0: after all. */
  public RunSpec withChunkLimit(int limit) {
    return with(profile, seed, traces, tracesPerChunk, limit, calibration);
  }

  /** The same run, steered by what was solved. */
  public RunSpec withCalibration(Calibration solved) {
    return with(profile, seed, traces, tracesPerChunk, chunkLimit, solved);
  }

  /** The same run of another profile. */
  public RunSpec withProfile(WorkloadProfile other) {
    return with(other, seed, traces, tracesPerChunk, chunkLimit, calibration);
  }

  /** The same run from another seed. */
  public RunSpec withSeed(long other) {
    return with(profile, other, traces, tracesPerChunk, chunkLimit, calibration);
  }

  /** The same run with another number of traces, in all and in a chunk. */
  public RunSpec withTraces(long all, int perChunk) {
    return with(profile, seed, all, perChunk, chunkLimit, calibration);
  }

  private RunSpec with(
      WorkloadProfile newProfile,
      long newSeed,
      long newTraces,
      int newTracesPerChunk,
      int newChunkLimit,
      Calibration newCalibration) {
    return new RunSpec(
        runId,
        newProfile,
        newSeed,
        newTraces,
        newTracesPerChunk,
        windowStartMs,
        windowEndMs,
        corpora,
        live,
        table,
        newChunkLimit,
        newCalibration);
  }

  /** Number of chunks to make, at least 1. */
  public int chunks() {
    int all = plannedChunks();
    return chunkLimit == 0 ? all : Math.min(all, chunkLimit);
  }

  /** Number of chunks in the plan, whether or not a limit ends the run before, at least 1. */
  public int plannedChunks() {
    return Math.toIntExact(chunkCount(traces, tracesPerChunk));
  }

  /** Number of traces to make: {@link #traces()}, or fewer when a limit ends the run before. */
  public long tracesToMake() {
    return Math.min(traces, (long) chunks() * tracesPerChunk);
  }

  private static long chunkCount(long traces, int tracesPerChunk) {
    return (traces - 1) / tracesPerChunk + 1;
  }

  private static void require(boolean holds, String option, long value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(option + " " + value + " " + rule);
    }
  }
}
