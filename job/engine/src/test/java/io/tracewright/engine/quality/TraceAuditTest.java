package io.tracewright.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.summary.Defect;
import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.Summary;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The audit against one that compares every span with every other. */
class TraceAuditTest {
  private static final AuditScope SCOPE =
      new AuditScope(Set.of("w"), Set.of("seq"), 1_000, 2_000, 1_900);

  /** A span as the naive auditor sees it. */
  private record Row(
      long event,
      long span,
      long parent,
      long startMs,
      double latencyMs,
      String type,
      String operation,
      String status,
      String workload,
      String user,
      int prompt,
      int total,
      boolean malformed) {}

  private static Row draw(SplittableRandom random, int n) {
    return new Row(
        random.nextInt(20) == 0 ? 0 : random.nextInt(1, 2 * n + 2),
        random.nextInt(30) == 0 ? 0 : random.nextInt(1, 2 * n + 2),
        random.nextInt(n + 1),
        980 + random.nextInt(1_040),
        random.nextInt(15) == 0 ? -1 : random.nextInt(300) / 2.0,
        List.of("chain", "chain", "tool_call", "odd").get(random.nextInt(4)),
        random.nextBoolean() ? "seq" : "other",
        random.nextInt(10) == 0 ? "" : "ok",
        random.nextInt(10) == 0 ? "x" : "w",
        random.nextInt(40) == 0 ? "v" : "u",
        3,
        random.nextInt(8) == 0 ? 4 : 3,
        random.nextInt(12) == 0);
  }

  private static SpanBatch batch(List<Row> rows) {
    SpanBatch batch = new SpanBatch();
    batch.reset("run", new ChunkDescriptor(0, 0, 1, 0, 1, 1));
    for (Row row : rows) {
      batch.eventId.add(0, row.event);
      batch.traceId.add(5, 6);
      batch.spanId.add(0, row.span);
      batch.parentSpanId.add(0, row.parent);
      batch.timestampMs.add(row.startMs);
      batch.eventType.add(row.type);
      batch.serviceName.add("s");
      batch.operationName.add(row.operation);
      batch.workloadType.add(row.workload);
      batch.tenantId.add("t");
      batch.latencyMs.add(row.latencyMs);
      batch.cpuUsagePercent.add(50);
      batch.memoryUsageMb.add(1);
      batch.throughputRps.add(1);
      batch.modelName.add("");
      batch.promptTokens.add(row.prompt);
      batch.completionTokens.add(0);
      batch.totalTokens.add(row.total);
      batch.userId.add(row.user);
      batch.sessionId.append("s").endRow();
      batch.status.add(row.status);
      batch.costUsd.add(0);
    }
    batch.endTrace();
    return batch;
  }

  private static Map<Defect, Long> naive(List<Row> rows) {
    Map<Defect, Long> found = new EnumMap<>(Defect.class);
    List<Row> distinct = new ArrayList<>();
    Set<Long> roots = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      List<Row> before = rows.subList(0, i);
      boolean sameSpan = before.stream().anyMatch(other -> other.span == row.span);
      boolean sameEvent =
          row.event != 0 && before.stream().anyMatch(other -> other.event == row.event);
      count(found, Defect.DUPLICATE, (sameSpan && row.span != 0) || sameEvent);
      if (!sameSpan) {
        distinct.add(row);
      }
      count(
          found,
          Defect.SCHEMA,
          row.span == 0
              || row.latencyMs < 0
              || row.type.equals("odd")
              || row.status.isEmpty()
              || !row.workload.equals("w")
              || row.malformed);
      count(found, Defect.OUT_OF_WINDOW, row.startMs < 1_000 || row.startMs > 1_900);
      count(found, Defect.TOKEN_SUM, row.prompt != row.total);
      if (row.parent == 0) {
        roots.add(row.span);
        continue;
      }
      List<Row> parents = rows.stream().filter(other -> other.span == row.parent).toList();
      count(found, Defect.ORPHAN, parents.isEmpty());
      count(
          found,
          Defect.OUTSIDE_PARENT,
          !parents.isEmpty()
              && (parents.stream().allMatch(parent -> row.startMs < parent.startMs)
                  || parents.stream()
                      .allMatch(
                          parent ->
                              row.startMs + row.latencyMs
                                  > parent.startMs + parent.latencyMs + 1)));
    }
    for (Row step : distinct) {
      boolean ofSequence =
          step.parent != 0
              && rows.stream()
                  .anyMatch(
                      parent ->
                          parent.span == step.parent
                              && parent.type.equals("chain")
                              && parent.operation.equals("seq"));
      Comparator<Row> order =
          Comparator.comparingLong(Row::startMs).thenComparingDouble(Row::latencyMs);
      int place = distinct.indexOf(step);
      boolean early =
          ofSequence
              && distinct.stream()
                  .filter(other -> !other.equals(step) && other.parent == step.parent)
                  .filter(
                      other ->
                          order.compare(other, step) < 0
                              || (order.compare(other, step) == 0
                                  && distinct.indexOf(other) < place))
                  .anyMatch(other -> step.startMs + 1 < other.startMs + other.latencyMs);
      count(found, Defect.ORDER, early);
    }
    count(found, Defect.ROOTS, roots.size() != 1);
    count(
        found,
        Defect.MIXED_USER,
        rows.stream().anyMatch(row -> !row.user.equals(rows.get(0).user)));
    return found;
  }

  private static void count(Map<Defect, Long> found, Defect defect, boolean holds) {
    if (holds) {
      found.merge(defect, 1L, Long::sum);
    }
  }

  private static Map<Defect, Long> audited(SpanBatch batch, List<Row> rows) {
    Summary summary = new Summary(1);
    new TraceAudit(SCOPE).count(batch, 0, row -> rows.get(row).malformed, summary);
    Map<Defect, Long> found = new EnumMap<>(Defect.class);
    for (Defect defect : Defect.values()) {
      if (summary.defects(defect) > 0) {
        found.put(defect, summary.defects(defect));
      }
    }
    return found;
  }

  @Property(tries = 2_000)
  void countsAsTheNaiveAuditorDoes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(draw(random, size));
    }
    assertThat(audited(batch(rows), rows)).isEqualTo(naive(rows));
  }

  @Test
  void rulesAndMissingValuesAreTalliedByName() {
    Row good = new Row(1, 1, 0, 1_500, 10, "agent", "o", "ok", "w", "u", 3, 3, false);
    List<Row> rows =
        List.of(
            good,
            new Row(2, 2, 1, 1_500, -1, "agent", "", "", "w", "u", 3, 3, true),
            new Row(3, 3, 1, 1_500, 1, "llm_call", "o", "ok", "x", "u", -3, -3, false));
    Summary summary = new Summary(1);
    new TraceAudit(SCOPE).count(batch(rows), 0, row -> rows.get(row).malformed, summary);
    assertThat(summary.defects(Defect.SCHEMA)).isEqualTo(2);
    assertThat(summary.tally(Measures.SCHEMA_RULE).counts())
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "latency_ms",
                    1L,
                    "status",
                    1L,
                    "metadata",
                    1L,
                    "workload_type",
                    1L,
                    "tokens",
                    1L)));
    assertThat(summary.tally(Measures.MISSING).counts())
        .isEqualTo(new TreeMap<>(Map.of("operation_name", 1L, "status", 1L, "model_name", 1L)));
  }

  @Test
  void aTableOfWhichNothingIsKnownMayHaveAnyWorkload() {
    Row row = new Row(1, 1, 0, 1_500, 10, "agent", "o", "ok", "", "u", 3, 3, false);
    Summary summary = new Summary(1);
    new TraceAudit(AuditScope.of(0, 5_000, 5_000))
        .count(batch(List.of(row)), 0, r -> false, summary);
    for (Defect defect : Defect.values()) {
      assertThat(summary.defects(defect)).as(defect.name()).isZero();
    }
  }

  /** A trace of 100,000 spans, children before parents: nothing is compared with everything. */
  @Test
  void longTracesAreAuditedWhole() {
    List<Row> rows = new ArrayList<>();
    int spans = 100_000;
    for (int i = spans; i > 0; i--) {
      String operation = i == 1 ? "seq" : "o";
      rows.add(
          new Row(
              i, i, Math.min(1, i - 1), 1_500, 1, "chain", operation, "ok", "w", "u", 3, 3, false));
    }
    rows.set(0, new Row(1, spans, 1, 1_503, 5, "chain", "o", "ok", "w", "u", 3, 3, false));
    assertThat(audited(batch(rows), rows))
        .isEqualTo(Map.of(Defect.OUTSIDE_PARENT, 1L, Defect.DUPLICATE, 1L));
  }
}
