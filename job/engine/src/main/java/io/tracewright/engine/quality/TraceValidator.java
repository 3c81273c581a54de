package io.tracewright.engine.quality;

import io.tracewright.model.profile.Workload;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks traces against the {@link TraceRule}s before they are stored.
 *
 * <p>It looks only at the columns, as a reader of the table would, and shares no code with the
 * generator.
 */
public final class TraceValidator {
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
  private static final Set<String> STATUSES = Set.of("ok", "error");

  private final Set<String> workloads;
  private final long windowStartMs;
  private final long windowEndMs;

  /** A validator for the rows of a run. */
  public TraceValidator(RunSpec spec) {
    this.workloads =
        spec.profile().workloads().stream().map(Workload::name).collect(Collectors.toSet());
    this.windowStartMs = spec.windowStartMs();
    this.windowEndMs = spec.windowEndMs();
  }

  /** The first rule that a trace of the batch breaks, if any. */
  public Optional<TraceRule> check(SpanBatch batch, int trace) {
    int from = batch.traceStart(trace);
    int to = batch.traceEnd(trace);
    int roots = 0;
    for (int row = from; row < to; row++) {
      Optional<TraceRule> broken = checkSpan(batch, row, from);
      if (broken.isPresent()) {
        return broken;
      }
      if (batch.parentSpanId.isNone(row)) {
        roots++;
      } else {
        int parent = parentRow(batch, row, from);
        if (parent < 0) {
          return Optional.of(TraceRule.PARENT_EXISTS);
        }
        if (!isInside(batch, row, parent)) {
          return Optional.of(TraceRule.INSIDE_PARENT);
        }
      }
    }
    return roots == 1 ? Optional.empty() : Optional.of(TraceRule.ONE_ROOT);
  }

  private Optional<TraceRule> checkSpan(SpanBatch batch, int row, int firstRow) {
    long startMs = batch.timestampMs.get(row);
    if (!workloads.contains(batch.workloadType.get(row))
        || !EVENT_TYPES.contains(batch.eventType.get(row))
        || !STATUSES.contains(batch.status.get(row))) {
      return Optional.of(TraceRule.KNOWN_VALUES);
    }
    if (!isMeasure(batch.latencyMs, row)
        || !isMeasure(batch.cpuUsagePercent, row)
        || !isMeasure(batch.memoryUsageMb, row)
        || !isMeasure(batch.throughputRps, row)
        || !isMeasure(batch.costUsd, row)) {
      return Optional.of(TraceRule.FINITE_MEASURES);
    }
    if (startMs < windowStartMs
        || startMs >= windowEndMs
        || startMs + batch.latencyMs.get(row) > windowEndMs) {
      return Optional.of(TraceRule.INSIDE_WINDOW);
    }
    if (batch.promptTokens.get(row) < 0
        || batch.completionTokens.get(row) < 0
        || (long) batch.promptTokens.get(row) + batch.completionTokens.get(row)
            != batch.totalTokens.get(row)) {
      return Optional.of(TraceRule.TOKEN_SUM);
    }
    if (!batch.tenantId.get(row).equals(batch.tenantId.get(firstRow))
        || !batch.userId.get(row).equals(batch.userId.get(firstRow))
        || !sameSession(batch, row, firstRow)) {
      return Optional.of(TraceRule.ONE_USER);
    }
    return Optional.empty();
  }

  private static boolean isMeasure(DoubleColumn column, int row) {
    double value = column.get(row);
    return value >= 0 && value < Double.POSITIVE_INFINITY;
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

  /** Parents stand before children, so every chain of parents ends at a root: no cycle passes. */
  private static int parentRow(SpanBatch batch, int row, int from) {
    for (int candidate = from; candidate < row; candidate++) {
      if (batch.parentSpanId.same(row, batch.spanId, candidate)
          && batch.traceId.same(row, batch.traceId, candidate)) {
        return candidate;
      }
    }
    return -1;
  }

  private static boolean isInside(SpanBatch batch, int row, int parent) {
    double startMs = batch.timestampMs.get(row);
    double parentStartMs = batch.timestampMs.get(parent);
    return startMs >= parentStartMs
        && startMs + batch.latencyMs.get(row) <= parentStartMs + batch.latencyMs.get(parent);
  }
}
