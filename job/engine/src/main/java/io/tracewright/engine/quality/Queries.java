package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Defect;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The queries that a report quotes: ClickHouse SQL, runnable as they stand. */
final class Queries {
  /** ClickHouse's aggregate function of the quantiles that queries show. */
  static final String QUANTILES = "quantilesExact(0, 0.05, 0.25, 0.5, 0.75, 0.95, 1)";

  private static final String NO_ID = "toUUID('00000000-0000-0000-0000-000000000000')";

  private final String table;
  private final String where;
  private final AuditScope scope;

  /**
   * Queries of a table.
   *
   * @param table its name, with or without a database
   * @param runId the run; empty: all rows
   * @param scope what was audited
   */
  Queries(String table, String runId, AuditScope scope) {
    this.table =
        Arrays.stream(table.split("\\.", 2))
            .map(part -> "`" + part.replace("\\", "\\\\").replace("`", "\\`") + "`")
            .collect(Collectors.joining("."));
    this.where = runId.isEmpty() ? "1" : "run_id = " + quoted(runId);
    this.scope = scope;
  }

  /** A text as a literal. */
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** Rows that fulfil a condition. */
  String rows(String columns, String condition) {
    return "SELECT "
        + columns
        + " FROM "
        + table
        + " WHERE "
        + where
        + (condition.isEmpty() ? "" : " AND (" + condition + ")");
  }

  /** How often each value of a column is there, among rows or among traces. */
  String shares(String column, String condition, boolean ofTraces) {
    String count = ofTraces ? "uniqExact(trace_id)" : "count()";
    return rows(column + " AS value, " + count + " AS n, n / sum(n) OVER () AS share", condition)
        + " GROUP BY value ORDER BY n DESC";
  }

  /** How often tools follow each other in a trace. */
  String transitions() {
    return "SELECT step AS value, count() AS n, n / sum(n) OVER () AS share FROM ("
        + rows(
            "lagInFrame(operation_name::String, 1, '^') OVER (PARTITION BY trace_id ORDER BY"
                + " timestamp_utc ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) || ' > ' ||"
                + " operation_name AS step",
            "event_type = 'tool_call'")
        + ") GROUP BY value ORDER BY n DESC";
  }

  /** The distribution of a quantity among rows. */
  String quantiles(String quantity, String condition) {
    return rows("count() AS n, " + QUANTILES + "(" + quantity + ") AS q", condition);
  }

  /** An expression a trace, then one over all traces. */
  String overTraces(String outer, String inner, String condition) {
    return "SELECT " + outer + " FROM (" + rows(inner, condition) + " GROUP BY trace_id)";
  }

  /** The rows or traces that show a defect. */
  String defects(Defect defect) {
    String spans =
        "(SELECT trace_id, span_id, min(timestamp_utc) AS starts,"
            + " max(toUnixTimestamp64Milli(timestamp_utc) + latency_ms) AS ends, any(event_type) AS"
            + " type, any(operation_name) AS operation FROM "
            + table
            + " WHERE "
            + where
            + " GROUP BY trace_id, span_id)";
    String joined =
        " AS e INNER JOIN "
            + spans
            + " AS p ON e.trace_id = p.trace_id AND e.parent_span_id = p.span_id";
    return switch (defect) {
      case SCHEMA ->
          rows(
              "*",
              Arrays.stream(SchemaRule.values())
                      .map(SchemaRule::brokenSql)
                      .collect(Collectors.joining(" OR "))
                  + " OR "
                  + SchemaRule.BROKEN_METADATA
                  + (scope.workloads().isEmpty()
                      ? ""
                      : " OR workload_type NOT IN (" + list(scope.workloads()) + ")"));
      case ORPHAN ->
          rows(
              "*",
              hasParent()
                  + " AND (trace_id, assumeNotNull(parent_span_id)) NOT IN (SELECT trace_id,"
                  + " span_id FROM "
                  + table
                  + " WHERE "
                  + where
                  + ")");
      case DUPLICATE ->
          "SELECT trace_id, span_id, event_id FROM ("
              + rows(
                  "trace_id, span_id, event_id, row_number() OVER (PARTITION BY trace_id, span_id"
                      + " ORDER BY timestamp_utc) AS of_span, dense_rank() OVER (PARTITION BY"
                      + " trace_id, event_id ORDER BY span_id) AS of_event",
                  "")
              + ") WHERE of_span > 1 OR (of_event > 1 AND event_id != "
              + NO_ID
              + ")";
      case OUT_OF_WINDOW ->
          rows(
              "*",
              "toUnixTimestamp64Milli(timestamp_utc) < "
                  + scope.windowStartMs()
                  + " OR toUnixTimestamp64Milli(timestamp_utc) >= "
                  + scope.windowEndMs()
                  + " OR toUnixTimestamp64Milli(timestamp_utc) > "
                  + scope.nowMs());
      case OUTSIDE_PARENT ->
          "SELECT e.trace_id, e.span_id FROM ("
              + rows("*", hasParent())
              + ")"
              + joined
              + " WHERE e.timestamp_utc < p.starts OR toUnixTimestamp64Milli(e.timestamp_utc) +"
              + " e.latency_ms > p.ends + 1";
      case ROOTS ->
          rows("trace_id, uniqExactIf(span_id, NOT (" + hasParent() + ")) AS roots", "")
              + " GROUP BY trace_id HAVING roots != 1";
      case MIXED_USER ->
          rows("trace_id, uniqExact(tenant_id, user_id, session_id) AS users", "")
              + " GROUP BY trace_id HAVING users > 1";
      case TOKEN_SUM -> rows("*", "toInt64(prompt_tokens) + completion_tokens != total_tokens");
      case ORDER ->
          "SELECT trace_id, span_id FROM (SELECT e.trace_id AS trace_id, e.span_id AS span_id,"
              + " toUnixTimestamp64Milli(e.timestamp_utc) AS starts,"
              + " max(starts + e.latency_ms) OVER (PARTITION BY e.trace_id, e.parent_span_id"
              + " ORDER BY starts, e.latency_ms ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
              + " AS busy, count() OVER (PARTITION BY e.trace_id, e.parent_span_id"
              + " ORDER BY starts, e.latency_ms ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
              + " AS before FROM ("
              + rows("*", hasParent())
              + " LIMIT 1 BY trace_id, span_id)"
              + joined
              + " WHERE p.type = 'chain' AND p.operation IN ("
              + list(scope.sequences())
              + ")) WHERE before > 0 AND starts + 1 < busy";
    };
  }

  private static String hasParent() {
    return "isNotNull(parent_span_id)" + " AND parent_span_id != " + NO_ID;
  }

  private static String list(Set<String> names) {
    return names.isEmpty()
        ? "''"
        : names.stream().sorted().map(Queries::quoted).collect(Collectors.joining(", "));
  }
}
