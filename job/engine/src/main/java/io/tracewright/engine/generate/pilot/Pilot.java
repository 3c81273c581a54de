package io.tracewright.engine.generate.pilot;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Anomalies;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;

/**
 * A sample of a run's traces, spread evenly over its chunks and so over its window.
 *
 * <p>It is not a smaller run: demand, and with it load, refusals and queues, is the run's own, and
 * so are its users, incidents and bursts, because the first traces are made from the run's seed by
 * the run's plan. Only when the run is smaller than the sample do further rounds follow, each the
 * whole run again from a seed derived from the run's. Equal specs give equal samples.
 */
public final class Pilot {
  /** Runs smaller than a sample by more than this factor are sampled as if they were larger. */
  private static final int MOST_ROUNDS = 16;

  private Pilot() {}

  /**
   * Makes and measures a sample.
   *
   * @param traces size of the sample, at least 1
   * @throws IllegalArgumentException when the run cannot be planned
   */
  public static PilotSample of(RunSpec spec, List<LoadedCorpus> corpora, int traces) {
    Meter meter = new Meter(spec.profile(), traces);
    int done = 0;
    for (int round = 0; done < traces; round++) {
      RunSpec sampled = round(spec, traces, round);
      int count = (int) Math.min(traces - done, sampled.tracesToMake());
      add(sampled, corpora, count, meter);
      done += count;
    }
    return meter.sample();
  }

  private static void add(RunSpec spec, List<LoadedCorpus> corpora, int count, Meter meter) {
    ChunkGenerator generator = new ChunkGenerator(spec, corpora);
    ChunkPlan plan = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    int from = 0;
    while (from < count) {
      int chunk = chunk(spec, from, count);
      int to = from + 1;
      while (to < count && chunk(spec, to, count) == chunk) {
        to++;
      }
      generator.generate(part(plan.chunk(chunk), to - from), batch);
      meter.add(batch);
      from = to;
    }
  }

  /** The chunk of the i-th of so many traces that lie evenly in the run. */
  private static int chunk(RunSpec spec, int i, int count) {
    long place = (2L * i + 1) * spec.tracesToMake() / (2L * count);
    return (int) (place / spec.tracesPerChunk());
  }

  /** The chunk with fewer traces in the same slot. */
  private static ChunkDescriptor part(ChunkDescriptor chunk, int traces) {
    return new ChunkDescriptor(
        chunk.index(),
        chunk.firstTrace(),
        traces,
        chunk.slotStartMs(),
        chunk.slotEndMs(),
        chunk.closedMs());
  }

  private static RunSpec round(RunSpec spec, int traces, int round) {
    long least = (traces - 1L) / MOST_ROUNDS + 1;
    boolean tooSmall = spec.tracesToMake() < least;
    return new RunSpec(
        spec.runId(),
        shown(spec.profile()),
        round == 0 ? spec.seed() : Streams.mix(spec.seed() + round),
        tooSmall ? least : spec.traces(),
        spec.tracesPerChunk(),
        spec.windowStartMs(),
        spec.windowEndMs(),
        spec.corpora(),
        spec.live(),
        spec.table(),
        tooSmall ? 0 : spec.chunkLimit(),
        spec.calibration());
  }

  /** Anomalies that rows are to keep quiet about must be seen to be counted. */
  private static WorkloadProfile shown(WorkloadProfile profile) {
    Anomalies anomalies = profile.anomalies();
    return new Variation(profile)
        .anomalies(new Anomalies(anomalies.rate(), anomalies.kinds(), false))
        .profile();
  }
}
