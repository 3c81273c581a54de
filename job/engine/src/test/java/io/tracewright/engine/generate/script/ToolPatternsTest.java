package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Fit;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToolPatternsTest {
  private static final int TRACES = 600;

  @Test
  void aChainsCallsFollowOneAnother() {
    List<List<Span>> chains = steps(pattern("sequential_chain"), 1);
    for (List<Span> calls : chains) {
      assertThat(calls).extracting(Span::pattern).containsOnly("sequential_chain");
      assertThat(numbers(calls)).containsExactlyElementsOf(upTo(calls.size()));
      for (int i = 1; i < calls.size(); i++) {
        assertThat((double) calls.get(i).startMs())
            .isGreaterThanOrEqualTo(calls.get(i - 1).endMs());
      }
    }
    assertThat(chains).hasSizeGreaterThan(TRACES).anyMatch(calls -> calls.size() == 4);
  }

  @Test
  void gatheredCallsStartTogetherAndAreMergedAfterTheLast() {
    List<List<Span>> gathers = steps(pattern("parallel_gather"), 2);
    for (List<Span> step : gathers) {
      checkGather(step, 0);
    }
    assertThat(gathers).hasSizeGreaterThan(TRACES).anyMatch(step -> step.size() == 5);
  }

  /** The wait for a call that is tried again is part of the gather. */
  @Test
  void aMergeWaitsForRetries() {
    WorkloadProfile failing = Stage.withTools(pattern("parallel_gather"), "{'failure_rate': 0.3}");
    List<List<Span>> merged =
        steps(failing, 3).stream()
            .filter(step -> last(step).operation().equals("merge_results"))
            .toList();
    int retries = 0;
    for (List<Span> step : merged) {
      int again = (int) step.stream().filter(Span::retry).count();
      int fallbacks = (int) step.stream().filter(s -> s.pattern().equals("retry_fallback")).count();
      checkGather(step, again + fallbacks);
      retries += again;
    }
    assertThat(retries).isGreaterThan(TRACES / 2);
  }

  private static void checkGather(List<Span> step, int more) {
    Span merge = last(step);
    List<Span> calls = step.subList(0, step.size() - 1);
    List<Span> first =
        calls.stream()
            .filter(call -> call.pattern().equals("parallel_gather") && !call.retry())
            .toList();
    assertThat(first).hasSize(calls.size() - more).hasSizeGreaterThan(1);
    assertThat(numbers(first)).containsExactlyElementsOf(upTo(first.size()));
    assertThat(merge.operation()).isEqualTo("merge_results");
    assertThat(merge.step()).isEqualTo(first.size() + 1);
    long earliest = first.stream().mapToLong(Span::startMs).min().orElseThrow();
    long latest = first.stream().mapToLong(Span::startMs).max().orElseThrow();
    assertThat(latest - earliest).isLessThanOrEqualTo(5);
    double end = calls.stream().mapToDouble(Span::endMs).max().orElseThrow();
    assertThat((double) merge.startMs()).isBetween(end, end + 1.1);
  }

  @Test
  void aBranchCallsTheDecidedToolOnly() {
    List<List<Span>> branches = steps(pattern("conditional_branch"), 4);
    for (List<Span> step : branches) {
      assertThat(step).hasSize(2);
      Span route = step.get(0);
      assertThat(route.operation()).isEqualTo("route");
      assertThat(numbers(step)).containsExactly(1, 2);
      assertThat(route.decision()).isEqualTo(step.get(1).tool());
      assertThat((double) step.get(1).startMs()).isGreaterThanOrEqualTo(route.endMs());
    }
    assertThat(branches.stream().map(step -> step.get(1).tool()).distinct()).hasSize(4);
  }

  @Test
  void threeAttemptsWithGrowingPausesThenTheFallback() {
    List<Double> firstPauses = new ArrayList<>();
    List<Double> secondPauses = new ArrayList<>();
    WorkloadProfile profile =
        Stage.withTools(pattern("retry_fallback"), "{'failure_rate': 1, 'fallback': 'spare'}");
    for (Trace trace : Trace.play(withSpare(profile), 5, TRACES)) {
      for (List<Span> step : trace.toolSteps()) {
        assertThat(step).hasSize(4);
        List<Span> attempts = step.subList(0, 3);
        assertThat(attempts.stream().map(Span::tool).distinct()).hasSize(1);
        assertThat(attempts).allMatch(call -> call.error().equals("tool_error"));
        assertThat(step).extracting(Span::retry).containsExactly(false, true, true, false);
        assertThat(step)
            .extracting(call -> call.request().get("attempt").asInt())
            .containsExactly(1, 2, 3, 1);
        assertThat(step).allMatch(call -> call.pattern().equals("retry_fallback"));
        assertThat(numbers(step)).containsExactly(1, 1, 1, 4);
        firstPauses.add(step.get(1).startMs() - step.get(0).endMs());
        secondPauses.add(step.get(2).startMs() - step.get(1).endMs());
        assertThat(last(step).tool()).isEqualTo("spare");
        assertThat(last(step).isFailed()).isFalse();
      }
      assertThat(trace.root().isFailed()).isFalse();
    }
    // Exponential backoff from 200 ms with jitter of half; a start is rounded up by 1 ms at most.
    assertThat(firstPauses).hasSizeGreaterThan(TRACES).allMatch(p -> p >= 100 && p <= 301);
    assertThat(secondPauses).allMatch(pause -> pause >= 200 && pause <= 601);
    assertThat(mean(secondPauses) / mean(firstPauses)).isCloseTo(2, within(0.15));
  }

  @Test
  void withoutAFallbackTheTraceFails() {
    WorkloadProfile profile =
        Stage.withTools(pattern("retry_fallback"), "{'failure_rate': 1, 'fallback': null}");
    for (Trace trace : Trace.play(profile, 6, TRACES)) {
      assertThat(trace.root().error()).isEqualTo("tool_unavailable");
      assertThat(trace.toolCalls()).hasSize(3).allMatch(Span::isFailed);
      assertThat(last(trace.spans()).is("tool_call")).isTrue();
    }
  }

  /** False alarm: {@link Fit#FALSE_ALARM}. */
  @Test
  void calibrationScalesTheRatesOfTools() {
    WorkloadProfile failing = Stage.withTools(pattern("sequential_chain"), "{'failure_rate': 0.1}");
    Calibration thrice = new Calibration(1, 3, List.of());
    List<Span> calls =
        Trace.play(TestRuns.run(failing, 8, TRACES, TRACES).withCalibration(thrice)).stream()
            .flatMap(trace -> trace.toolCalls().stream())
            .toList();
    long failed = calls.stream().filter(Span::isFailed).count();
    long[] counts = {failed, calls.size() - failed};
    assertThat(Fit.chiSquareP(new double[] {0.3, 0.7}, counts)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.chiSquareP(new double[] {0.1, 0.9}, counts)).isLessThan(Fit.FALSE_ALARM);
  }

  @Test
  void aFallbackThatFailsAsWellIsNotTriedAgain() {
    WorkloadProfile profile =
        Stage.withTools(
            pattern("sequential_chain"), "{'failure_rate': 1, 'fallback': 'cache_lookup'}");
    for (Trace trace : Trace.play(profile, 7, TRACES)) {
      assertThat(trace.root().error()).isEqualTo("tool_unavailable");
      assertThat(trace.toolCalls()).hasSize(4);
      assertThat(last(trace.toolCalls()).tool()).isEqualTo("cache_lookup");
    }
  }

  private static List<List<Span>> steps(WorkloadProfile profile, long seed) {
    List<List<Span>> steps = new ArrayList<>();
    Trace.play(profile, seed, TRACES).forEach(trace -> steps.addAll(trace.toolSteps()));
    return steps;
  }

  private static WorkloadProfile pattern(String pattern) {
    return Stage.only(
        "tool_orchestration",
        "{'turns': {'min': 2, 'max': 4}, 'tools_per_turn': {'min': 2, 'max': 4}, 'tool_patterns':"
            + " {'sequential_chain': 0, 'parallel_gather': 0, 'conditional_branch': 0,"
            + " 'retry_fallback': 0, '"
            + pattern
            + "': 1}}");
  }

  /** A tool that never fails, which no workload calls by itself. */
  private static WorkloadProfile withSpare(WorkloadProfile profile) {
    List<Tool> tools = new ArrayList<>(profile.tools());
    tools.add(
        Profiles.patch(tools.get(0), "{'name': 'spare', 'failure_rate': 0, 'fallback': null}"));
    return Profiles.patch(profile, "{'tools': " + ModelJson.write(tools) + "}");
  }

  private static List<Integer> numbers(List<Span> spans) {
    return spans.stream().map(Span::step).toList();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }
}
