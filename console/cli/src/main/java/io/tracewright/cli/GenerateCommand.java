package io.tracewright.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.cli.run.RunRequest;
import io.tracewright.cli.run.RunResult;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code generate}: makes traces and waits until ClickHouse has them all. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Make traces and write them to ClickHouse, exactly once.",
    sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private ProfileChoice profile;

  @Option(names = "--traces", paramLabel = "N", description = "Traces to make.")
  private Long traces;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of every random choice.")
  private Long seed;

  @Option(
      names = "--parallelism",
      paramLabel = "P",
      description = "Parallel tasks (default: the machine's processors).")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--corpus",
      paramLabel = "NAME",
      description = "Imported corpus to draw from, NAME or NAME@VERSION; repeatable.")
  private List<String> corpora;

  @Option(names = "--live", description = "Make traces as time passes, at --rate.")
  private boolean live;

  @Option(names = "--rate", paramLabel = "R", description = "Traces that start each second.")
  private Double rate;

  @Option(
      names = "--chunk-traces",
      paramLabel = "N",
      description = "Traces in an insert (default: as many as make about 8,192 rows).")
  private Integer chunkTraces;

  @Option(
      names = "--max-cost-usd",
      paramLabel = "USD",
      description =
          "What the simulated calls may cost together: the run ends at the last chunk within it"
              + " (default: the profile's budget).")
  private Double maxCostUsd;

  @Option(
      names = "--no-analysis",
      negatable = true,
      description =
          "Make rows only: no clusters, patterns, anomalies and verdict on their quality.")
  private boolean analysis = true;

  @Option(
      names = "--preview",
      paramLabel = "N",
      description = "Print the run's first N traces as trees and start nothing.")
  private Integer preview;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "Preview traces of this workload only.")
  private String workload;

  @Option(
      names = "--clickhouse-url",
      paramLabel = "URL",
      description = "ClickHouse to write to (default: the embedded server).")
  private URI clickHouseUrl;

  @Option(
      names = "--flink-url",
      paramLabel = "URL",
      description = "Flink cluster to run on (default: one on this machine).")
  private URI flinkUrl;

  @Mixin private DataFolder dataFolder;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  private String urlOption() {
    return clickHouseUrl == null ? "" : " --clickhouse-url " + clickHouseUrl;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    RunRequest request =
        new RunRequest(profile.read(), traces, seed, corpora, chunkTraces, live, rate, maxCostUsd);
    Generation generation =
        new Generation(request, analysis, parallelism, clickHouseUrl, flinkUrl, dataFolder.path());
    if (preview != null || workload != null) {
      return preview(request);
    }
    PrintWriter out = command.commandLine().getOut();
    RunResult result;
    try (Session session = new Session()) {
      result = generation.run(session, command.commandLine().getErr()).result();
    }
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(result));
    } else {
      Summary.print(result, dataFolder.option() + urlOption(), out);
    }
    out.flush();
    return result.passed() ? 0 : UserError.FAILED;
  }

  private int preview(RunRequest request) {
    if (preview == null) {
      throw UserError.badInput("--workload " + workload + ": goes with --preview");
    }
    if (json) {
      throw UserError.badInput("--json: does not go with --preview, which prints trees");
    }
    PrintWriter out = command.commandLine().getOut();
    try (Session session = new Session()) {
      new Rehearsal(request, preview, workload, clickHouseUrl, dataFolder.path())
          .print(session, out, command.commandLine().getErr());
    }
    out.flush();
    return 0;
  }
}
