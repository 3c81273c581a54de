package io.tracewright.engine.generate;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.engine.generate.time.Arrivals;
import io.tracewright.engine.generate.time.Demand;
import io.tracewright.engine.generate.time.IncidentPlan;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import java.util.List;

/**
 * The chunks of a run: a pure function of its spec.
 *
 * <p>Chunks hold equal numbers of traces, so slots are short where demand is high or a burst comes;
 * where many traces come at once, a slot may have no length. Starts of traces end one longest trace
 * before the window does, so that no span lies outside.
 */
public final class ChunkPlan {
  private final RunSpec spec;
  private final List<PlannedIncident> incidents;
  private final Demand demand;
  private final Arrivals arrivals;

  /**
   * Plans a run.
   *
   * @throws IllegalArgumentException when the window is no longer than the longest trace, or holds
   *     no demand
   */
  public ChunkPlan(RunSpec spec) {
    this.spec = spec;
    this.incidents = IncidentPlan.of(spec);
    this.demand = Demand.of(spec, incidents);
    this.arrivals = new Arrivals(spec, new Streams());
  }

  /** Number of chunks, at least 1. */
  public int chunks() {
    return spec.chunks();
  }

  /**
   * A chunk by its position, 0 to {@code chunks() - 1}. Cheapest in order, safe from any thread.
   */
  public synchronized ChunkDescriptor chunk(int index) {
    long first = (long) index * spec.tracesPerChunk();
    long end = Math.min(first + spec.tracesPerChunk(), spec.traces());
    long slotEndMs = edgeMs(index + 1);
    return new ChunkDescriptor(
        index,
        first,
        (int) (end - first),
        edgeMs(index),
        slotEndMs,
        slotEndMs + spec.profile().limits().maxTraceDurationMs());
  }

  /**
   * Where a chunk's slot begins: always before the end of the last, so that traces start within.
   */
  private long edgeMs(int chunk) {
    long lastMs = (long) demand.timeMs(1);
    return chunk == spec.plannedChunks()
        ? lastMs
        : Math.min((long) demand.timeMs(arrivals.shareAtChunk(chunk)), lastMs - 1);
  }

  /** The demand that start times follow. */
  Demand demand() {
    return demand;
  }

  /** What goes wrong, or gets popular, in the order of starts. */
  List<PlannedIncident> incidents() {
    return incidents;
  }
}
