package io.tracewright.flink.sink;

import io.tracewright.clickhouse.TableSchema;
import io.tracewright.clickhouse.block.ArrayColumn;
import io.tracewright.clickhouse.block.DateTime64Column;
import io.tracewright.clickhouse.block.Float32Column;
import io.tracewright.clickhouse.block.Float64Column;
import io.tracewright.clickhouse.block.Int32Column;
import io.tracewright.clickhouse.block.LowCardinalityColumn;
import io.tracewright.clickhouse.block.NativeBlock;
import io.tracewright.clickhouse.block.NullableColumn;
import io.tracewright.clickhouse.block.StringColumn;
import io.tracewright.clickhouse.block.UuidColumn;
import io.tracewright.model.span.IdColumn;
import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.SymbolListColumn;
import io.tracewright.model.span.TextColumn;

/**
 * The columns of {@code events} in a block, and how a span fills them. One line a column, thrice:
 * its type, its place in the block, its value. The table itself is made by the migrations.
 */
final class EventColumns {
  private static final String SYMBOL = "LowCardinality(String)";
  private static final String SYMBOLS = "Array(LowCardinality(String))";

  static final TableSchema SCHEMA =
      TableSchema.builder()
          .column("event_id", "UUID")
          .column("trace_id", "UUID")
          .column("span_id", "UUID")
          .column("parent_span_id", "Nullable(UUID)")
          .column("timestamp_utc", "DateTime64(3, 'UTC')")
          .column("event_type", SYMBOL)
          .column("service_name", SYMBOL)
          .column("operation_name", SYMBOL)
          .column("workload_type", SYMBOL)
          .column("workload_category", SYMBOL)
          .column("domain", SYMBOL)
          .column("tenant_id", SYMBOL)
          .column("latency_ms", "Float64")
          .column("cpu_usage_percent", "Float32")
          .column("memory_usage_mb", "Float32")
          .column("throughput_rps", "Float64")
          .column("model_name", SYMBOL)
          .column("model_version", SYMBOL)
          .column("prompt_tokens", "UInt32")
          .column("completion_tokens", "UInt32")
          .column("total_tokens", "UInt32")
          .column("tool_invocations", SYMBOLS)
          .column("user_id", "String")
          .column("session_id", "String")
          .column("request_metadata", "String")
          .column("response_metadata", "String")
          .column("tags", SYMBOLS)
          .column("run_id", SYMBOL)
          .column("chunk", "UInt32")
          .column("region", SYMBOL)
          .column("status", SYMBOL)
          .column("error_type", SYMBOL)
          .column("cost_usd", "Float64")
          .column("corpus_version", SYMBOL)
          .column("corpus_record_id", "String")
          .column("anomaly", SYMBOL)
          .build();

  private final boolean hidesAnomalies;
  private final UuidColumn eventId;
  private final UuidColumn traceId;
  private final UuidColumn spanId;
  private final NullableColumn parentSpanId;
  private final DateTime64Column timestampUtc;
  private final LowCardinalityColumn eventType;
  private final LowCardinalityColumn serviceName;
  private final LowCardinalityColumn operationName;
  private final LowCardinalityColumn workloadType;
  private final LowCardinalityColumn workloadCategory;
  private final LowCardinalityColumn domain;
  private final LowCardinalityColumn tenantId;
  private final Float64Column latencyMs;
  private final Float32Column cpuUsagePercent;
  private final Float32Column memoryUsageMb;
  private final Float64Column throughputRps;
  private final LowCardinalityColumn modelName;
  private final LowCardinalityColumn modelVersion;
  private final Int32Column promptTokens;
  private final Int32Column completionTokens;
  private final Int32Column totalTokens;
  private final ArrayColumn toolInvocations;
  private final StringColumn userId;
  private final StringColumn sessionId;
  private final StringColumn requestMetadata;
  private final StringColumn responseMetadata;
  private final ArrayColumn tags;
  private final LowCardinalityColumn runId;
  private final Int32Column chunk;
  private final LowCardinalityColumn region;
  private final LowCardinalityColumn status;
  private final LowCardinalityColumn errorType;
  private final Float64Column costUsd;
  private final LowCardinalityColumn corpusVersion;
  private final StringColumn corpusRecordId;
  private final LowCardinalityColumn anomaly;

  EventColumns(NativeBlock block, boolean hidesAnomalies) {
    this.hidesAnomalies = hidesAnomalies;
    eventId = block.column("event_id", UuidColumn.class);
    traceId = block.column("trace_id", UuidColumn.class);
    spanId = block.column("span_id", UuidColumn.class);
    parentSpanId = block.column("parent_span_id", NullableColumn.class);
    timestampUtc = block.column("timestamp_utc", DateTime64Column.class);
    eventType = block.column("event_type", LowCardinalityColumn.class);
    serviceName = block.column("service_name", LowCardinalityColumn.class);
    operationName = block.column("operation_name", LowCardinalityColumn.class);
    workloadType = block.column("workload_type", LowCardinalityColumn.class);
    workloadCategory = block.column("workload_category", LowCardinalityColumn.class);
    domain = block.column("domain", LowCardinalityColumn.class);
    tenantId = block.column("tenant_id", LowCardinalityColumn.class);
    latencyMs = block.column("latency_ms", Float64Column.class);
    cpuUsagePercent = block.column("cpu_usage_percent", Float32Column.class);
    memoryUsageMb = block.column("memory_usage_mb", Float32Column.class);
    throughputRps = block.column("throughput_rps", Float64Column.class);
    modelName = block.column("model_name", LowCardinalityColumn.class);
    modelVersion = block.column("model_version", LowCardinalityColumn.class);
    promptTokens = block.column("prompt_tokens", Int32Column.class);
    completionTokens = block.column("completion_tokens", Int32Column.class);
    totalTokens = block.column("total_tokens", Int32Column.class);
    toolInvocations = block.column("tool_invocations", ArrayColumn.class);
    userId = block.column("user_id", StringColumn.class);
    sessionId = block.column("session_id", StringColumn.class);
    requestMetadata = block.column("request_metadata", StringColumn.class);
    responseMetadata = block.column("response_metadata", StringColumn.class);
    tags = block.column("tags", ArrayColumn.class);
    runId = block.column("run_id", LowCardinalityColumn.class);
    chunk = block.column("chunk", Int32Column.class);
    region = block.column("region", LowCardinalityColumn.class);
    status = block.column("status", LowCardinalityColumn.class);
    errorType = block.column("error_type", LowCardinalityColumn.class);
    costUsd = block.column("cost_usd", Float64Column.class);
    corpusVersion = block.column("corpus_version", LowCardinalityColumn.class);
    corpusRecordId = block.column("corpus_record_id", StringColumn.class);
    anomaly = block.column("anomaly", LowCardinalityColumn.class);
  }

  /** Appends a row of the batch. */
  void append(SpanBatch batch, int row) {
    append(eventId, batch.eventId, row);
    append(traceId, batch.traceId, row);
    append(spanId, batch.spanId, row);
    appendOrNull(parentSpanId, batch.parentSpanId, row);
    timestampUtc.appendEpochMilli(batch.timestampMs.get(row));
    eventType.append(batch.eventType.get(row));
    serviceName.append(batch.serviceName.get(row));
    operationName.append(batch.operationName.get(row));
    workloadType.append(batch.workloadType.get(row));
    workloadCategory.append(batch.workloadCategory.get(row));
    domain.append(batch.domain.get(row));
    tenantId.append(batch.tenantId.get(row));
    latencyMs.append(batch.latencyMs.get(row));
    cpuUsagePercent.append((float) batch.cpuUsagePercent.get(row));
    memoryUsageMb.append((float) batch.memoryUsageMb.get(row));
    throughputRps.append(batch.throughputRps.get(row));
    modelName.append(batch.modelName.get(row));
    modelVersion.append(batch.modelVersion.get(row));
    promptTokens.append(batch.promptTokens.get(row));
    completionTokens.append(batch.completionTokens.get(row));
    totalTokens.append(batch.totalTokens.get(row));
    append(toolInvocations, batch.toolInvocations, row);
    userId.append(batch.userId.get(row));
    append(sessionId, batch.sessionId, row);
    append(requestMetadata, batch.requestMetadata, row);
    append(responseMetadata, batch.responseMetadata, row);
    append(tags, batch.tags, row);
    runId.append(batch.runId());
    chunk.append(batch.chunk().index());
    region.append(batch.region.get(row));
    status.append(batch.status.get(row));
    errorType.append(batch.errorType.get(row));
    costUsd.append(batch.costUsd.get(row));
    corpusVersion.append(batch.corpusVersion.get(row));
    corpusRecordId.append(batch.corpusRecordId.get(row));
    anomaly.append(hidesAnomalies ? "" : batch.anomaly.get(row));
  }

  private static void append(UuidColumn column, IdColumn ids, int row) {
    column.append(ids.high(row), ids.low(row));
  }

  private static void appendOrNull(NullableColumn column, IdColumn ids, int row) {
    if (ids.isNone(row)) {
      column.appendNull();
    } else {
      append(column.values(UuidColumn.class), ids, row);
    }
  }

  private static void append(StringColumn column, TextColumn text, int row) {
    column.append(text.bytes(), text.start(row), text.end(row) - text.start(row));
  }

  private static void append(ArrayColumn column, SymbolListColumn lists, int row) {
    LowCardinalityColumn elements = column.elements(LowCardinalityColumn.class);
    for (int i = 0; i < lists.length(row); i++) {
      elements.append(lists.get(row, i));
    }
    column.endRow();
  }
}
