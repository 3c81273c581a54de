package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Fit;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCallsTest {
  private static final int TRACES = 1_000;
  private static final WorkloadProfile TALK =
      Stage.only("tool_orchestration", "{'turns': {'min': 3, 'max': 6}}");

  @Test
  void theContextGrowsFromTurnToTurn() {
    for (Trace trace : Trace.play(TALK, 1, TRACES)) {
      List<Span> calls = trace.modelCalls();
      assertThat(calls).hasSizeBetween(3, 6);
      assertThat(calls.stream().map(Span::model).distinct()).hasSize(1);
      for (int i = 1; i < calls.size(); i++) {
        Span before = calls.get(i - 1);
        assertThat(calls.get(i).promptTokens())
            .isGreaterThanOrEqualTo(before.promptTokens() + before.completionTokens());
      }
    }
  }

  /** Within a conversation a later trace begins with more to say than an earlier one. */
  @Test
  void firstPromptsGrowWithTheConversation() {
    List<Trace> traces = new ArrayList<>(Trace.play(TALK, 9, 4 * TRACES));
    traces.sort(Comparator.comparing(trace -> trace.root().startMs()));
    Map<String, int[]> last = new HashMap<>();
    int grown = 0;
    for (Trace trace : traces) {
      double age = trace.root().request().get("session_age_s").asDouble();
      int[] now = {(int) (10 * age), trace.modelCalls().get(0).promptTokens()};
      int[] before = last.put(trace.root().request().get("conversation").asText(), now);
      if (before != null) {
        assertThat(now[0]).isGreaterThanOrEqualTo(before[0]);
        assertThat(now[1]).isGreaterThanOrEqualTo(before[1]);
        grown += now[1] > before[1] ? 1 : 0;
      }
    }
    assertThat(grown).isGreaterThan(TRACES / 2);
  }

  @Test
  void aPromptIsCutAtTheContext() {
    WorkloadProfile narrow = Stage.withModels(TALK, "{'context_tokens': 900}");
    int cut = 0;
    for (Trace trace : Trace.play(narrow, 2, TRACES)) {
      for (Span call : trace.modelCalls()) {
        assertThat(call.promptTokens()).isLessThanOrEqualTo(900);
        cut += call.promptTokens() == 900 ? 1 : 0;
      }
    }
    assertThat(cut).isGreaterThan(TRACES);
  }

  @Test
  void theKnownPrefixIsCachedInWholeBlocks() {
    int later = 0;
    int cached = 0;
    for (Trace trace : Trace.play(TALK, 3, TRACES)) {
      List<Span> calls = trace.modelCalls();
      Span first = calls.get(0);
      assertThat(first.cachedTokens() % 128).isZero();
      boolean begins = trace.root().request().get("session_age_s").asDouble() < 60;
      assertThat(first.cachedTokens())
          .isLessThanOrEqualTo(begins ? 0 : (int) (0.9 * first.promptTokens()));
      later += !begins && first.cachedTokens() > 0 ? 1 : 0;
      for (int i = 1; i < calls.size(); i++) {
        int known = calls.get(i - 1).promptTokens() / 128 * 128;
        assertThat(calls.get(i).cachedTokens()).isEqualTo(known);
        cached += known > 0 ? 1 : 0;
      }
    }
    assertThat(later).isGreaterThan(TRACES / 20);
    assertThat(cached).isGreaterThan(TRACES);
  }

  @Test
  void aCallCostsWhatItsTokensCost() {
    Map<String, Model> models =
        TALK.models().stream().collect(Collectors.toMap(Model::name, Function.identity()));
    Set<String> seen = new HashSet<>();
    for (Trace trace : Trace.play(TALK, 4, TRACES)) {
      for (Span call : trace.modelCalls()) {
        Model model = models.get(call.model());
        int fresh = call.promptTokens() - call.cachedTokens();
        double usd =
            (fresh * model.inputUsdPerMillionTokens()
                    + call.cachedTokens() * model.cachedInputUsdPerMillionTokens()
                    + call.completionTokens() * model.outputUsdPerMillionTokens())
                / 1e6;
        assertThat(call.costUsd()).isPositive().isCloseTo(usd, within(1e-12));
        seen.add(call.model());
      }
    }
    assertThat(seen).hasSize(models.size());
  }

  @Test
  void aSlowCallTimesOutAndIsTriedThreeTimes() {
    List<Trace> traces = Trace.play(Stage.withModels(TALK, "{'timeout_ms': 2500}"), 5, TRACES);
    int given = 0;
    int saved = 0;
    int broken = 0;
    int unanswered = 0;
    Set<Long> delays = new HashSet<>();
    for (Trace trace : traces) {
      int failures = 0;
      for (Span call : trace.modelCalls()) {
        assertThat(call.latencyMs()).isLessThanOrEqualTo(2508.5);
        assertThat(call.retry()).isEqualTo(failures > 0);
        if (call.isFailed()) {
          failures++;
          assertThat(call.error()).isEqualTo("timeout");
          // The client's timer, its delay and the clock's overhead.
          assertThat(call.latencyMs()).isBetween(2500.4, 2508.5);
          delays.add(Math.round(100 * (call.latencyMs() - 2500)));
          assertThat(call.finishReason()).isEmpty();
          boolean begun = call.completionTokens() > 0;
          assertThat(call.costUsd() > 0).isEqualTo(begun);
          assertThat(call.firstTokenMs() > 0).isEqualTo(begun);
          assertThat(call.cachedTokens() == 0 || begun).isTrue();
          assertThat(begun && !call.request().get("stream").asBoolean()).isFalse();
          assertThat(call.response().get("error_message").asText().contains("0 bytes") && begun)
              .isFalse();
          broken += begun ? 1 : 0;
          unanswered += begun ? 0 : 1;
        } else {
          saved += failures > 0 ? 1 : 0;
          failures = 0;
        }
        assertThat(failures).isLessThanOrEqualTo(3);
      }
      assertThat(trace.root().error()).isEqualTo(failures == 0 ? "" : "timeout");
      assertThat(failures).isIn(0, 3);
      given += failures == 3 ? 1 : 0;
    }
    assertThat(broken).isGreaterThan(TRACES / 10);
    assertThat(unanswered).isGreaterThan(TRACES / 10);
    assertThat(delays).hasSizeGreaterThan(100);
    assertThat(given).isGreaterThan(TRACES / 10);
    assertThat(saved).isGreaterThan(TRACES / 10);
  }

  /** What the deadline cuts short has not timed out. */
  @Test
  void aTimeoutLastsItsTimeout() {
    WorkloadProfile hasty =
        Stage.withWorkloads(
            Profiles.patch(
                Stage.withTools(
                    Stage.withModels(TALK, "{'timeout_ms': 5000}"), "{'timeout_ms': 900}"),
                "{'limits': {'max_trace_duration_ms': 12000},"
                    + " 'errors': [{'type': 'timeout', 'share': 1}]}"),
            "{'error_rate': 1}");
    int timeouts = 0;
    int cut = 0;
    for (Trace trace : Trace.play(hasty, 10, TRACES)) {
      for (Span span : trace.spans()) {
        if (span.error().equals("timeout") && !span.is("agent")) {
          timeouts++;
          assertThat(span.latencyMs()).isGreaterThan(span.is("llm_call") ? 5000 : 900);
        }
        cut += span.error().equals("deadline_exceeded") ? 1 : 0;
      }
    }
    assertThat(timeouts).isGreaterThan(TRACES / 2);
    assertThat(cut).isGreaterThan(TRACES / 10);
  }

  /** Timeouts, a deadline, and a calibration that shortens or stretches all there is. */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 3})
  void theFirstTokenComesBeforeTheLast(double latencyScale) {
    WorkloadProfile hasty =
        Profiles.patch(
            Stage.withModels(TALK, "{'timeout_ms': 2500}"),
            "{'limits': {'max_trace_duration_ms': 12000}}");
    Calibration calibration = new Calibration(latencyScale, 1, List.of());
    List<Trace> traces =
        Trace.play(TestRuns.run(hasty, 6, TRACES, TRACES).withCalibration(calibration));
    for (Trace trace : traces) {
      for (Span call : trace.modelCalls()) {
        // Written with one decimal.
        assertThat(call.firstTokenMs()).isBetween(0.0, call.latencyMs() + 0.05);
      }
    }
  }

  @Test
  void answersAreStreamedAtTheModelsShare() {
    List<Span> calls = new ArrayList<>();
    Trace.play(Stage.withModels(TALK, "{'streaming': 0.6}"), 7, TRACES)
        .forEach(trace -> calls.addAll(trace.modelCalls()));
    int streamed = (int) calls.stream().filter(c -> c.request().get("stream").asBoolean()).count();
    assertThat(binomialP(calls.size(), streamed, 0.6)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(binomialP(calls.size(), streamed, 0.65)).isLessThan(Fit.FALSE_ALARM);
  }

  private static double binomialP(int trials, int successes, double probability) {
    return new BinomialTest()
        .binomialTest(trials, successes, probability, AlternativeHypothesis.TWO_SIDED);
  }

  /** A model that asks for tools gets them; one that does not, stops. */
  @Test
  void reasonsToFinishFitWhatFollows() {
    for (WorkloadProfile profile : List.of(TALK, sometimesWithoutTools())) {
      int stops = 0;
      for (Trace trace : Trace.play(profile, 8, TRACES)) {
        List<Span> spans = trace.spans();
        for (int i = 0; i < spans.size(); i++) {
          if (spans.get(i).is("llm_call")) {
            boolean asked = i + 1 < spans.size() && isToolStep(spans.get(i + 1));
            assertThat(spans.get(i).finishReason()).isEqualTo(asked ? "tool_calls" : "stop");
            stops += asked ? 0 : 1;
          }
        }
      }
      assertThat(stops).isGreaterThanOrEqualTo(TRACES);
    }
  }

  private static boolean isToolStep(Span span) {
    return span.is("tool_call") || span.is("chain");
  }

  private static WorkloadProfile sometimesWithoutTools() {
    return Stage.withWorkloads(TALK, "{'tools_per_turn': {'min': 0, 'max': 1}}");
  }
}
