package io.tracewright.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.cli.clickhouse.ClickHouseSql;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.run.RunSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables {@code runs} and {@code run_progress}. */
public final class RunTables {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PROGRESS =
      "SELECT count(), sum(traces), sum(rows), sum(rejected_traces), sum(rejected_rows)"
          + " FROM run_progress FINAL WHERE run_id = {run:String}";

  /** As base64, because a tab-separated answer would escape what JSON escapes already. */
  private static final String SPEC =
      "SELECT base64Encode(spec) FROM runs FINAL WHERE run_id = {run:String}";

  private final ClickHouseSql sql;

  public RunTables(ClickHouseSql sql) {
    this.sql = sql;
  }

  /** Records a run's state; the newest row of a run counts. */
  void record(RunSpec spec, String state, String flinkJob, String message) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("run_id", spec.runId());
    row.put("state", state);
    row.put("profile_name", spec.profile().name());
    row.put("spec", ModelJson.write(spec));
    row.put("traces", spec.tracesToMake());
    row.put("chunks", spec.chunks());
    row.put("flink_job_id", flinkJob);
    row.put("message", message);
    row.put(
        "updated_at",
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString().replace('T', ' ').replace("Z", ""));
    try {
      sql.insertJsonLines("runs", JSON.writeValueAsString(row).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a run record cannot be written as JSON", e);
    }
  }

  /** The spec of a run, if it was made by a command that worked on this server. */
  public Optional<RunSpec> spec(String runId) {
    return sql.rows(SPEC, Map.of("run", runId)).stream()
        .findFirst()
        .map(row -> new String(Base64.getDecoder().decode(row[0]), StandardCharsets.UTF_8))
        .map(json -> ModelJson.read(json, RunSpec.class));
  }

  /** What ClickHouse has acknowledged so far. */
  Progress progress(String runId) {
    List<String[]> rows = sql.rows(PROGRESS, Map.of("run", runId));
    String[] sums = rows.get(0);
    return new Progress(
        Long.parseLong(sums[0]),
        Long.parseLong(sums[1]),
        Long.parseLong(sums[2]),
        Long.parseLong(sums[3]),
        Long.parseLong(sums[4]));
  }

  /** What the calls of a run's rows cost together, US dollars. */
  double costUsd(RunSpec spec) {
    String query = "SELECT sum(cost_usd) FROM " + spec.table() + " WHERE run_id = {run:String}";
    return Double.parseDouble(sql.rows(query, Map.of("run", spec.runId())).get(0)[0]);
  }
}
