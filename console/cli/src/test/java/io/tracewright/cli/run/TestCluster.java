package io.tracewright.cli.run;

import io.tracewright.cli.Installation;
import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.cli.corpus.CorpusCatalog;
import io.tracewright.cli.flink.FlinkRest;
import io.tracewright.local.LocalFlink;
import io.tracewright.local.LocalFlinkOptions;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A cluster of separate JVMs with two task managers, and an embedded ClickHouse. */
public final class TestCluster implements AutoCloseable {
  /** One window for all runs of a test, or their content would differ. */
  private final InstantSource today = InstantSource.fixed(Instant.now());

  private final Set<String> runIds = new HashSet<>();
  final LocalFlink flink;
  final FlinkRest rest;
  public final ClickHouseTarget clickHouse;
  final RunTables tables;
  private final Path folder = Files.createTempDirectory("tracewright-cluster");
  private final String jar;

  TestCluster() throws IOException {
    clickHouse =
        ClickHouseTarget.open(null, folder.resolve("data"), new PrintWriter(Writer.nullWriter()));
    clickHouse.sql().migrate();
    tables = new RunTables(clickHouse.sql());
    flink =
        LocalFlink.start(
            new LocalFlinkOptions(
                Installation.current().flinkLibraries(),
                folder.resolve("flink"),
                LocalFlink.freePortFrom(18_081),
                2,
                2,
                384,
                Map.of()));
    rest = new FlinkRest(flink.url());
    jar = rest.upload(Installation.current().jobJar());
  }

  RunSpec plan(String runId, long seed, long traces) {
    return plan(runId, seed, traces, null);
  }

  RunSpec plan(String runId, long seed, long traces, Integer chunkTraces) {
    return plan(runId, RunRequest.backFill(Presets.read("default"), traces, seed, chunkTraces));
  }

  /** Plans a run of the built-in corpora as the command line does. */
  public RunSpec plan(String runId, RunRequest request) {
    if (!runIds.add(runId)) {
      throw new AssertionError("another test has a run " + runId);
    }
    return new RunPlanner(today)
        .plan(runId, request, new CorpusCatalog(clickHouse.sql()).resolve(request));
  }

  /** Starts a run that nobody analyses, from a savepoint unless that is null. */
  String submit(RunSpec spec, int parallelism, String savepoint) throws IOException {
    return submit(spec, parallelism, savepoint, List.of("--analysis", "false"));
  }

  /** Starts a run with more of the job's options. */
  String submit(RunSpec spec, int parallelism, String savepoint, List<String> more)
      throws IOException {
    String encoded =
        Base64.getEncoder().encodeToString(ModelJson.write(spec).getBytes(StandardCharsets.UTF_8));
    Map<String, Object> request = new HashMap<>();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--spec", encoded, "--clickhouse-url", clickHouse.url().toString()));
    arguments.addAll(more);
    request.put("programArgsList", arguments);
    request.put("parallelism", parallelism);
    if (savepoint != null) {
      request.put("savepointPath", savepoint);
    }
    return rest.run(jar, request);
  }

  /** Waits until a share of a run's chunks is acknowledged. */
  void awaitShare(RunSpec spec, double share) throws IOException {
    long deadlineMs = System.currentTimeMillis() + 120_000;
    while (tables.progress(spec.runId()).chunks() < share * spec.chunks()) {
      if (System.currentTimeMillis() > deadlineMs) {
        throw new AssertionError("no progress: " + tables.progress(spec.runId()));
      }
      pause();
    }
  }

  /** Waits until a job ends and gives its state. */
  String awaitEnd(String job) throws IOException {
    long deadlineMs = System.currentTimeMillis() + 180_000;
    while (true) {
      String state = rest.state(job);
      if (List.of("FINISHED", "FAILED", "CANCELED").contains(state)) {
        return state;
      }
      if (System.currentTimeMillis() > deadlineMs) {
        throw new AssertionError("job still " + state + ": " + rest.failure(job));
      }
      pause();
    }
  }

  /** Runs undisturbed, without analysis, and gives what the checks found. */
  PostChecks.Findings runToEnd(RunSpec spec, int parallelism) throws IOException {
    return finished(submit(spec, parallelism, null), spec);
  }

  /** Waits for the end of a run, which must be a good one, and gives what the checks found. */
  PostChecks.Findings finished(String job, RunSpec spec) throws IOException {
    String state = awaitEnd(job);
    if (!state.equals("FINISHED")) {
      throw new AssertionError(state + ": " + rest.failure(job));
    }
    return check(spec);
  }

  /** Runs undisturbed, without analysis, and demands that every check after a run holds. */
  public void runClean(RunSpec spec, int parallelism) throws IOException {
    List<String> failures = runToEnd(spec, parallelism).failures();
    if (!failures.isEmpty()) {
      throw new AssertionError(spec.runId() + ": " + failures);
    }
  }

  PostChecks.Findings check(RunSpec spec) {
    return new PostChecks(clickHouse.sql(), spec).run(tables.progress(spec.runId()));
  }

  /** Kills a task manager as a failing machine does, and starts another. */
  void killOneTaskManager() throws IOException {
    Process victim =
        flink.taskManagers().stream().filter(Process::isAlive).findFirst().orElseThrow();
    victim.destroyForcibly();
    flink.startTaskManager();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    flink.close();
    clickHouse.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
