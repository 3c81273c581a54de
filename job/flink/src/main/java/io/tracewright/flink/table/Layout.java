package io.tracewright.flink.table;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Which expression gives each column: for tables like {@code events} by their columns' names, for
 * OpenTelemetry's {@code otel_traces} by its semantic conventions, for others as told.
 */
final class Layout {
  private static final String OPERATION = "SpanAttributes[gen_ai.operation.name]";

  private final Map<String, String> types;
  private final Map<String, String> sources;
  private final boolean isOpenTelemetry;

  /**
   * The layout of a table.
   *
   * @param types types of its columns by name, in its order
   * @param told sources that are told, by the columns of {@code events}
   * @throws IllegalArgumentException naming a column that is not there
   */
  Layout(Map<String, String> types, Map<String, String> told) {
    this.types = types;
    this.isOpenTelemetry =
        types.containsKey("SpanName")
            && types.containsKey("TraceId")
            && types.getOrDefault("SpanAttributes", "").startsWith("Map(");
    this.sources = new HashMap<>(isOpenTelemetry ? openTelemetry(types) : sameNames(types));
    this.sources.putAll(told);
    for (SpanColumn needed :
        new SpanColumn[] {SpanColumn.TRACE_ID, SpanColumn.SPAN_ID, SpanColumn.TIMESTAMP_UTC}) {
      if (!sources.containsKey(needed.label())) {
        throw new IllegalArgumentException(
            "no column is known to be " + needed.label() + ": map it");
      }
    }
  }

  private static Map<String, String> sameNames(Map<String, String> types) {
    Map<String, String> same = new HashMap<>();
    for (SpanColumn column : SpanColumn.values()) {
      if (types.containsKey(column.label())) {
        same.put(column.label(), column.label());
      }
    }
    if (types.containsKey("run_id")) {
      same.put("run_id", "run_id");
    }
    return same;
  }

  private static Map<String, String> openTelemetry(Map<String, String> types) {
    Map<String, String> known = new HashMap<>();
    known.put("trace_id", "TraceId");
    known.put("span_id", "SpanId");
    known.put("parent_span_id", "ParentSpanId");
    known.put("timestamp_utc", "Timestamp");
    known.put("duration_ns", "Duration");
    known.put("operation_name", "SpanName");
    known.put("workload_type", "ServiceName");
    known.put("tenant_id", "ResourceAttributes[service.namespace]");
    known.put("region", "ResourceAttributes[cloud.region]");
    known.put("status", "StatusCode");
    known.put("error_type", "SpanAttributes[error.type]");
    known.put("model_name", "SpanAttributes[gen_ai.request.model]");
    known.put("prompt_tokens", "SpanAttributes[gen_ai.usage.input_tokens]");
    known.put("completion_tokens", "SpanAttributes[gen_ai.usage.output_tokens]");
    known.values().removeIf(source -> !types.containsKey(source.replaceAll("\\[.*", "")));
    return known;
  }

  private Field field(String name) {
    return Field.of(sources.get(name), types);
  }

  /** The expressions of what is read of a row, in the order of {@link SpanRows}. */
  Map<SpanColumn, String> expressions() {
    Map<SpanColumn, String> expressions = new EnumMap<>(SpanColumn.class);
    for (SpanColumn column : SpanColumn.values()) {
      expressions.put(column, expression(column));
    }
    return expressions;
  }

  private String expression(SpanColumn column) {
    if (column == SpanColumn.LATENCY_MS && sources.containsKey("duration_ns")) {
      return ValueSql.number(field("duration_ns")) + " / 1e6";
    }
    if (isOpenTelemetry && column == SpanColumn.EVENT_TYPE && !sources.containsKey("event_type")) {
      return eventType();
    }
    if (!sources.containsKey(column.label())) {
      return absent(column);
    }
    Field field = field(column.label());
    if (isOpenTelemetry && column == SpanColumn.STATUS) {
      return status(field);
    }
    if (isOpenTelemetry && column == SpanColumn.ERROR_TYPE && sources.containsKey("status")) {
      String name = ValueSql.name(field);
      return "if("
          + status(field("status"))
          + " = 'error', if("
          + name
          + " = '', 'error', "
          + name
          + "), '')";
    }
    return switch (column.kind()) {
      case ID -> ValueSql.id(field);
      case TIME -> ValueSql.timeMs(field);
      case NAME -> ValueSql.name(field);
      case NUMBER -> ValueSql.number(field);
      case COUNT -> ValueSql.count(field);
      case TAGS -> ValueSql.isRetry(field);
      case JSON -> ValueSql.isMalformed(field);
    };
  }

  private String absent(SpanColumn column) {
    return switch (column.kind()) {
      case ID -> ValueSql.noId();
      case TIME -> "toInt64(0)";
      case NAME -> Sql.literal(column.absent());
      case NUMBER -> "toFloat64(0)";
      case COUNT ->
          column == SpanColumn.TOTAL_TOKENS
              ? "toInt32("
                  + expression(SpanColumn.PROMPT_TOKENS)
                  + " + "
                  + expression(SpanColumn.COMPLETION_TOKENS)
                  + ")"
              : "toInt32(0)";
      case TAGS, JSON -> "0";
    };
  }

  /** OpenTelemetry's codes, as the exporter writes them; what is no code is no status. */
  private static String status(Field field) {
    String code = field.text();
    return "multiIf("
        + code
        + " IN ('Error', 'STATUS_CODE_ERROR'), 'error', "
        + code
        + " IN ('', 'Unset', 'Ok', 'STATUS_CODE_UNSET', 'STATUS_CODE_OK'), 'ok', "
        + code
        + ")";
  }

  /** By the semantic conventions of generative AI; every other span is a step. */
  private String eventType() {
    String operation = Field.of(OPERATION, types).text();
    return "multiIf("
        + operation
        + " IN ('chat', 'text_completion', 'generate_content'), 'llm_call', "
        + operation
        + " = 'execute_tool', 'tool_call', "
        + operation
        + " = 'embeddings', 'embedding', "
        + operation
        + " IN ('invoke_agent', 'create_agent'), 'agent', 'chain')";
  }

  /** Condition that holds for the rows of a run; holds for all when the identifier is empty. */
  String ofRun(String runId) {
    if (runId.isEmpty()) {
      return "1";
    }
    if (!sources.containsKey("run_id")) {
      throw new IllegalArgumentException("no column is known to be run_id: map it");
    }
    return field("run_id").text() + " = " + Sql.literal(runId);
  }
}
