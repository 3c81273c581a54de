package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Defect;
import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.Summary;
import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.UUID;
import java.util.function.IntPredicate;

/**
 * Counts what is wrong with the traces of any table, in O(n log n) for a trace of n spans.
 *
 * <p>Rows may stand in any order:
 *
 * <ul>
 *   <li>{@link Defect#SCHEMA}: rows that break a {@link SchemaRule} or more.
 *   <li>{@link Defect#DUPLICATE}: rows beyond the first with a span's identifier, or, among the
 *       others, with an event's.
 *   <li>{@link Defect#ORPHAN}: rows whose parent is no span of the trace.
 *   <li>{@link Defect#OUTSIDE_PARENT}: rows that start before their parent or end more than a
 *       millisecond after it; of a parent that is there twice, before and after both.
 *   <li>{@link Defect#OUT_OF_WINDOW}: rows that start outside the window or in the future.
 *   <li>{@link Defect#TOKEN_SUM}: rows.
 *   <li>{@link Defect#ORDER}: steps of a sequence, duplicates left out, that start more than a
 *       millisecond before an earlier one has ended.
 *   <li>{@link Defect#ROOTS}: traces with other than one span without a parent.
 *   <li>{@link Defect#MIXED_USER}: traces.
 * </ul>
 *
 * <p>The millisecond: starts are kept as whole ones, durations are not. Not thread-safe.
 */
public final class TraceAudit {
  private static final double CLOCK_MS = 1;
  private static final SchemaRule[] RULES = SchemaRule.values();

  private final AuditScope scope;
  private final SpanIndex spans = new SpanIndex();
  private final SpanIndex events = new SpanIndex();
  private final EnumMap<Defect, Long> found = new EnumMap<>(Defect.class);

  /** Earliest start and latest end of each span, by its number. */
  private double[] startMs = new double[0];

  private double[] endMs = new double[0];
  private boolean[] isSequence = new boolean[0];
  private boolean[] isRoot = new boolean[0];

  /** An audit of tables of which so much is known. */
  public TraceAudit(AuditScope scope) {
    this.scope = scope;
  }

  /**
   * Counts the defects of a trace, its broken rules and its missing values.
   *
   * @param malformed whether metadata at a row are neither JSON nor empty: who reads the rows asks
   *     the server, which parses faster
   * @param into summary of the trace's group
   */
  public void count(SpanBatch batch, int trace, IntPredicate malformed, Summary into) {
    int from = batch.traceStart(trace);
    int to = batch.traceEnd(trace);
    found.clear();
    index(batch, from, to);
    boolean mixed = false;
    for (int row = from; row < to; row++) {
      if (breaksSchema(batch, row, malformed, into)) {
        add(Defect.SCHEMA);
      }
      countMissing(batch, row, into);
      if (!isInsideWindow(batch.timestampMs.get(row))) {
        add(Defect.OUT_OF_WINDOW);
      }
      if (!SpanRules.tokensAddUp(batch, row)) {
        add(Defect.TOKEN_SUM);
      }
      mixed |= !SpanRules.sameUser(batch, row, from);
      checkParent(batch, row);
    }
    if (mixed) {
      add(Defect.MIXED_USER);
    }
    if (roots() != 1) {
      add(Defect.ROOTS);
    }
    if (!scope.sequences().isEmpty()) {
      checkOrder(batch, from, to);
    }
    UUID example = batch.traceId.get(from);
    found.forEach((defect, count) -> into.addDefects(defect, count, example));
  }

  private void add(Defect defect) {
    found.merge(defect, 1L, Long::sum);
  }

  private void index(SpanBatch batch, int from, int to) {
    int rows = to - from;
    if (startMs.length < rows) {
      startMs = new double[rows];
      endMs = new double[rows];
      isSequence = new boolean[rows];
      isRoot = new boolean[rows];
    }
    spans.reset(batch.spanId, rows);
    events.reset(batch.eventId, rows);
    for (int row = from; row < to; row++) {
      int known = spans.size();
      int span = spans.add(row);
      double start = batch.timestampMs.get(row);
      double end = start + batch.latencyMs.get(row);
      boolean newEvent = isNew(batch, row);
      if (span == known) {
        startMs[span] = start;
        endMs[span] = end;
        isSequence[span] = false;
        isRoot[span] = false;
      } else {
        startMs[span] = Math.min(startMs[span], start);
        endMs[span] = Math.max(endMs[span], end);
      }
      if (!(span == known || batch.spanId.isNone(row)) || !newEvent) {
        add(Defect.DUPLICATE);
      }
      isRoot[span] |= batch.parentSpanId.isNone(row);
      isSequence[span] |=
          batch.eventType.get(row).equals("chain")
              && scope.sequences().contains(batch.operationName.get(row));
    }
  }

  private boolean isNew(SpanBatch batch, int row) {
    int known = events.size();
    return batch.eventId.isNone(row) || events.add(row) == known;
  }

  private int roots() {
    int roots = 0;
    for (int span = 0; span < spans.size(); span++) {
      roots += isRoot[span] ? 1 : 0;
    }
    return roots;
  }

  private boolean breaksSchema(SpanBatch batch, int row, IntPredicate malformed, Summary into) {
    boolean broken = false;
    for (SchemaRule rule : RULES) {
      if (!rule.holds(batch, row)) {
        into.tally(Measures.SCHEMA_RULE).add(rule.label(), 1);
        broken = true;
      }
    }
    if (!scope.workloads().isEmpty() && !scope.workloads().contains(batch.workloadType.get(row))) {
      into.tally(Measures.SCHEMA_RULE).add(SchemaRule.WORKLOAD_TYPE, 1);
      broken = true;
    }
    if (malformed.test(row)) {
      into.tally(Measures.SCHEMA_RULE).add(SchemaRule.METADATA, 1);
      broken = true;
    }
    return broken;
  }

  private static void countMissing(SpanBatch batch, int row, Summary into) {
    for (Required value : Required.ALL) {
      if (value.isMissing(batch, row)) {
        into.tally(Measures.MISSING).add(value.column(), 1);
      }
    }
  }

  private boolean isInsideWindow(long timeMs) {
    return timeMs >= scope.windowStartMs()
        && timeMs < scope.windowEndMs()
        && timeMs <= scope.nowMs();
  }

  private void checkParent(SpanBatch batch, int row) {
    if (batch.parentSpanId.isNone(row)) {
      return;
    }
    int parent = spans.find(batch.parentSpanId, row);
    if (parent < 0) {
      add(Defect.ORPHAN);
      return;
    }
    double start = batch.timestampMs.get(row);
    double end = start + batch.latencyMs.get(row);
    if (start < startMs[parent] || end > endMs[parent] + CLOCK_MS) {
      add(Defect.OUTSIDE_PARENT);
    }
  }

  /** Steps by their starts: each must wait for the latest end before it. */
  private void checkOrder(SpanBatch batch, int from, int to) {
    int[] steps = new int[to - from];
    int count = 0;
    for (int row = from; row < to; row++) {
      int parent = batch.parentSpanId.isNone(row) ? -1 : spans.find(batch.parentSpanId, row);
      if (parent >= 0 && isSequence[parent] && spans.isFirst(row)) {
        steps[count++] = row;
      }
    }
    if (count < 2) {
      return;
    }
    Integer[] ordered = Arrays.stream(steps, 0, count).boxed().toArray(Integer[]::new);
    Arrays.sort(
        ordered,
        (one, other) -> {
          int byParent =
              Integer.compare(
                  spans.find(batch.parentSpanId, one), spans.find(batch.parentSpanId, other));
          int byStart = Long.compare(batch.timestampMs.get(one), batch.timestampMs.get(other));
          return byParent != 0
              ? byParent
              : byStart != 0
                  ? byStart
                  : Double.compare(batch.latencyMs.get(one), batch.latencyMs.get(other));
        });
    double busyUntilMs = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      int row = ordered[i];
      if (i == 0 || !batch.parentSpanId.same(row, batch.parentSpanId, ordered[i - 1])) {
        busyUntilMs = Double.NEGATIVE_INFINITY;
      }
      double start = batch.timestampMs.get(row);
      if (start + CLOCK_MS < busyUntilMs) {
        add(Defect.ORDER);
      }
      busyUntilMs = Math.max(busyUntilMs, start + batch.latencyMs.get(row));
    }
  }
}
