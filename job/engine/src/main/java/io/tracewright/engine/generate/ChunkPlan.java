package io.tracewright.engine.generate;

import io.tracewright.engine.generate.time.Intensity;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.RunSpec;

/**
 * The chunks of a run: a pure function of its spec.
 *
 * <p>Chunks hold equal numbers of traces, so slots are short where demand is high. Starts of traces
 * end one longest trace before the window does, so that no span lies outside.
 */
public final class ChunkPlan {
  private final RunSpec spec;
  private final Intensity intensity;

  /**
   * Plans a run.
   *
   * @throws IllegalArgumentException when the window is no longer than the longest trace
   */
  public ChunkPlan(RunSpec spec) {
    this.spec = spec;
    long lastStartMs = spec.windowEndMs() - spec.profile().limits().maxTraceDurationMs();
    if (lastStartMs <= spec.windowStartMs()) {
      throw new IllegalArgumentException(
          "window: "
              + (spec.windowEndMs() - spec.windowStartMs())
              + " ms long, it must be longer than limits.max_trace_duration_ms "
              + spec.profile().limits().maxTraceDurationMs());
    }
    this.intensity =
        spec.live()
            ? Intensity.flat(spec.windowStartMs(), lastStartMs)
            : Intensity.of(spec.profile().window(), spec.windowStartMs(), lastStartMs);
  }

  /** Number of chunks, at least 1. */
  public int chunks() {
    return spec.chunks();
  }

  /** A chunk by its position, 0 to {@code chunks() - 1}. */
  public ChunkDescriptor chunk(int index) {
    long first = (long) index * spec.tracesPerChunk();
    long end = Math.min(first + spec.tracesPerChunk(), spec.traces());
    long slotEndMs = (long) intensity.timeMs((double) end / spec.traces());
    return new ChunkDescriptor(
        index,
        first,
        (int) (end - first),
        (long) intensity.timeMs((double) first / spec.traces()),
        slotEndMs,
        slotEndMs + spec.profile().limits().maxTraceDurationMs());
  }

  /** The demand that start times follow. */
  Intensity intensity() {
    return intensity;
  }
}
