package io.tracewright.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the analysis finds does not depend on failures: on a cluster of separate JVMs, of which some
 * are killed.
 */
final class AnalysisITCase {
  /** Makes about two million rows in two panes. */
  private static final long TRACES = 240_000;

  @TempDir static Path folder;

  private static TestCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = new TestCluster(folder);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void killedTaskManagersAndARescaleChangeNoFinding() throws IOException {
    RunSpec calm = cluster.plan("run-calm", 14, TRACES);
    cluster.runClean(calm, 4);
    List<String> undisturbed = findings(calm);
    for (String table :
        List.of("quality_reports", "clusters", "cluster_members", "patterns", "anomalies")) {
      assertThat(undisturbed).as(table).anyMatch(row -> row.startsWith(table + " "));
    }
    RunSpec spec = cluster.plan("run-hurt", 14, TRACES);
    String first = cluster.submit(spec, 4, null);
    cluster.awaitShare(spec, 0.25);
    killOneTaskManager();
    cluster.awaitShare(spec, 0.5);
    String savepoint = cluster.rest.stopWithSavepoint(first);
    assertThat(cluster.tables.progress(spec.runId()).chunks())
        .as("the savepoint must fall inside the run")
        .isLessThan(spec.chunks());
    String second = cluster.submit(spec, 2, savepoint);
    cluster.awaitShare(spec, 0.75);
    killOneTaskManager();
    assertThat(cluster.awaitEnd(second)).isEqualTo("FINISHED");
    assertThat(cluster.check(spec).failures()).isEmpty();
    assertThat(findings(spec)).isEqualTo(undisturbed);
  }

  /** All rows of a run's findings, the times at which they were written left out. */
  private static List<String> findings(RunSpec spec) {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("clusters", "cluster_members", "patterns", "anomalies")) {
      rows.addAll(rows(table, "run_id", "recorded_at", spec));
    }
    rows.addAll(rows("quality_reports", "report_id", "reported_at", spec));
    return rows;
  }

  private static List<String> rows(String table, String id, String writtenAt, RunSpec spec) {
    return cluster
        .clickHouse
        .sql()
        .rows(
            "SELECT formatRow('JSONEachRow', * EXCEPT "
                + writtenAt
                + ") AS line FROM "
                + table
                + " FINAL WHERE "
                + id
                + " = {run:String} ORDER BY line",
            Map.of("run", spec.runId()))
        .stream()
        .map(row -> table + " " + row[0].replace(spec.runId(), "RUN"))
        .sorted()
        .toList();
  }

  private static void killOneTaskManager() throws IOException {
    Process victim =
        cluster.flink.taskManagers().stream().filter(Process::isAlive).findFirst().orElseThrow();
    victim.destroyForcibly();
    cluster.flink.startTaskManager();
  }
}
