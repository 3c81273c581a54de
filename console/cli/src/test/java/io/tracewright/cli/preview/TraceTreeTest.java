package io.tracewright.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.span.SpanBatch;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TraceTreeTest {
  private static final long START_MS = Instant.parse("2026-03-02T14:05:06.007Z").toEpochMilli();

  private final SpanBatch batch = new SpanBatch();
  private String model = "";
  private String error = "";
  private int prompt;
  private int completion;

  TraceTreeTest() {
    batch.reset("run", new ChunkDescriptor(2, 1_200, 10, START_MS, START_MS + 1, START_MS + 1));
  }

  @Test
  void anAgentItsModelAndItsTools() {
    add(
        1,
        0,
        0,
        2_345.6,
        "invoke_agent support",
        0,
        "{\"prompt\":\"Where is\\nmy order?\",\"user_time_zone\":\"Europe/Berlin\"}",
        "{\"response\":\"On its way.\"}");
    model = "gpt-5";
    prompt = 1_234;
    completion = 56;
    add(
        2,
        1,
        12,
        987.4,
        "chat gpt-5",
        0.0021,
        "{\"turn\":1,\"stream\":true}",
        "{\"finish_reason\":\"tool_calls\",\"cached_tokens\":800,\"ttft_ms\":120.5}");
    model = "";
    prompt = 0;
    completion = 0;
    error = "timeout";
    add(
        4,
        3,
        1_010,
        5.25,
        "execute_tool lookup",
        0.001,
        "{\"attempt\":1,\"arguments\":{\"id\":7}}",
        "{\"error_message\":\"no answer in 5 s\"}");
    error = "";
    // Siblings stand in order of their starts, whatever order rows have.
    add(5, 3, 1_000, 8.0, "check_rights", 0, "{}", "{\"decision\":\"allow\"}");
    add(3, 1, 1_000, 1_200, "sequence refund", 0, "{\"pattern\":\"refund\",\"step\":2}", "{}");
    batch.endTrace();
    assertThat(String.join("\n", TraceTree.lines(batch, 0)))
        .isEqualTo(
            """
            Trace 1,200 · Mon 2026-03-02 15:05:06.007 Europe/Berlin · chat · tenant acme · user u-1 · eu-west-1
              2.35 s · $0.003100 · 1,290 tokens · ok · no anomaly · 00000000-0000-0001-0000-000000000001
                 +0 ms    2.35 s  invoke_agent support       “Where is my order?” · “On its way.”
                +12 ms    987 ms  ├─ chat gpt-5              v1 · 1,234 (800 cached) → 56 tokens · finish tool_calls
               +1.00 s    1.20 s  └─ sequence refund         refund step 2
               +1.00 s    8.0 ms     ├─ check_rights         decides allow
               +1.01 s    5.3 ms     └─ execute_tool lookup  {"id":7} · ERROR timeout: no answer in 5 s""");
  }

  @Test
  void anotherTraceOfTheSameBatchAndAnAnomaly() {
    add(1, 0, 0, 10, "first", 0, "{}", "{}");
    batch.endTrace();
    add(9, 0, 60_000, 20, "second", 0, "{\"user_time_zone\":\"no/where\"}", "{}");
    batch.anomaly.set(1, "tool_loop");
    batch.status.set(1, "error");
    batch.endTrace();
    assertThat(TraceTree.lines(batch, 1))
        .containsExactly(
            "Trace 1,201 · Mon 2026-03-02 14:06:06.007 UTC · chat · tenant acme · user u-1 ·"
                + " eu-west-1",
            "  20 ms · $0.00 · 0 tokens · error · anomaly tool_loop ·"
                + " 00000000-0000-0009-0000-000000000009",
            "     +0 ms     20 ms  second");
  }

  private void add(
      int id,
      int parent,
      long offsetMs,
      double latencyMs,
      String operation,
      double costUsd,
      String request,
      String response) {
    batch.traceId.add(id, id);
    batch.spanId.add(0, id);
    batch.eventId.add(1, id);
    batch.parentSpanId.add(0, parent);
    batch.timestampMs.add(START_MS + offsetMs);
    batch.eventType.add("agent");
    batch.serviceName.add("agent-runtime");
    batch.operationName.add(operation);
    batch.workloadType.add("chat");
    batch.tenantId.add("acme");
    batch.region.add("eu-west-1");
    batch.userId.add("u-1");
    batch.latencyMs.add(latencyMs);
    batch.modelName.add(model);
    batch.modelVersion.add(model.isEmpty() ? "" : "v1");
    batch.promptTokens.add(prompt);
    batch.completionTokens.add(completion);
    batch.totalTokens.add(prompt + completion);
    batch.requestMetadata.append(request).endRow();
    batch.responseMetadata.append(response).endRow();
    batch.status.add(error.isEmpty() ? "ok" : "error");
    batch.errorType.add(error);
    batch.costUsd.add(costUsd);
    batch.anomaly.add("");
  }
}
