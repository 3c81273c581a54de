package io.tracewright.flink.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The queries that read a table in ranges of whole traces.
 *
 * @param select what is read of a row, and of which rows
 * @param trace expression of a row's trace
 * @param ranges number of ranges, at least 1
 */
public record TableQuery(String select, String trace, int ranges) implements Serializable {
  private static final long ROWS_PER_RANGE = 4_000_000;
  private static final long ROWS_PER_SMALL_RANGE = 250_000;
  private static final int SMALL_RANGES = 4;

  /** The server sorts on disk what is larger, bytes. */
  private static final String SORT_IN_MEMORY = "400000000";

  static final Map<String, String> SETTINGS =
      Map.of("max_bytes_before_external_sort", SORT_IN_MEMORY, "max_threads", "2");

  static TableQuery of(String table, Layout layout, String runId, long rows) {
    Map<SpanColumn, String> expressions = layout.expressions();
    List<String> selected = new ArrayList<>();
    expressions.forEach(
        (column, expression) -> {
          switch (column.kind()) {
            case NUMBER -> selected.add("toFloat64(" + expression + ")");
            case TAGS -> selected.add("toUInt8(" + expression + ")");
            case JSON -> {}
            default -> selected.add(expression + alias(column));
          }
        });
    selected.add(
        "toUInt8("
            + expressions.get(SpanColumn.REQUEST_METADATA)
            + " OR "
            + expressions.get(SpanColumn.RESPONSE_METADATA)
            + ")");
    return new TableQuery(
        "SELECT "
            + String.join(", ", selected)
            + " FROM "
            + table
            + " WHERE "
            + layout.ofRun(runId),
        expressions.get(SpanColumn.TRACE_ID),
        ranges(rows));
  }

  /** So many that a range is sorted in memory, as every range costs a scan; of rows alone. */
  static int ranges(long rows) {
    long small = Math.min(SMALL_RANGES, (rows - 1) / ROWS_PER_SMALL_RANGE + 1);
    return (int) Math.max(1, Math.max(small, (rows - 1) / ROWS_PER_RANGE + 1));
  }

  /** The rows of a range behind a trace, all when that is null, trace by trace. */
  String rows(int range, UUID after) {
    return select
        + " AND cityHash64("
        + trace
        + ") % "
        + ranges
        + " = "
        + range
        + (after == null ? "" : " AND " + trace + " > toUUID('" + after + "')")
        + " ORDER BY"
        + String.join(
            ",",
            name(SpanColumn.TRACE_ID),
            name(SpanColumn.TIMESTAMP_UTC),
            name(SpanColumn.SPAN_ID),
            name(SpanColumn.EVENT_ID));
  }

  private static String alias(SpanColumn column) {
    return " AS" + name(column);
  }

  /** Unlike any column that the table may have. */
  private static String name(SpanColumn column) {
    return " `tracewright " + column.label() + "`";
  }
}
