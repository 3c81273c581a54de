package io.tracewright.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.quality.TraceValidator;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader of the table relies on, for every one of 20,000 traces of each preset. */
class WholeTracesTest {
  private static final int TRACES = 20_000;

  private final SpanBatch batch = new SpanBatch();
  private final ObjectMapper json = new ObjectMapper();
  private RunSpec spec;
  private Map<String, Model> models;

  static List<String> presets() {
    return Presets.names();
  }

  // Plain assertions: AssertJ at a million rows would take most of the time.
  @ParameterizedTest
  @MethodSource("presets")
  void everyTraceIsWhole(String preset) throws Exception {
    spec = TestRuns.onBuiltinCorpora(Presets.read(preset), 99, TRACES, 1000);
    models =
        spec.profile().models().stream()
            .collect(Collectors.toMap(m -> m.name() + " " + m.version(), m -> m));
    ChunkGenerator generator = new ChunkGenerator(spec, TestRuns.builtinCorpora());
    ChunkPlan plan = new ChunkPlan(spec);
    TraceValidator validator = new TraceValidator(spec);
    long[] ids = new long[1_000_000];
    int count = 0;
    int rows = 0;
    int errors = 0;
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      rows += batch.rows();
      assertThat(Rows.sizes(batch)).containsOnly(batch.rows());
      for (int trace = 0; trace < batch.traces(); trace++) {
        checkTrace(trace);
        assertThat(validator.check(batch, trace)).isEmpty();
        ids[count++] = batch.traceId.high(batch.traceStart(trace));
        errors += batch.status.get(batch.traceStart(trace)).equals("error") ? 1 : 0;
      }
      for (int row = 0; row < batch.rows(); row++) {
        checkRow(row);
        ids[count++] = batch.eventId.high(row);
        ids[count++] = batch.spanId.high(row);
      }
      if (chunk % 20 == 0) {
        checkJson();
      }
      checkTimeOrder();
    }
    assertUnique(Arrays.copyOf(ids, count));
    assertThat(rows / (double) TRACES).as("spans a trace").isBetween(6.0, 11.0);
    double asked =
        spec.profile().workloads().stream().mapToDouble(w -> w.share() * w.errorRate()).sum();
    // Tools that fail by themselves, deadlines and incidents add a little.
    assertThat(errors / (double) TRACES).as("failed traces").isBetween(asked * 0.85, asked + 0.03);
  }

  private void checkTrace(int trace) {
    int root = batch.traceStart(trace);
    int end = batch.traceEnd(trace);
    verify(end - root <= spec.profile().limits().maxSpansPerTrace(), root, "too many spans");
    verify(batch.parentSpanId.isNone(root), root, "first row is no root");
    verify(
        batch.latencyMs.get(root) <= spec.profile().limits().maxTraceDurationMs(),
        root,
        "longer than limits.max_trace_duration_ms");
    Map<String, Integer> rowOf = new HashMap<>();
    rowOf.put(batch.spanId.get(root).toString(), root);
    for (int row = root + 1; row < end; row++) {
      verify(batch.traceId.same(row, batch.traceId, root), row, "two trace ids");
      Integer parent = rowOf.get(batch.parentSpanId.get(row).toString());
      verify(parent != null, row, "orphan, second root or child before its parent");
      checkInside(row, parent);
      verify(rowOf.put(batch.spanId.get(row).toString(), row) == null, row, "span id twice");
    }
  }

  /** As a query would: {@code toUnixTimestamp64Milli(timestamp_utc) + latency_ms} in doubles. */
  private void checkInside(int row, int parent) {
    double startMs = batch.timestampMs.get(row);
    double parentStartMs = batch.timestampMs.get(parent);
    double endMs = startMs + batch.latencyMs.get(row);
    double parentEndMs = parentStartMs + batch.latencyMs.get(parent);
    verify(startMs >= parentStartMs && endMs <= parentEndMs, row, "not within its parent");
    // The margin that makes it so.
    long marginUs =
        (batch.timestampMs.get(parent) - batch.timestampMs.get(row)) * 1000
            + Math.round(batch.latencyMs.get(parent) * 1000)
            - Math.round(batch.latencyMs.get(row) * 1000);
    verify(marginUs >= 50, row, "closes with its parent");
    // And in seconds, which is where a careless query loses most digits.
    verify(endMs / 1000 <= parentEndMs / 1000, row, "not within its parent in seconds");
    // And as DateTime64(3) does, rounding latency to whole milliseconds.
    verify(
        batch.timestampMs.get(row) + Math.round(batch.latencyMs.get(row))
            <= batch.timestampMs.get(parent) + Math.round(batch.latencyMs.get(parent)),
        row,
        "not within its parent in whole milliseconds");
  }

  private void checkRow(int row) {
    long startMs = batch.timestampMs.get(row);
    verify(
        startMs >= spec.windowStartMs()
            && startMs < spec.windowEndMs()
            && startMs + batch.latencyMs.get(row) <= spec.windowEndMs(),
        row,
        "outside the window");
    verify(startMs >= batch.chunk().slotStartMs(), row, "before its slot");
    verify(
        startMs + batch.latencyMs.get(row) <= batch.chunk().closedMs(), row, "open after closedMs");
    int prompt = batch.promptTokens.get(row);
    int completion = batch.completionTokens.get(row);
    verify(prompt >= 0 && completion >= 0, row, "negative tokens");
    verify(prompt + completion == batch.totalTokens.get(row), row, "tokens do not add up");
    boolean isModelCall = batch.eventType.get(row).equals("llm_call");
    verify(isModelCall == !batch.modelName.get(row).isEmpty(), row, "model of another span");
    verify(isModelCall == prompt > 0, row, "tokens of another span");
    if (isModelCall) {
      checkCost(row, prompt, completion);
    }
    boolean failed = !batch.errorType.get(row).isEmpty();
    verify(batch.status.get(row).equals(failed ? "error" : "ok"), row, "status against error_type");
    verify(batch.eventId.get(row).version() == 4, row, "event id is no version 4 UUID");
    verify(batch.spanId.get(row).variant() == 2, row, "span id is no RFC 9562 UUID");
    verify(batch.cpuUsagePercent.get(row) <= 100, row, "more than 100 % of a core");
  }

  private void checkCost(int row, int prompt, int completion) {
    Model model = models.get(batch.modelName.get(row) + " " + batch.modelVersion.get(row));
    double cached = cachedTokens(row);
    boolean answered = completion > 0;
    double expected =
        answered
            ? (prompt - cached) * model.inputUsdPerMillionTokens() / 1e6
                + cached * model.cachedInputUsdPerMillionTokens() / 1e6
                + completion * model.outputUsdPerMillionTokens() / 1e6
            : 0;
    verify(cached >= 0 && cached <= prompt, row, "more cached tokens than tokens");
    verify(Math.abs(batch.costUsd.get(row) - expected) <= 1e-12, row, "cost is not its tokens'");
    verify(
        batch.operationName.get(row).equals("chat " + model.name()), row, "operation of a model");
  }

  private double cachedTokens(int row) {
    try {
      return json.readTree(batch.responseMetadata.get(row)).path("cached_tokens").asDouble();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private void checkJson() throws Exception {
    for (int row = 0; row < batch.rows(); row++) {
      JsonNode request = json.readTree(batch.requestMetadata.get(row));
      JsonNode response = json.readTree(batch.responseMetadata.get(row));
      verify(request.isObject() && response.isObject(), row, "metadata is no object");
      boolean failed = batch.status.get(row).equals("error");
      verify(failed == response.has("error_message"), row, "error message against status");
      if (batch.parentSpanId.isNone(row)) {
        verify(!request.get("prompt").asText().isEmpty(), row, "no prompt");
      }
    }
  }

  private void checkTimeOrder() {
    int[] order = batch.timeOrder();
    verify(batch.acceptedRows() == batch.rows(), 0, "rows missing");
    boolean[] seen = new boolean[batch.rows()];
    for (int i = 0; i < batch.rows(); i++) {
      verify(!seen[order[i]], order[i], "twice in timeOrder");
      seen[order[i]] = true;
      verify(i == 0 || compare(order[i - 1], order[i]) < 0, order[i], "not in table order");
    }
  }

  private int compare(int row, int other) {
    int byTime = Long.compare(batch.timestampMs.get(row), batch.timestampMs.get(other));
    if (byTime != 0) {
      return byTime;
    }
    // A version 4 UUID as hexadecimal text orders as the unsigned number does.
    int byTrace = batch.traceId.get(row).toString().compareTo(batch.traceId.get(other).toString());
    return byTrace != 0
        ? byTrace
        : batch.spanId.get(row).toString().compareTo(batch.spanId.get(other).toString());
  }

  /** Even the upper halves differ: 60 random bits of 2 million make a chance pair 1 in 600,000. */
  private static void assertUnique(long[] ids) {
    Arrays.sort(ids);
    for (int i = 1; i < ids.length; i++) {
      assertThat(ids[i] != ids[i - 1]).as("identifier twice: %x", ids[i]).isTrue();
    }
  }

  private void verify(boolean holds, int row, String message) {
    if (!holds) {
      throw new AssertionError(message + ": " + Rows.row(batch, row));
    }
  }
}
