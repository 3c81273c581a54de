package io.tracewright.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
  private static final List<String> FILES =
      List.of(
          "001_events.sql",
          "002_views.sql",
          "003_runs.sql",
          "004_corpora.sql",
          "005_ground_truth.sql",
          "006_analysis.sql");

  @Test
  void appliesEveryFileOnceAndInOrder() {
    List<String> executed = new ArrayList<>();
    Migrations.apply(executed::add, query -> answer(query, executed));
    assertThat(executed.get(0)).startsWith("CREATE TABLE IF NOT EXISTS schema_migrations");
    assertThat(executed).noneMatch(sql -> sql.startsWith("CREATE TABLE IF NOT EXISTS events"));
    assertThat(executed).anyMatch(sql -> sql.startsWith("CREATE TABLE IF NOT EXISTS runs"));
    List<String> recorded =
        executed.stream().filter(sql -> sql.startsWith("INSERT INTO schema_migrations")).toList();
    assertThat(recorded).hasSize(5);
    assertThat(recorded.get(0)).contains("002_views.sql");
    assertThat(recorded.get(3)).contains("005_ground_truth.sql");
  }

  /** A database in which 001 is applied and every table looks as its statement says. */
  private static List<String> answer(String query, List<String> executed) {
    if (query.contains("schema_migrations")) {
      return List.of("001_events.sql");
    }
    if (query.contains("system.tables")) {
      return List.of("events");
    }
    TableShape shape = TableShape.createdBy(executed.get(executed.size() - 1)).orElseThrow();
    return shape.types().entrySet().stream()
        .map(column -> column.getKey() + " " + column.getValue())
        .toList();
  }

  @Test
  void makesAgainWhatSomebodyHasDropped() {
    List<String> executed = new ArrayList<>();
    Migrations.apply(
        executed::add,
        query ->
            query.contains("schema_migrations")
                ? FILES
                : query.contains("system.tables")
                    ? List.of(
                        "trace_summary",
                        "workload_metrics",
                        "tool_invocations",
                        "runs",
                        "trace_summary_view",
                        "workload_metrics_view",
                        "tool_invocations_view",
                        "run_progress",
                        "rejected_events",
                        "corpora",
                        "incidents",
                        "ground_truth",
                        "quality_reports",
                        "clusters",
                        "cluster_members",
                        "patterns",
                        "anomalies",
                        "trace_features",
                        "trace_clusters")
                    : answer(query, executed));
    assertThat(executed).hasSize(2);
    assertThat(executed.get(1)).startsWith("CREATE TABLE IF NOT EXISTS events");
  }

  @Test
  void refusesATableOfAnotherShape() {
    TableShape shape =
        new TableShape("events", new TreeMap<>(Map.of("a", "UUID", "b", "DateTime('UTC')")));
    shape.check(query -> List.of("b DateTime(\\'UTC\\')", "a UUID", "more String"));
    assertThatThrownBy(() -> shape.check(query -> List.of("a String")))
        .isInstanceOf(TableShapeException.class)
        .hasMessageStartingWith(
            "table events is there already and has another shape: a must be UUID, is String; b must"
                + " be DateTime('UTC'), is missing. ");
  }

  @Test
  void everyStatementMayRunAgain() {
    for (String file : FILES) {
      assertThat(Migrations.statements(file))
          .isNotEmpty()
          .allMatch(sql -> sql.matches("(?s)CREATE (TABLE|(MATERIALIZED )?VIEW) IF NOT EXISTS .*"));
    }
  }

  /** A replay writes the same rows again: they must replace themselves. */
  @Test
  void groundTruthIsKeyedByWhatItIsAbout() {
    List<String> tables = Migrations.statements("005_ground_truth.sql");
    assertThat(tables)
        .hasSize(2)
        .allMatch(sql -> sql.contains("ENGINE = ReplacingMergeTree(recorded_at)\n"))
        .allMatch(sql -> sql.contains(" + INTERVAL 90 DAY"));
    assertThat(tables.get(0)).contains("ORDER BY (run_id, incident_id)\n");
    assertThat(tables.get(1)).contains("ORDER BY (run_id, anomaly, trace_id, span_id)\n");
    assertThat(TableShape.createdBy(tables.get(1)).orElseThrow().types())
        .containsEntry("anomaly", "LowCardinality(String)")
        .containsEntry("timestamp_utc", "DateTime64(3, 'UTC')");
  }

  /** As above; and what is written once a window must not depend on when. */
  @Test
  void analysesAreKeyedByWhatTheyAreAbout() {
    assertThat(
            Migrations.statements("006_analysis.sql").stream()
                .filter(sql -> sql.startsWith("CREATE TABLE")))
        .hasSize(5)
        .allMatch(sql -> sql.contains("ENGINE = ReplacingMergeTree(re"))
        .allMatch(sql -> sql.contains(" + INTERVAL 90 DAY"))
        .noneMatch(sql -> sql.matches("(?s).*ORDER BY [^\n]*(recorded|reported)_at.*"));
  }

  @Test
  void everyTargetOfAReplayRemembersTokens() {
    assertThat(Migrations.statements("001_events.sql").get(0))
        .contains("non_replicated_deduplication_window = 100000");
    assertThat(
            Migrations.statements("002_views.sql").stream()
                .filter(sql -> sql.startsWith("CREATE TABLE")))
        .hasSize(3)
        .allMatch(sql -> sql.contains("non_replicated_deduplication_window = 100000"));
  }
}
