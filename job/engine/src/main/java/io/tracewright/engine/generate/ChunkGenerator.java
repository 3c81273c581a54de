package io.tracewright.engine.generate;

import io.tracewright.engine.generate.content.Content;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.people.People;
import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.engine.generate.script.TraceScript;
import io.tracewright.engine.generate.time.Arrivals;
import io.tracewright.engine.generate.time.Conditions;
import io.tracewright.engine.generate.time.Demand;
import io.tracewright.engine.generate.time.IncidentPlan;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;

/**
 * Makes the spans of any chunk of a run, in any order, always the same.
 *
 * <p>A chunk's arrivals give its traces their start times; each trace then draws, from a stream of
 * its own, who asks for what, and plays it. Not thread-safe; every task has its own generator.
 */
public final class ChunkGenerator {
  private final RunSpec spec;
  private final Demand demand;
  private final Arrivals arrivals;
  private final Conditions conditions;
  private final Streams random = new Streams();
  private final Choice<Workload> workloads;
  private final People people;
  private final Content content;
  private final TraceScript script;
  private final SpanWriter writer;
  private final TraceContext context = new TraceContext();
  private double[] shares = new double[0];

  /**
   * Prepares a run's sampling tables.
   *
   * @param corpora the corpora that the spec names, in its order
   */
  public ChunkGenerator(RunSpec spec, List<LoadedCorpus> corpora) {
    this(spec, corpora, spec.traces());
  }

  /**
   * Prepares sampling tables for traces that see the load of fewer, or more, than there are.
   *
   * @param corpora the corpora that the spec names, in its order
   * @param tracesOfLoad traces in the window that load, refusals and queues follow from
   */
  public ChunkGenerator(RunSpec spec, List<LoadedCorpus> corpora, long tracesOfLoad) {
    WorkloadProfile profile = spec.profile();
    List<PlannedIncident> incidents = IncidentPlan.of(spec);
    this.spec = spec;
    this.demand = Demand.of(spec, incidents, tracesOfLoad);
    this.arrivals = new Arrivals(spec, random);
    this.conditions = new Conditions(spec, demand, incidents);
    this.workloads = Choice.of(random, profile.workloads(), Workload::share);
    this.people = new People(spec.seed(), profile, random, spec.windowStartMs());
    this.content = new Content(profile, corpora);
    this.script = new TraceScript(spec, conditions, people, random);
    this.writer = new SpanWriter(spec.seed(), profile, random);
  }

  /** Replaces a batch's content by the spans of a chunk. */
  public void generate(ChunkDescriptor chunk, SpanBatch batch) {
    batch.reset(spec.runId(), chunk);
    if (shares.length < chunk.traces()) {
      shares = new double[chunk.traces()];
    }
    arrivals.draw(chunk, shares);
    for (int i = 0; i < chunk.traces(); i++) {
      generateTrace(chunk.firstTrace() + i, startMs(chunk, shares[i]), batch);
    }
  }

  private long startMs(ChunkDescriptor chunk, double share) {
    long startMs = (long) demand.timeMs(share);
    // Rounding at a slot's edge must not push a trace out of its slot.
    return Math.max(chunk.slotStartMs(), Math.min(startMs, chunk.slotEndMs() - 1));
  }

  private void generateTrace(long trace, long startMs, SpanBatch batch) {
    random.seed(spec.seed(), Streams.Purpose.TRACE, trace);
    conditions.at(startMs);
    boolean attack = conditions.isAttack(random.nextDouble());
    context.trace = trace;
    context.startMs = startMs;
    context.relativeDemand = demand.relative((double) startMs);
    context.ratePerSecond = demand.tracesPerSecond((double) startMs);
    people.draw(context, demand.zone((double) startMs, random.nextDouble()), attack);
    context.workload = workloads.draw();
    people.converse(context);
    context.exchange = content.draw(context);
    writer.write(context, script.play(context, attack), batch);
  }
}
