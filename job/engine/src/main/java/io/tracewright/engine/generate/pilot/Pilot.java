package io.tracewright.engine.generate.pilot;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.engine.generate.time.IncidentPlan;
import io.tracewright.model.profile.Anomalies;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A sample of a run's traces, spread evenly over its chunks and so over its window.
 *
 * <p>It is not a smaller run: demand, and with it load, refusals and queues, is the run's own, and
 * so are its users, incidents and bursts, because the first traces are made from the run's seed by
 * the run's plan. Only when the run is smaller than the sample do further rounds follow, each the
 * whole run again from a seed derived from the run's; of a run that is smaller by far, many times
 * at once, one over another, each with the load of one alone. So a sample is as large, and its
 * means as exact, whatever the size of the run. Equal specs give equal samples.
 */
public final class Pilot {
  /** Rounds that a sample takes, about: preparing one takes as long as hundreds of traces. */
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
    sample(spec, corpora, traces, meter::add);
    return meter.sample();
  }

  /**
   * Makes a sample.
   *
   * @param traces size of the sample, at least 1
   * @param sink takes each batch and is done with it before it returns
   * @throws IllegalArgumentException when the run cannot be planned
   */
  public static void batches(
      RunSpec spec, List<LoadedCorpus> corpora, int traces, Consumer<SpanBatch> sink) {
    sample(spec, corpora, traces, (batch, incidents) -> sink.accept(batch));
  }

  /** Gives each batch to a sink, with the incidents of the run that it belongs to. */
  private static void sample(
      RunSpec spec,
      List<LoadedCorpus> corpora,
      int traces,
      BiConsumer<SpanBatch, List<PlannedIncident>> sink) {
    int inOneRun = (int) Math.min(traces, spec.tracesToMake());
    int runsAtOnce = Math.max(1, traces / MOST_ROUNDS / inOneRun);
    int done = 0;
    for (int round = 0; done < traces; round++) {
      RunSpec sampled = again(spec, round, round == 0 ? 1 : runsAtOnce);
      int count = (int) Math.min(traces - done, sampled.tracesToMake());
      make(sampled, new ChunkGenerator(sampled, corpora, spec.traces()), count, sink);
      done += count;
    }
  }

  private static void make(
      RunSpec spec,
      ChunkGenerator generator,
      int count,
      BiConsumer<SpanBatch, List<PlannedIncident>> sink) {
    ChunkPlan plan = new ChunkPlan(spec);
    List<PlannedIncident> incidents = IncidentPlan.of(spec);
    SpanBatch batch = new SpanBatch();
    int from = 0;
    while (from < count) {
      int chunk = chunk(spec, from, count);
      int to = from + 1;
      while (to < count && chunk(spec, to, count) == chunk) {
        to++;
      }
      generator.generate(part(plan.chunk(chunk), to - from), batch);
      sink.accept(batch, incidents);
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

  /** So many runs at once, from another seed and with anomalies to be seen. */
  private static RunSpec again(RunSpec spec, int round, int runs) {
    RunSpec shown = spec.withProfile(shown(spec.profile()));
    if (round > 0) {
      shown = shown.withSeed(Streams.mix(spec.seed() + round));
    }
    if (runs > 1) {
      int perChunk = (int) Math.min(spec.traces(), spec.tracesPerChunk());
      shown = shown.withTraces(spec.traces() * runs, perChunk * runs);
    }
    return shown;
  }

  /** Anomalies that rows are to keep quiet about must be seen to be counted. */
  private static WorkloadProfile shown(WorkloadProfile profile) {
    Anomalies anomalies = profile.anomalies();
    return new Variation(profile)
        .anomalies(new Anomalies(anomalies.rate(), anomalies.kinds(), false))
        .profile();
  }
}
