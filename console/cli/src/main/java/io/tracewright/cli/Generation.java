package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.cli.flink.FlinkTarget;
import io.tracewright.cli.run.GenerationSpeed;
import io.tracewright.cli.run.PreparedRun;
import io.tracewright.cli.run.ProgressOutput;
import io.tracewright.cli.run.Run;
import io.tracewright.cli.run.RunHistory;
import io.tracewright.cli.run.RunPlanner;
import io.tracewright.cli.run.RunPreparation;
import io.tracewright.cli.run.RunRequest;
import io.tracewright.cli.run.RunResult;
import io.tracewright.cli.run.TimeEstimate;
import io.tracewright.cli.text.Amounts;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.pilot.RunEstimate;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * Everything between a request and its result: opens ClickHouse and Flink, plans, runs.
 *
 * @param request what to make
 * @param analysis whether its rows are analysed while they flow
 * @param parallelism parallel tasks, at least 1
 * @param clickHouseUrl ClickHouse to write to; null: the embedded server
 * @param flinkUrl cluster to run on; null: one on this machine
 * @param dataFolder where a laptop's servers keep their files
 */
record Generation(
    RunRequest request,
    boolean analysis,
    int parallelism,
    URI clickHouseUrl,
    URI flinkUrl,
    Path dataFolder) {

  private static final int MAX_TASKS_PER_PROCESSOR = 8;

  Generation {
    requireParallelism(parallelism, flinkUrl);
    FlinkTarget.requireHttp(flinkUrl);
  }

  /**
   * Runs with servers that live as long as the session.
   *
   * @param log where progress is told
   */
  Outcome run(Session session, PrintWriter log) {
    InstantSource clock = InstantSource.system();
    RunPlanner planner = new RunPlanner(clock);
    String runId = RunNames.next(Instant.now());
    Double maxCostUsd = RunPlanner.maxCostUsd(request);
    // Bad numbers, targets and budgets and a full disk are told before anything is started. What
    // needs an imported corpus must wait for ClickHouse; a live run's window begins at the end.
    RunSpec draft = planner.plan(runId, request, CorpusCatalog.builtin());
    boolean early = CorpusCatalog.onlyBuiltin(request) && !request.live();
    List<LoadedCorpus> loaded = CorpusRecords.builtin();
    PreparedRun prepared = null;
    if (early) {
      prepared = preparation(loaded, log).prepare(draft, maxCostUsd);
    }
    if (clickHouseUrl == null) {
      DiskSpace.require(dataFolder, early ? prepared.spec() : draft);
    }

    if (clickHouseUrl == null) {
      tell(log, "Starting ClickHouse ...");
    }
    ClickHouseTarget clickHouse =
        session.own(ClickHouseTarget.open(clickHouseUrl, dataFolder, log));
    clickHouse.sql().migrate();
    List<CorpusRef> corpora = new CorpusCatalog(clickHouse.sql()).resolve(request);
    tell(log, "ClickHouse  " + clickHouse.url());

    if (flinkUrl == null) {
      tell(log, "Starting Flink ...");
    }
    FlinkTarget flink = session.own(openFlink(runId));
    tell(log, "Flink       " + flink.rest().url() + "  (web UI)");

    if (!early) {
      loaded = CorpusRecords.load(clickHouse.sql(), corpora);
      RunSpec planned = planner.plan(runId, request, corpora);
      prepared = preparation(loaded, log).prepare(planned, maxCostUsd);
    }
    tell(log, describe(prepared.spec()));
    tell(log, "Estimate    " + estimate(prepared) + ", " + time(prepared, loaded, clickHouse));
    ProgressOutput output = new ProgressOutput(log, Boolean.getBoolean("tracewright.terminal"));
    Run run = session.own(new Run(prepared, clickHouse, flink, output, clock));
    return new Outcome(
        run.execute(Installation.current().jobJar(), parallelism, analysis), clickHouse);
  }

  /** Refuses a parallelism that the machine cannot bear. */
  static void requireParallelism(int parallelism, URI flinkUrl) {
    if (parallelism < 1) {
      throw UserError.badInput("--parallelism " + parallelism + ": must be at least 1");
    }
    int most = MAX_TASKS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    if (flinkUrl == null && parallelism > most) {
      throw UserError.badInput(
          "--parallelism "
              + parallelism
              + ": must be at most "
              + most
              + " on this machine; --flink-url names a larger cluster");
    }
  }

  private static RunPreparation preparation(List<LoadedCorpus> corpora, PrintWriter log) {
    return new RunPreparation(corpora, line -> tell(log, line));
  }

  private FlinkTarget openFlink(String runId) {
    if (flinkUrl != null) {
      return FlinkTarget.named(flinkUrl, parallelism);
    }
    Path work = dataFolder.resolve("flink").resolve(runId);
    return FlinkTarget.local(Installation.current().flinkLibraries(), work, parallelism);
  }

  private static String describe(RunSpec spec) {
    return String.format(
        Locale.ROOT,
        "Run         %s: %,d traces in %,d chunks, %s to %s, seed %d",
        spec.runId(),
        spec.tracesToMake(),
        spec.chunks(),
        Instant.ofEpochMilli(spec.windowStartMs()),
        Instant.ofEpochMilli(spec.windowEndMs()),
        spec.seed());
  }

  private String time(PreparedRun run, List<LoadedCorpus> corpora, ClickHouseTarget clickHouse) {
    if (run.spec().live()) {
      return "time by its schedule";
    }
    double oneTask = GenerationSpeed.rowsPerSecond(run.spec(), corpora, System::nanoTime);
    int atOnce =
        flinkUrl == null
            ? Math.min(parallelism, Runtime.getRuntime().availableProcessors())
            : parallelism;
    Double stored = new RunHistory(clickHouse.sql()).rowsPerSecond();
    return TimeEstimate.of(run.estimate().rows(), oneTask * atOnce, stored).sentence();
  }

  private static String estimate(PreparedRun run) {
    RunEstimate estimate = run.estimate();
    return Amounts.count(estimate.rows())
        + " rows, "
        + Amounts.bytes(estimate.bytes())
        + " uncompressed, simulated cost "
        + Amounts.usd(estimate.costUsd());
  }

  private static void tell(PrintWriter log, String line) {
    log.println(line);
    log.flush();
  }

  /**
   * A result and the server that holds it.
   *
   * @param result how the run ended
   * @param clickHouse open as long as the session
   */
  record Outcome(RunResult result, ClickHouseTarget clickHouse) {}
}
