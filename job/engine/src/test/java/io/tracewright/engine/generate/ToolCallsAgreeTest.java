package io.tracewright.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.Field;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tool calls of a trace say must not contradict one another, in any preset. */
class ToolCallsAgreeTest {
  private static final int TRACES = 4_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NUMBER_AT_END = Pattern.compile("[0-9.]+$");

  private final SpanBatch batch = new SpanBatch();

  /** What is known of the entities of the present trace, by field and what it is of. */
  private final Map<String, String> known = new HashMap<>();

  private int calls;
  private int again;
  private int repeated;

  static List<String> presets() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void callsOfATraceAgreeAndDoNotRepeat(String preset) throws Exception {
    RunSpec spec = TestRuns.onBuiltinCorpora(Presets.read(preset), 7, TRACES, 1000);
    Map<String, Tool> tools = new HashMap<>();
    spec.profile().tools().forEach(tool -> tools.put(tool.name(), tool));
    ChunkGenerator generator = new ChunkGenerator(spec, TestRuns.builtinCorpora());
    ChunkPlan plan = new ChunkPlan(spec);
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      for (int trace = 0; trace < batch.traces(); trace++) {
        check(trace, tools);
      }
    }
    assertThat(calls).isGreaterThan(TRACES / 2);
    assertThat(again).as("facts told more than once").isGreaterThan(20);
    assertThat(repeated).as("calls with the arguments of another").isZero();
  }

  private void check(int trace, Map<String, Tool> tools) throws Exception {
    known.clear();
    List<String> asked = new ArrayList<>();
    for (int row = batch.traceStart(trace); row < batch.traceEnd(trace); row++) {
      if (!batch.eventType.get(row).equals("tool_call")) {
        continue;
      }
      JsonNode request = JSON.readTree(batch.requestMetadata.get(row));
      Map<String, JsonNode> values = new HashMap<>();
      request.path("arguments").properties().forEach(m -> values.put(m.getKey(), m.getValue()));
      JsonNode result = JSON.readTree(batch.responseMetadata.get(row)).path("result");
      result.properties().forEach(m -> values.put(m.getKey(), m.getValue()));
      Tool tool = tools.get(batch.toolInvocations.get(row, 0));
      calls++;
      tool.arguments().forEach(field -> check(field, values));
      tool.result().forEach(field -> check(field, values));
      boolean odd = request.path("attempt").asInt() > 1 || !batch.anomaly.get(row).isEmpty();
      if (!odd && request.has("arguments")) {
        String call = tool.name() + request.get("arguments");
        repeated += asked.contains(call) ? 1 : 0;
        asked.add(call);
      }
    }
  }

  private void check(Field field, Map<String, JsonNode> values) {
    JsonNode value = values.get(field.name());
    if (value == null) {
      return;
    }
    if (!field.atMost().isEmpty() && values.containsKey(field.atMost())) {
      Matcher most = NUMBER_AT_END.matcher(values.get(field.atMost()).asText());
      assertThat(!most.find() || value.asDouble() <= Double.parseDouble(most.group()))
          .as(field.name() + " of " + values)
          .isTrue();
    }
    // Another entity is asked about where a call would else repeat one before.
    if (!field.of().isEmpty() && values.keySet().containsAll(field.of())) {
      StringBuilder fact = new StringBuilder(field.name());
      field.of().forEach(name -> fact.append(' ').append(values.get(name)));
      String before = known.put(fact.toString(), value.toString());
      assertThat(before).as(fact.toString()).isIn(null, value.toString());
      again += before == null ? 0 : 1;
    }
  }
}
