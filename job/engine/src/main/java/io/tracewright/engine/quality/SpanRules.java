package io.tracewright.engine.quality;

import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;
import java.util.Set;

/** What holds for a span by itself, or for two of a trace: the same for our rows and others'. */
final class SpanRules {
  private static final Set<String> EVENT_TYPES =
      Set.of(
          "agent",
          "llm_call",
          "tool_call",
          "retrieval",
          "embedding",
          "vector_search",
          "guardrail",
          "chain");

  private SpanRules() {}

  static boolean isEventType(String value) {
    return EVENT_TYPES.contains(value);
  }

  static boolean isStatus(String value) {
    return value.equals("ok") || value.equals("error");
  }

  /** Whether a number is finite and at least 0. */
  static boolean isMeasure(DoubleColumn column, int row) {
    double value = column.get(row);
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }

  static boolean tokensAddUp(SpanBatch batch, int row) {
    return (long) batch.promptTokens.get(row) + batch.completionTokens.get(row)
        == batch.totalTokens.get(row);
  }

  /** Whether two spans have the same tenant, user and session. */
  static boolean sameUser(SpanBatch batch, int row, int other) {
    return batch.tenantId.get(row).equals(batch.tenantId.get(other))
        && batch.userId.get(row).equals(batch.userId.get(other))
        && sameSession(batch, row, other);
  }

  private static boolean sameSession(SpanBatch batch, int row, int other) {
    byte[] bytes = batch.sessionId.bytes();
    return Arrays.equals(
        bytes,
        batch.sessionId.start(row),
        batch.sessionId.end(row),
        bytes,
        batch.sessionId.start(other),
        batch.sessionId.end(other));
  }
}
