package io.tracewright.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.TextColumn;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A good batch breaks no rule; each mutation of one span breaks one rule of its trace alone. */
class TraceValidatorTest {
  private static final RunSpec SPEC = TestRuns.run(1, 20, 20);
  private static final byte[] GOOD = Rows.bytes(Rows.batch(SPEC, 0));

  private final TraceValidator validator = new TraceValidator(SPEC);
  private final SpanBatch batch = Rows.read(GOOD, new SpanBatch());

  @Test
  void generatedTracesAreGood() {
    for (int trace = 0; trace < batch.traces(); trace++) {
      assertThat(validator.check(batch, trace)).isEmpty();
    }
  }

  static List<Mutation> mutations() {
    return List.of(
        // ONE_ROOT
        new Mutation(
            "a second root", TraceRule.ONE_ROOT, (b, row) -> b.parentSpanId.set(row, 0, 0)),
        // PARENT_EXISTS
        new Mutation(
            "an orphan", TraceRule.PARENT_EXISTS, (b, row) -> b.parentSpanId.set(row, 1, 2)),
        new Mutation(
            "its own parent",
            TraceRule.PARENT_EXISTS,
            (b, row) -> b.parentSpanId.set(row, b.spanId.high(row), b.spanId.low(row))),
        new Mutation(
            "half of an identifier",
            TraceRule.PARENT_EXISTS,
            (b, row) -> b.parentSpanId.set(row, b.parentSpanId.high(row), 0)),
        new Mutation(
            "a parent in another trace",
            TraceRule.PARENT_EXISTS,
            (b, row) -> {
              int root = b.traceStart(row < b.traceStart(2) ? 5 : 0);
              b.parentSpanId.set(row, b.spanId.high(root), b.spanId.low(root));
            }),
        new Mutation(
            "another trace id", TraceRule.PARENT_EXISTS, (b, row) -> b.traceId.set(row, 3, 4)),
        // INSIDE_PARENT
        new Mutation(
            "outlasts its parent by a hundredth of a millisecond",
            TraceRule.INSIDE_PARENT,
            (b, row) -> {
              int root = rootOf(b, row);
              double rootEnd = b.timestampMs.get(root) + b.latencyMs.get(root);
              b.latencyMs.set(row, rootEnd - b.timestampMs.get(row) + 0.01);
            }),
        new Mutation(
            "starts a millisecond before the root",
            TraceRule.INSIDE_PARENT,
            (b, row) -> b.timestampMs.set(row, b.timestampMs.get(rootOf(b, row)) - 1)),
        // INSIDE_WINDOW
        new Mutation(
            "before the window",
            TraceRule.INSIDE_WINDOW,
            (b, row) -> b.timestampMs.set(row, SPEC.windowStartMs() - 1)),
        new Mutation(
            "ends after the window",
            TraceRule.INSIDE_WINDOW,
            (b, row) -> b.latencyMs.set(row, SPEC.windowEndMs() - b.timestampMs.get(row) + 0.001)),
        new Mutation(
            "at the window's end, which is exclusive",
            TraceRule.INSIDE_WINDOW,
            (b, row) -> {
              b.timestampMs.set(row, SPEC.windowEndMs());
              b.latencyMs.set(row, 0);
            }),
        // KNOWN_VALUES
        new Mutation(
            "workload type", TraceRule.KNOWN_VALUES, (b, row) -> b.workloadType.set(row, "chat")),
        new Mutation("event type", TraceRule.KNOWN_VALUES, (b, row) -> b.eventType.set(row, "LLM")),
        new Mutation("no event type", TraceRule.KNOWN_VALUES, (b, row) -> b.eventType.set(row, "")),
        new Mutation("status", TraceRule.KNOWN_VALUES, (b, row) -> b.status.set(row, "failed")),
        // FINITE_MEASURES
        new Mutation(
            "latency is not a number",
            TraceRule.FINITE_MEASURES,
            (b, row) -> b.latencyMs.set(row, Double.NaN)),
        new Mutation(
            "latency is infinite",
            TraceRule.FINITE_MEASURES,
            (b, row) -> b.latencyMs.set(row, Double.POSITIVE_INFINITY)),
        new Mutation(
            "latency is negative",
            TraceRule.FINITE_MEASURES,
            (b, row) -> b.latencyMs.set(row, -0.001)),
        new Mutation(
            "cpu is not a number",
            TraceRule.FINITE_MEASURES,
            (b, row) -> b.cpuUsagePercent.set(row, Double.NaN)),
        new Mutation(
            "memory is negative",
            TraceRule.FINITE_MEASURES,
            (b, row) -> b.memoryUsageMb.set(row, -1)),
        new Mutation(
            "throughput is infinite",
            TraceRule.FINITE_MEASURES,
            (b, row) -> b.throughputRps.set(row, Double.NEGATIVE_INFINITY)),
        new Mutation(
            "cost is not a number",
            TraceRule.FINITE_MEASURES,
            (b, row) -> b.costUsd.set(row, Double.NaN)),
        // TOKEN_SUM
        new Mutation(
            "a token too many",
            TraceRule.TOKEN_SUM,
            (b, row) -> b.totalTokens.set(row, b.totalTokens.get(row) + 1)),
        new Mutation(
            "negative prompt tokens",
            TraceRule.TOKEN_SUM,
            (b, row) -> {
              b.promptTokens.set(row, -1);
              b.completionTokens.set(row, 1);
              b.totalTokens.set(row, 0);
            }),
        new Mutation(
            "negative completion tokens",
            TraceRule.TOKEN_SUM,
            (b, row) -> {
              b.promptTokens.set(row, 1);
              b.completionTokens.set(row, -1);
              b.totalTokens.set(row, 0);
            }),
        new Mutation(
            "a sum that overflows",
            TraceRule.TOKEN_SUM,
            (b, row) -> {
              b.promptTokens.set(row, Integer.MAX_VALUE);
              b.completionTokens.set(row, Integer.MAX_VALUE);
              b.totalTokens.set(row, -2);
            }),
        // ONE_USER
        new Mutation("tenant", TraceRule.ONE_USER, (b, row) -> b.tenantId.set(row, "nobody")),
        new Mutation("user", TraceRule.ONE_USER, (b, row) -> b.userId.set(row, "nobody")),
        new Mutation("session", TraceRule.ONE_USER, TraceValidatorTest::changeSession));
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void aMutationIsCaughtInItsTraceAndNowhereElse(Mutation mutation) {
    int mutated = 0;
    for (int trace = 0; trace < 12; trace++) {
      for (int row = batch.traceStart(trace) + 1; row < batch.traceEnd(trace); row++) {
        Rows.read(GOOD, batch);
        mutation.change.accept(batch, row);
        assertThat(validator.check(batch, trace)).contains(mutation.breaks);
        for (int other = Math.max(0, trace - 2); other < trace + 3; other++) {
          assertThat(other == trace || validator.check(batch, other).isEmpty()).isTrue();
        }
        mutated++;
      }
    }
    assertThat(mutated).isGreaterThan(50);
  }

  @Test
  void everyRuleHasAMutation() {
    Set<TraceRule> rules = mutations().stream().map(Mutation::breaks).collect(Collectors.toSet());
    assertThat(rules).isEqualTo(EnumSet.allOf(TraceRule.class));
    assertThat(TraceRule.values()).allMatch(rule -> rule.statement().length() > 20);
  }

  /** Intervals are the same and every parent exists: only the order of rows tells. */
  @Test
  void aCycleOfParentsIsCaught() {
    for (int length = 2; length <= 3; length++) {
      Rows.read(GOOD, batch);
      int trace = traceOfAtLeast(5);
      int first = batch.traceEnd(trace) - length;
      for (int i = 0; i < length; i++) {
        int row = first + i;
        int parent = first + (i + 1) % length;
        batch.timestampMs.set(row, batch.timestampMs.get(first));
        batch.latencyMs.set(row, 0);
        batch.parentSpanId.set(row, batch.spanId.high(parent), batch.spanId.low(parent));
      }
      assertThat(validator.check(batch, trace)).contains(TraceRule.PARENT_EXISTS);
    }
  }

  @Test
  void aRootThatLostItsTraceIsCaught() {
    int trace = traceOfAtLeast(3);
    batch.traceId.set(batch.traceStart(trace), 3, 4);
    assertThat(validator.check(batch, trace)).contains(TraceRule.PARENT_EXISTS);
  }

  @Test
  void aTraceWithoutARootIsCaught() {
    int trace = traceOfAtLeast(3);
    batch.parentSpanId.set(batch.traceStart(trace), 1, 1);
    assertThat(validator.check(batch, trace)).contains(TraceRule.PARENT_EXISTS);
  }

  @Test
  void aTraceWithoutSpansIsCaught() {
    batch.endTrace();
    assertThat(validator.check(batch, batch.traces() - 1)).contains(TraceRule.ONE_ROOT);
  }

  /** What a rule allows at its edge stays allowed. */
  @Test
  void spansMayTouchTheirParentAndTheWindow() {
    int trace = traceOfAtLeast(4);
    int root = batch.traceStart(trace);
    for (int row = root; row < batch.traceEnd(trace); row++) {
      batch.timestampMs.set(row, SPEC.windowStartMs());
      batch.latencyMs.set(row, (double) (SPEC.windowEndMs() - SPEC.windowStartMs()));
    }
    assertThat(validator.check(batch, trace)).isEmpty();
  }

  private int traceOfAtLeast(int spans) {
    for (int trace = 0; trace < batch.traces(); trace++) {
      if (batch.traceEnd(trace) - batch.traceStart(trace) >= spans) {
        return trace;
      }
    }
    throw new AssertionError("no trace of " + spans + " spans");
  }

  private static int rootOf(SpanBatch batch, int row) {
    int trace = 0;
    while (batch.traceEnd(trace) <= row) {
      trace++;
    }
    return batch.traceStart(trace);
  }

  /** A text cannot be set: the column is copied with one row changed. */
  private static void changeSession(SpanBatch batch, int changed) {
    TextColumn sessions = batch.sessionId;
    byte[][] rows = new byte[sessions.size()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(sessions.bytes(), sessions.start(row), sessions.end(row));
    }
    rows[changed][15] ^= 1;
    sessions.clear();
    for (byte[] row : rows) {
      sessions.append(row).endRow();
    }
  }

  record Mutation(String name, TraceRule breaks, BiConsumer<SpanBatch, Integer> change) {
    @Override
    public String toString() {
      return breaks + ": " + name;
    }
  }
}
