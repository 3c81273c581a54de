package io.tracewright.model.run;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Rows of a table, and how they are read.
 *
 * @param table {@code table} or {@code database.table}
 * @param columns source of each column of {@link #MAPPABLE} that is not there under its own name: a
 *     column of the table, or {@code column[key]} of one that is a map
 * @param runId only rows of this run; empty: all
 */
public record TableRows(String table, Map<String, String> columns, String runId)
    implements Serializable {
  /** What is read of a row, by the columns' names in {@code events}; or a duration in ns. */
  public static final List<String> MAPPABLE =
      List.of(
          "trace_id",
          "span_id",
          "parent_span_id",
          "event_id",
          "timestamp_utc",
          "event_type",
          "operation_name",
          "workload_type",
          "tenant_id",
          "region",
          "model_name",
          "user_id",
          "status",
          "error_type",
          "corpus_record_id",
          "session_id",
          "latency_ms",
          "cpu_usage_percent",
          "memory_usage_mb",
          "throughput_rps",
          "cost_usd",
          "prompt_tokens",
          "completion_tokens",
          "total_tokens",
          "tags",
          "request_metadata",
          "response_metadata",
          "run_id",
          "duration_ns");

  public TableRows {
    columns = columns == null ? Map.of() : Map.copyOf(columns);
    runId = runId == null ? "" : runId;
    if (table == null || table.isBlank()) {
      throw new IllegalArgumentException("table '" + table + "' is not one");
    }
    if (!runId.isEmpty() && !runId.matches(ValidateSpec.NAME)) {
      throw new IllegalArgumentException("run id '" + runId + "' is not one");
    }
    columns.keySet().forEach(TableRows::requireMappable);
  }

  /**
   * Refuses what is no column that can be mapped.
   *
   * @throws IllegalArgumentException naming those that can
   */
  public static void requireMappable(String column) {
    if (!MAPPABLE.contains(column)) {
      throw new IllegalArgumentException(
          "there is no column " + column + " to map; there are " + String.join(", ", MAPPABLE));
    }
  }
}
