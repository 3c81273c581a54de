package io.tracewright.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.run.RunSpec;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run that ended early leaves in the tables of truth. */
final class UnstoredTruthITCase {
  @TempDir Path folder;

  @Test
  void onlyWhatTellsOfStoredRowsOfOtherRunsAndOfTimesThatCameStays() {
    RunSpec spec = Plans.of(Presets.read("default"), 100L, 7L, 10);
    try (ClickHouseTarget clickHouse =
        ClickHouseTarget.open(null, folder, new PrintWriter(Writer.nullWriter()))) {
      ClickHouseSql sql = clickHouse.sql();
      sql.migrate();
      for (String run : new String[] {spec.runId(), "other"}) {
        insert(
            sql,
            "ground_truth",
            "run_id, chunk, span_id, timestamp_utc",
            run,
            "1, generateUUIDv4(), now()");
        insert(
            sql,
            "ground_truth",
            "run_id, chunk, span_id, timestamp_utc",
            run,
            "2, generateUUIDv4(), now()");
        insert(
            sql,
            "incidents",
            "run_id, incident_id, started_at, ended_at",
            run,
            "1, now() - 60, now()");
        insert(
            sql,
            "incidents",
            "run_id, incident_id, started_at, ended_at",
            run,
            "2, now() + 60, now() + 90");
      }
      insert(sql, "events", "run_id, chunk, timestamp_utc", spec.runId(), "1, now()");
      UnstoredTruth.remove(sql, spec);
      assertThat(left(sql, "ground_truth", "chunk")).containsExactly("other 1", "other 2", "run 1");
      assertThat(left(sql, "incidents", "incident_id"))
          .containsExactly("other 1", "other 2", "run 1");
      sql.execute("TRUNCATE TABLE events");
      UnstoredTruth.remove(sql, spec);
      assertThat(left(sql, "ground_truth", "chunk")).containsExactly("other 1", "other 2");
      assertThat(left(sql, "incidents", "incident_id")).containsExactly("other 1", "other 2");
    }
  }

  private static void insert(
      ClickHouseSql sql, String table, String columns, String run, String values) {
    sql.execute("INSERT INTO " + table + " (" + columns + ") SELECT '" + run + "', " + values);
  }

  private static List<String> left(ClickHouseSql sql, String table, String number) {
    return sql
        .rows("SELECT run_id, " + number + " FROM " + table + " FINAL ORDER BY 1, 2", Map.of())
        .stream()
        .map(row -> row[0] + " " + row[1])
        .toList();
  }
}
