package io.tracewright.engine.quality;

import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.SpanBatch;
import java.util.Locale;

/** What the schema demands of a row, with the SQL condition that holds for rows that break it. */
enum SchemaRule {
  TRACE_ID("trace_id = toUUID('00000000-0000-0000-0000-000000000000')") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      return !batch.traceId.isNone(row);
    }
  },
  SPAN_ID("span_id = toUUID('00000000-0000-0000-0000-000000000000')") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      return !batch.spanId.isNone(row);
    }
  },
  TIMESTAMP("timestamp_utc <= toDateTime64(0, 3, 'UTC')") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      return batch.timestampMs.get(row) > 0;
    }
  },
  EVENT_TYPE(
      "event_type NOT IN ('agent', 'llm_call', 'tool_call', 'retrieval', 'embedding',"
          + " 'vector_search', 'guardrail', 'chain')") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      return SpanRules.isEventType(batch.eventType.get(row));
    }
  },
  STATUS("status NOT IN ('ok', 'error')") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      return SpanRules.isStatus(batch.status.get(row));
    }
  },
  LATENCY_MS("NOT (latency_ms >= 0 AND isFinite(latency_ms))") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      return SpanRules.isMeasure(batch.latencyMs, row);
    }
  },
  COST_USD("NOT (cost_usd >= 0 AND isFinite(cost_usd))") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      return SpanRules.isMeasure(batch.costUsd, row);
    }
  },
  TOKENS("least(prompt_tokens, completion_tokens, total_tokens) < 0") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      return (batch.promptTokens.get(row)
              | batch.completionTokens.get(row)
              | batch.totalTokens.get(row))
          >= 0;
    }
  },
  CPU_USAGE_PERCENT("NOT (cpu_usage_percent BETWEEN 0 AND 100)") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      return SpanRules.isMeasure(batch.cpuUsagePercent, row)
          && batch.cpuUsagePercent.get(row) <= 100;
    }
  },
  LOAD(
      "NOT (memory_usage_mb >= 0 AND isFinite(memory_usage_mb)"
          + " AND throughput_rps >= 0 AND isFinite(throughput_rps))") {
    @Override
    boolean holds(SpanBatch batch, int row) {
      DoubleColumn memory = batch.memoryUsageMb;
      return SpanRules.isMeasure(memory, row) && SpanRules.isMeasure(batch.throughputRps, row);
    }
  };

  /** Name of the rule that a workload type is a known one. */
  static final String WORKLOAD_TYPE = "workload_type";

  /** Name of the rule that metadata are JSON, or empty. */
  static final String METADATA = "metadata";

  static final String BROKEN_METADATA =
      "(request_metadata != '' AND NOT isValidJSON(request_metadata)) OR"
          + " (response_metadata != '' AND NOT isValidJSON(response_metadata))";

  private final String brokenSql;

  SchemaRule(String brokenSql) {
    this.brokenSql = brokenSql;
  }

  abstract boolean holds(SpanBatch batch, int row);

  /** Condition in SQL that holds for the rows that break the rule. */
  String brokenSql() {
    return brokenSql;
  }

  /** Name in tallies and reports. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
