package io.tracewright.cli.fidelity;

import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.cli.run.RunPreparation;
import io.tracewright.cli.run.RunRequest;
import io.tracewright.cli.run.TestCluster;
import io.tracewright.cli.run.Variants;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.ProfileReader;
import io.tracewright.model.profile.SourceResolver;
import io.tracewright.model.profile.Window;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes runs of the profiles beside this class and asks what they show. */
final class Laboratory {
  /** As many as the cluster has slots: a run costs seconds of waiting and little work. */
  private static final int RUNS_AT_A_TIME = 4;

  /**
   * A Monday that comes to be older than the tables' time to live in no maintainer's life: with the
   * window, everything that follows from the calendar is the same every day.
   */
  private static final String END = "2099-06-01T00:00:00Z";

  private final TestCluster cluster;

  Laboratory(TestCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * A profile.
   *
   * @param name of its file, without the ending
   * @param slots what stands in the place of each <code>${name}</code>
   */
  static WorkloadProfile profile(String name, Map<String, Object> slots) {
    String yaml = text(name + ".yaml");
    for (Map.Entry<String, Object> slot : slots.entrySet()) {
      yaml = yaml.replace("${" + slot.getKey() + "}", slot.getValue().toString());
    }
    return new ProfileReader(SourceResolver.builtinOnly()).read(yaml, name + ".yaml");
  }

  /** A query, by the name of its file without the ending. */
  static String sql(String name) {
    return text(name + ".sql");
  }

  private static String text(String file) {
    try (InputStream bytes = Laboratory.class.getResourceAsStream(file)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plans a run of as many traces as its profile states. */
  RunSpec plan(String runId, WorkloadProfile profile) {
    return plan(runId, profile, null);
  }

  RunSpec plan(String runId, WorkloadProfile profile, Long traces) {
    Window w = profile.window();
    Window dated =
        new Window(w.days(), END, w.timeZones(), w.hourlyWeights(), w.weekendFactor(), w.seasons());
    RunRequest request =
        RunRequest.backFill(
            Variants.of(profile, "{'window': " + ModelJson.write(dated) + "}"), traces, null, null);
    return cluster.plan(runId, request);
  }

  /** Works out what a run needs before it starts, as the command line does. */
  static RunSpec prepared(RunSpec planned) {
    return new RunPreparation(CorpusRecords.builtin(), line -> {}).prepare(planned, null).spec();
  }

  /** Makes runs, a few at a time, and demands that each is whole. */
  void make(RunSpec... specs) throws InterruptedException {
    ExecutorService runners = Executors.newFixedThreadPool(RUNS_AT_A_TIME);
    try {
      List<Callable<Void>> tasks = Arrays.stream(specs).map(this::making).toList();
      for (var done : runners.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } finally {
      runners.shutdownNow();
    }
  }

  private Callable<Void> making(RunSpec spec) {
    return () -> {
      cluster.runClean(spec, 1);
      return null;
    };
  }

  /** Runs a statement that has no result. */
  void execute(String sql) {
    cluster.clickHouse.sql().execute(sql);
  }

  /** The rows of a result, as text. */
  List<String[]> rows(String sql, Map<String, Object> parameters) {
    return cluster.clickHouse.sql().rows(sql, parameters);
  }

  /** The only row of a result of numbers. */
  double[] row(String sql, Map<String, Object> parameters) {
    List<String[]> rows = rows(sql, parameters);
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows rather than one: " + sql);
    }
    return Arrays.stream(rows.get(0)).mapToDouble(Double::parseDouble).toArray();
  }

  /** The only value of a result. */
  double number(String sql, Map<String, Object> parameters) {
    return row(sql, parameters)[0];
  }

  /** The first column of a result of numbers. */
  double[] column(String sql, Map<String, Object> parameters) {
    return rows(sql, parameters).stream().mapToDouble(row -> Double.parseDouble(row[0])).toArray();
  }
}
