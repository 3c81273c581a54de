package io.tracewright.engine.generate;

import io.tracewright.engine.generate.content.Content;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.draft.Exchange;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.people.Users;
import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.engine.generate.script.TraceClock;
import io.tracewright.engine.generate.script.TraceScript;
import io.tracewright.engine.generate.time.Arrivals;
import io.tracewright.engine.generate.time.Demand;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Tenant;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;

/**
 * Makes the spans of any chunk of a run, in any order, always the same.
 *
 * <p>Start times are shares of demand, mapped to time by the inverse of cumulative demand (Devroye
 * 1986, V.2). Each trace then draws from a stream of its own. Not thread-safe; every task has its
 * own generator.
 */
public final class ChunkGenerator {
  private final RunSpec spec;
  private final Demand demand;
  private final Streams random = new Streams();
  private final Arrivals arrivals;
  private final Choice<Tenant> tenants;
  private final Choice<Workload> workloads;
  private final Choice<Model> models;
  private final Users users;
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
    WorkloadProfile profile = spec.profile();
    this.spec = spec;
    this.demand = new ChunkPlan(spec).demand();
    this.arrivals = new Arrivals(spec, random);
    this.tenants = Choice.of(random, profile.tenants(), Tenant::share);
    this.workloads = Choice.of(random, profile.workloads(), Workload::share);
    this.models = Choice.of(random, profile.models(), Model::share);
    this.users = new Users(spec.seed(), profile.scale(), profile.regions(), random);
    this.content = new Content(random, corpora);
    this.script = new TraceScript(profile, random);
    this.writer = new SpanWriter(spec.seed(), random);
  }

  /** Replaces a batch's content by the spans of a chunk. */
  public void generate(ChunkDescriptor chunk, SpanBatch batch) {
    batch.reset(spec.runId(), chunk);
    if (shares.length < chunk.traces()) {
      shares = new double[chunk.traces()];
    }
    arrivals.draw(chunk, shares);
    double ratePerSecond =
        1000.0 * chunk.traces() / Math.max(1, chunk.slotEndMs() - chunk.slotStartMs());
    for (int i = 0; i < chunk.traces(); i++) {
      generateTrace(chunk.firstTrace() + i, startMs(chunk, shares[i]), ratePerSecond, batch);
    }
  }

  private long startMs(ChunkDescriptor chunk, double share) {
    long startMs = (long) demand.timeMs(share);
    // Rounding at a slot's edge must not push a trace out of its slot.
    return Math.max(chunk.slotStartMs(), Math.min(startMs, chunk.slotEndMs() - 1));
  }

  private void generateTrace(long trace, long startMs, double ratePerSecond, SpanBatch batch) {
    random.seed(spec.seed(), Streams.Purpose.TRACE, trace);
    Tenant tenant = tenants.draw();
    int user = users.draw();
    long session = users.session(tenant, user, startMs);
    Region region = users.region(session);
    Workload workload = workloads.draw();
    Model model = models.draw();
    Exchange exchange = content.draw(workload.category());
    TraceClock told = script.play(workload, model, region.networkMs());
    context.trace = trace;
    context.startMs = startMs;
    context.tenant = tenant;
    context.region = region;
    context.workload = workload;
    context.exchange = exchange;
    context.userId = Users.name(tenant, user);
    context.session = session;
    context.ratePerSecond = ratePerSecond;
    writer.write(context, told, batch);
  }
}
