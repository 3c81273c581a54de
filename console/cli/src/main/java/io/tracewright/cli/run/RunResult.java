package io.tracewright.cli.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tracewright.model.run.RunSpec;
import java.util.List;

/**
 * How a run ended; as JSON the last line of {@code generate --json}.
 *
 * @param runId the run
 * @param traces traces stored
 * @param rows rows in the table
 * @param acknowledged rows that ClickHouse acknowledged
 * @param rejected rows that broke a rule and were not stored
 * @param seconds from submission to the last acknowledgement
 * @param rowsPerSecond acknowledged rows a second
 * @param table destination
 * @param contentHash order-independent hash of the business columns
 * @param verdict {@code passed} or {@code failed}
 * @param failures what did not hold, in words
 * @param cost what its simulated calls cost
 * @param quality what the analysis said of its rows; null: it did not end
 */
@JsonPropertyOrder({
  "run_id",
  "traces",
  "rows",
  "acknowledged",
  "rejected",
  "seconds",
  "rows_per_second",
  "table",
  "content_hash",
  "verdict"
})
public record RunResult(
    @JsonProperty("run_id") String runId,
    @JsonProperty("traces") long traces,
    @JsonProperty("rows") long rows,
    @JsonProperty("acknowledged") long acknowledged,
    @JsonProperty("rejected") long rejected,
    @JsonProperty("seconds") double seconds,
    @JsonProperty("rows_per_second") long rowsPerSecond,
    @JsonProperty("table") String table,
    @JsonProperty("content_hash") String contentHash,
    @JsonProperty("verdict") String verdict,
    @JsonProperty("parts") long parts,
    @JsonProperty("failures") List<String> failures,
    @JsonUnwrapped RunCost cost,
    @JsonProperty("quality") RunQuality quality) {

  /** A run that ended before its rows were all there. */
  static RunResult failed(PreparedRun run, Progress progress, double seconds, String reason) {
    RunSpec spec = run.spec();
    return new RunResult(
        spec.runId(),
        progress.traces(),
        progress.rows(),
        progress.rows(),
        progress.rejectedRows(),
        seconds,
        Math.round(progress.rows() / Math.max(0.001, seconds)),
        spec.table(),
        "",
        "failed",
        0,
        List.of(reason),
        RunCost.of(run, null),
        null);
  }

  /** Whether every planned row is acknowledged and every check holds. */
  public boolean passed() {
    return verdict.equals("passed");
  }
}
