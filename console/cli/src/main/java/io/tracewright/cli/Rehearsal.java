package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.cli.preview.Preview;
import io.tracewright.cli.preview.TraceTree;
import io.tracewright.cli.run.RunPlanner;
import io.tracewright.cli.run.RunPreparation;
import io.tracewright.cli.run.RunRequest;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.run.RunSpec;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code generate --preview}: the first traces of a run on paper. Flink is not started, and
 * ClickHouse only when it holds the corpora. A budget is not applied: it ends a run, and a preview
 * shows its beginning.
 *
 * @param request the run
 * @param traces how many to print, 1 to 1,000
 * @param workload name of the workload that they belong to; null: any
 * @param clickHouseUrl ClickHouse that holds imported corpora; null: the embedded server
 * @param dataFolder where the embedded server keeps its files
 */
record Rehearsal(
    RunRequest request, int traces, String workload, URI clickHouseUrl, Path dataFolder) {
  private static final int MOST = 1_000;
  private static final String RUN_ID = "preview";

  Rehearsal {
    if (traces < 1 || traces > MOST) {
      throw UserError.badInput("--preview " + traces + ": must be from 1 to 1,000");
    }
    List<String> known = request.profile().workloads().stream().map(Workload::name).toList();
    if (workload != null && !known.contains(workload)) {
      throw UserError.badInput(
          "--workload "
              + workload
              + ": profile "
              + request.profile().name()
              + " has "
              + String.join(", ", known));
    }
  }

  /**
   * Prints the traces.
   *
   * @param log where is told what takes time
   */
  void print(Session session, PrintWriter out, PrintWriter log) {
    RunPlanner planner = new RunPlanner(InstantSource.system());
    RunPlanner.maxCostUsd(request);
    RunSpec planned = planner.plan(RUN_ID, request, CorpusCatalog.builtin());
    List<LoadedCorpus> corpora;
    if (CorpusCatalog.onlyBuiltin(request)) {
      corpora = CorpusRecords.builtin();
    } else {
      tell(log, "Imported corpora are in ClickHouse: opening it ...");
      ClickHouseTarget clickHouse =
          session.own(ClickHouseTarget.open(clickHouseUrl, dataFolder, log));
      clickHouse.sql().migrate();
      planned = planner.plan(RUN_ID, request, new CorpusCatalog(clickHouse.sql()).resolve(request));
      corpora = CorpusRecords.load(clickHouse.sql(), planned.corpora());
    }
    RunSpec spec = new RunPreparation(corpora, line -> tell(log, line)).calibrated(planned);
    int shown =
        new Preview(spec, corpora)
            .show(
                traces,
                workload,
                (batch, trace) -> {
                  TraceTree.lines(batch, trace).forEach(out::println);
                  out.println();
                });
    if (shown < traces) {
      tell(log, "The run has no more: " + shown + " of " + traces + " traces shown");
    }
  }

  private static void tell(PrintWriter log, String line) {
    log.println(line);
    log.flush();
  }
}
