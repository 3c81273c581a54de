package io.tracewright.engine.quality;

import io.tracewright.model.profile.Workload;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
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
        || !SpanRules.isEventType(batch.eventType.get(row))
        || !SpanRules.isStatus(batch.status.get(row))) {
      return Optional.of(TraceRule.KNOWN_VALUES);
    }
    if (!SpanRules.isMeasure(batch.latencyMs, row)
        || !SpanRules.isMeasure(batch.cpuUsagePercent, row)
        || !SpanRules.isMeasure(batch.memoryUsageMb, row)
        || !SpanRules.isMeasure(batch.throughputRps, row)
        || !SpanRules.isMeasure(batch.costUsd, row)) {
      return Optional.of(TraceRule.FINITE_MEASURES);
    }
    if (startMs < windowStartMs
        || startMs >= windowEndMs
        || startMs + batch.latencyMs.get(row) > windowEndMs) {
      return Optional.of(TraceRule.INSIDE_WINDOW);
    }
    if (batch.promptTokens.get(row) < 0
        || batch.completionTokens.get(row) < 0
        || !SpanRules.tokensAddUp(batch, row)) {
      return Optional.of(TraceRule.TOKEN_SUM);
    }
    if (!SpanRules.sameUser(batch, row, firstRow)) {
      return Optional.of(TraceRule.ONE_USER);
    }
    return Optional.empty();
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
