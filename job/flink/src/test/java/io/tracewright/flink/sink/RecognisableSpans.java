package io.tracewright.flink.sink;

import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.IdColumn;
import io.tracewright.model.span.IntColumn;
import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.SymbolColumn;
import io.tracewright.model.span.SymbolListColumn;
import io.tracewright.model.span.TextColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A batch in which no two cells look alike, and what each must be in the table.
 *
 * <p>Its traces are rows 0 and 1, rows 2 and 3, and row 4; the second one is rejected. In time,
 * those to be stored stand as 0, 4, 1. That is long after today, so that no TTL drops them.
 */
final class RecognisableSpans {
  static final String RUN_ID = "run-of-the-test";
  static final int CHUNK = 4_711;
  static final List<Integer> STORED = List.of(0, 4, 1);

  private static final int ROWS = 5;
  private static final List<Integer> LAST_ROWS = List.of(1, 3, 4);
  private static final int REJECTED_TRACE = 1;
  private static final Instant START = Instant.parse("2100-01-31T23:59:59.123Z");
  private static final int[] OFFSETS_MS = {0, 2_001, 502, 1_503, 1_004};
  private static final String NON_ASCII = " žluť 中 \uD83E\uDD8A";

  final SpanBatch batch = new SpanBatch();
  private final Map<String, List<Object>> expected = new HashMap<>();
  private int number = 1;

  RecognisableSpans() {
    batch.reset(RUN_ID, new ChunkDescriptor(CHUNK, 94_220, 3, 0, 1, 2));
    expected.put("run_id", Collections.nCopies(ROWS, RUN_ID));
    expected.put("chunk", Collections.nCopies(ROWS, (long) CHUNK));
    timesAndTraces();
    ids("event_id", batch.eventId);
    ids("trace_id", batch.traceId);
    ids("span_id", batch.spanId);
    parents();
    symbols("event_type", batch.eventType);
    symbols("service_name", batch.serviceName);
    symbols("operation_name", batch.operationName);
    symbols("workload_type", batch.workloadType);
    symbols("workload_category", batch.workloadCategory);
    symbols("domain", batch.domain);
    symbols("tenant_id", batch.tenantId);
    symbols("region", batch.region);
    doubles("latency_ms", batch.latencyMs);
    floats("cpu_usage_percent", batch.cpuUsagePercent);
    floats("memory_usage_mb", batch.memoryUsageMb);
    doubles("throughput_rps", batch.throughputRps);
    symbols("model_name", batch.modelName);
    symbols("model_version", batch.modelVersion);
    ints("prompt_tokens", batch.promptTokens);
    ints("completion_tokens", batch.completionTokens);
    ints("total_tokens", batch.totalTokens);
    lists("tool_invocations", batch.toolInvocations, 0, 3, 1, 2, 1);
    symbols("user_id", batch.userId);
    texts("session_id", batch.sessionId, "", "");
    texts("request_metadata", batch.requestMetadata, "{\"prompt\":\"", "\\\"\\\\\\u0000\\n}]\"}");
    texts("response_metadata", batch.responseMetadata, "[{\"'\":'", "\\', \0 \t \r\n ;--`${%s");
    lists("tags", batch.tags, 2, 1, 1, 2, 0);
    symbols("status", batch.status);
    symbols("error_type", batch.errorType);
    doubles("cost_usd", batch.costUsd);
    symbols("corpus_version", batch.corpusVersion);
    symbols("corpus_record_id", batch.corpusRecordId);
    symbols("anomaly", batch.anomaly);
  }

  /** What the table must hold of a row; fails for a column that this class does not know. */
  Object expected(String column, int row) {
    if (!expected.containsKey(column)) {
      throw new AssertionError("no expectation for column " + column);
    }
    return expected.get(column).get(row);
  }

  private void expect(String column, Object value) {
    expected.computeIfAbsent(column, c -> new ArrayList<>()).add(value);
  }

  private void timesAndTraces() {
    for (int row = 0; row < ROWS; row++) {
      Instant start = START.plusMillis(OFFSETS_MS[row]);
      batch.timestampMs.add(start.toEpochMilli());
      expect("timestamp_utc", start);
      if (LAST_ROWS.contains(row)) {
        batch.endTrace();
      }
    }
    batch.reject(REJECTED_TRACE);
  }

  private void ids(String column, IdColumn ids) {
    for (int row = 0; row < ROWS; row++) {
      addId(column, ids, row);
    }
  }

  /** Rows 1 and 3 have parents. */
  private void parents() {
    for (int row = 0; row < ROWS; row++) {
      if (row % 2 == 1) {
        addId("parent_span_id", batch.parentSpanId, row);
      } else {
        batch.parentSpanId.add(0, 0);
        expect("parent_span_id", null);
      }
    }
  }

  private void addId(String column, IdColumn ids, int row) {
    // Every second one has its highest bit set: it must not be taken for a sign.
    UUID id = new UUID((row % 2 == 0 ? 0xfedcL << 48 : 0) | number++, 0x8123456789abcdefL);
    ids.add(id.getMostSignificantBits(), id.getLeastSignificantBits());
    expect(column, id);
  }

  private void symbols(String column, SymbolColumn symbols) {
    for (int row = 0; row < ROWS; row++) {
      symbols.add(column + row + NON_ASCII);
      expect(column, column + row + NON_ASCII);
    }
  }

  private void texts(String column, TextColumn texts, String before, String after) {
    for (int row = 0; row < ROWS; row++) {
      String text = before + column + row + NON_ASCII + after;
      texts.append(text).endRow();
      expect(column, text);
    }
  }

  private void lists(String column, SymbolListColumn lists, int... lengths) {
    for (int row = 0; row < ROWS; row++) {
      List<String> list = new ArrayList<>();
      for (int i = 0; i < lengths[row]; i++) {
        list.add(column + row + "." + i + NON_ASCII);
      }
      list.forEach(lists::add);
      lists.endRow();
      expect(column, list);
    }
  }

  private void doubles(String column, DoubleColumn doubles) {
    for (int row = 0; row < ROWS; row++) {
      double value = number++ + 0.1;
      doubles.add(value);
      expect(column, value);
    }
  }

  /** Doubles that are stored in single precision. */
  private void floats(String column, DoubleColumn doubles) {
    for (int row = 0; row < ROWS; row++) {
      double value = number++ + 0.1;
      doubles.add(value);
      expect(column, (double) (float) value);
    }
  }

  private void ints(String column, IntColumn ints) {
    for (int row = 0; row < ROWS; row++) {
      int value = Integer.MAX_VALUE - number++;
      ints.add(value);
      expect(column, (long) value);
    }
  }
}
