package io.tracewright.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The same rows and findings at any parallelism and across failures, on a cluster of separate JVMs
 * with two task managers, submitted through Flink's REST API.
 */
@ExtendWith(SharedCluster.class)
final class ExactlyOnceITCase {
  /** Makes about two million rows in two panes. */
  private static final long MANY_TRACES = 240_000;

  private static final long FEW_TRACES = 30_000;
  private static final List<String> ANALYSED = List.of("--analysis", "true");

  private static TestCluster cluster;
  private static RunSpec calm;
  private static PostChecks.Findings undisturbed;

  @BeforeAll
  static void runUndisturbed(TestCluster shared) throws IOException {
    cluster = shared;
    calm = cluster.plan("undisturbed", 14, MANY_TRACES);
    undisturbed = cluster.finished(cluster.submit(calm, 4, null, ANALYSED), calm);
    assertThat(undisturbed.failures()).isEmpty();
    assertThat(undisturbed.rows()).isGreaterThan(1_900_000);
  }

  @Test
  void contentDependsOnTheSeedAndNotOnParallelism() throws IOException {
    PostChecks.Findings one = cluster.runToEnd(cluster.plan("p1", 11, FEW_TRACES), 1);
    PostChecks.Findings two = cluster.runToEnd(cluster.plan("p2", 11, FEW_TRACES), 2);
    PostChecks.Findings four = cluster.runToEnd(cluster.plan("p4", 11, FEW_TRACES), 4);
    PostChecks.Findings other = cluster.runToEnd(cluster.plan("other", 12, FEW_TRACES), 4);
    assertThat(one.failures()).isEmpty();
    assertThat(two.failures()).isEmpty();
    assertThat(four.failures()).isEmpty();
    assertThat(other.failures()).isEmpty();
    assertThat(two.contentHash()).isEqualTo(one.contentHash());
    assertThat(four.contentHash()).isEqualTo(one.contentHash());
    assertThat(other.contentHash()).isNotEqualTo(one.contentHash());
  }

  @Test
  void theChecksNoticeALostADoubledAndAnAlteredRow() throws IOException {
    RunSpec spec = cluster.plan("checked", 16, 500);
    PostChecks.Findings good = cluster.runToEnd(spec, 2);
    assertThat(good.failures()).isEmpty();
    String oneRow = "run_id = 'checked' AND parent_span_id IS NOT NULL ORDER BY event_id LIMIT 1";

    sql("CREATE TABLE kept AS events ENGINE = Memory");
    sql("INSERT INTO kept SELECT * FROM events WHERE " + oneRow);
    sql("DELETE FROM events WHERE event_id IN (SELECT event_id FROM kept)");
    PostChecks.Findings lost = cluster.check(spec);
    assertThat(lost.failures()).anyMatch(failure -> failure.startsWith("rows in events: "));
    assertThat(lost.contentHash()).isNotEqualTo(good.contentHash());

    sql("INSERT INTO events SELECT * FROM kept UNION ALL SELECT * FROM kept");
    PostChecks.Findings doubled = cluster.check(spec);
    assertThat(doubled.failures())
        .anyMatch(failure -> failure.startsWith("distinct event_id: "))
        .anyMatch(failure -> failure.startsWith("spans in trace_summary: "));
    assertThat(doubled.contentHash()).isNotEqualTo(good.contentHash());

    sql("DELETE FROM events WHERE event_id IN (SELECT event_id FROM kept)");
    sql("INSERT INTO events SELECT * REPLACE (latency_ms + 1 AS latency_ms) FROM kept");
    assertThat(cluster.check(spec).contentHash()).isNotEqualTo(good.contentHash());

    sql(
        "INSERT INTO ground_truth (run_id, anomaly, timestamp_utc)"
            + " VALUES ('checked', 'loop', now64(3, 'UTC'))");
    assertThat(cluster.check(spec).failures())
        .anyMatch(failure -> failure.startsWith("rows in ground_truth: "));
    assertThat(
            new PostChecks(cluster.clickHouse.sql(), spec)
                .run(new Progress(1, 499, 1, 1, 3))
                .failures())
        .contains("traces rejected: 0 expected, 1 found");
  }

  @Test
  void aLimitedRunIsHeldAgainstItsLimit() throws IOException {
    RunSpec spec = cluster.plan("limited", 17, 500, 100).withChunkLimit(3);
    assertThat(cluster.runToEnd(spec, 2).failures()).isEmpty();
    assertThat(cluster.check(spec.withChunkLimit(4)).failures())
        .contains("distinct trace_id: 400 expected, 300 found");
  }

  private static void sql(String statement) {
    cluster.clickHouse.sql().execute(statement);
  }

  @Test
  void savepointAndRescaleLeaveTheContentAsItIs() throws IOException {
    PostChecks.Findings unscaled =
        cluster.runToEnd(cluster.plan("unscaled", 13, FEW_TRACES, 100), 4);
    RunSpec spec = cluster.plan("rescaled", 13, FEW_TRACES, 100);
    String first = cluster.submit(spec, 1, null);
    cluster.awaitShare(spec, 0.1);
    String savepoint = cluster.rest.stopWithSavepoint(first);
    assertInside(spec);
    PostChecks.Findings rescaled = cluster.finished(cluster.submit(spec, 4, savepoint), spec);
    assertThat(rescaled.failures()).isEmpty();
    assertThat(rescaled.contentHash()).isEqualTo(unscaled.contentHash());
  }

  @Test
  void killedTaskManagersAndARescaleChangeNoRowAndNoFinding() throws IOException {
    RunSpec spec = cluster.plan("hurt", 14, MANY_TRACES);
    String first = cluster.submit(spec, 4, null, ANALYSED);
    cluster.awaitShare(spec, 0.25);
    cluster.killOneTaskManager();
    cluster.awaitShare(spec, 0.5);
    String savepoint = cluster.rest.stopWithSavepoint(first);
    assertInside(spec);
    String second = cluster.submit(spec, 2, savepoint, ANALYSED);
    cluster.awaitShare(spec, 0.75);
    cluster.killOneTaskManager();
    PostChecks.Findings hurt = cluster.finished(second, spec);
    assertThat(hurt.failures()).isEmpty();
    assertThat(hurt.contentHash()).isEqualTo(undisturbed.contentHash());
    for (String table : FoundRows.TABLES) {
      List<String> found = FoundRows.in(table, calm, cluster.clickHouse.sql());
      assertThat(found).as(table).isNotEmpty();
      assertThat(FoundRows.in(table, spec, cluster.clickHouse.sql())).isEqualTo(found);
    }
  }

  private static void assertInside(RunSpec spec) {
    assertThat(cluster.tables.progress(spec.runId()).chunks())
        .as("the savepoint must fall inside the run")
        .isLessThan(spec.chunks());
  }

  @Test
  void tracesAreWholeTrees() {
    String[] found =
        cluster
            .clickHouse
            .sql()
            .rows(
                """
                SELECT
                  countIf(child.parent_span_id IS NOT NULL AND parent.span_id IS NULL),
                  countIf(parent.span_id IS NOT NULL AND (
                    child.timestamp_utc < parent.timestamp_utc OR
                    toUnixTimestamp64Milli(child.timestamp_utc) + child.latency_ms >
                    toUnixTimestamp64Milli(parent.timestamp_utc) + parent.latency_ms)),
                  countIf(child.parent_span_id IS NULL),
                  uniqExact(child.trace_id)
                FROM (SELECT * FROM events WHERE run_id = {run:String}) AS child
                LEFT JOIN (
                  SELECT trace_id, toNullable(span_id) AS span_id, timestamp_utc, latency_ms
                  FROM events WHERE run_id = {run:String}
                ) AS parent
                ON child.trace_id = parent.trace_id AND child.parent_span_id = parent.span_id
                """,
                Map.of("run", calm.runId()))
            .get(0);
    assertThat(found)
        .as("orphans, outside parent, roots, traces")
        .containsExactly("0", "0", "240000", "240000");
  }
}
