package io.tracewright.flink.table;

import java.util.Locale;

/**
 * The columns that are read of a table, in this order, and what stands for a value when the table
 * has no such column.
 */
enum SpanColumn {
  TRACE_ID(Kind.ID, ""),
  SPAN_ID(Kind.ID, ""),
  PARENT_SPAN_ID(Kind.ID, ""),
  EVENT_ID(Kind.ID, ""),
  TIMESTAMP_UTC(Kind.TIME, "0"),
  EVENT_TYPE(Kind.NAME, "chain"),
  OPERATION_NAME(Kind.NAME, ""),
  WORKLOAD_TYPE(Kind.NAME, ""),
  TENANT_ID(Kind.NAME, ""),
  REGION(Kind.NAME, ""),
  MODEL_NAME(Kind.NAME, ""),
  USER_ID(Kind.NAME, ""),
  STATUS(Kind.NAME, "ok"),
  ERROR_TYPE(Kind.NAME, ""),
  CORPUS_RECORD_ID(Kind.NAME, ""),
  SESSION_ID(Kind.NAME, ""),
  LATENCY_MS(Kind.NUMBER, "0"),
  CPU_USAGE_PERCENT(Kind.NUMBER, "0"),
  MEMORY_USAGE_MB(Kind.NUMBER, "0"),
  THROUGHPUT_RPS(Kind.NUMBER, "0"),
  COST_USD(Kind.NUMBER, "0"),
  PROMPT_TOKENS(Kind.COUNT, "0"),
  COMPLETION_TOKENS(Kind.COUNT, "0"),
  TOTAL_TOKENS(Kind.COUNT, ""),
  TAGS(Kind.TAGS, ""),
  REQUEST_METADATA(Kind.JSON, ""),
  RESPONSE_METADATA(Kind.JSON, "");

  /** How a value is read. */
  enum Kind {
    ID,
    TIME,
    NAME,
    NUMBER,
    COUNT,
    /** Whether {@code retry} is among them. */
    TAGS,
    /** Whether it is not JSON. */
    JSON
  }

  private final Kind kind;
  private final String absent;

  SpanColumn(Kind kind, String absent) {
    this.kind = kind;
    this.absent = absent;
  }

  Kind kind() {
    return kind;
  }

  /** What stands for a value when there is no column. */
  String absent() {
    return absent;
  }

  /** Name in {@code events} and in maps of columns. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
