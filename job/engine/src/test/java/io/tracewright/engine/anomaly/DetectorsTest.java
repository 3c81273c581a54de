package io.tracewright.engine.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import io.tracewright.engine.summary.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The detectors on windows made by hand. */
class DetectorsTest {
  @Test
  void anEmptyWindowHasNoAlarms() {
    assertThat(AnomalyDetector.detect(null, new Summary(10))).isEmpty();
  }

  /** Nine tenths of the calls go to a and b in turn; c and d hardly ever follow each other. */
  @Test
  void rareToolsThatTakeTurnsAreOdderThanCommonOnes() {
    Summary summary = new Summary(10);
    summary.tally(Measures.TRANSITION).add("^ > a", 1000);
    summary.tally(Measures.TRANSITION).add("a > b", 4000);
    summary.tally(Measures.TRANSITION).add("b > a", 3500);
    summary.tally(Measures.TRANSITION).add("a > $", 500);
    summary.tally(Measures.TRANSITION).add("b > c", 500);
    summary.tally(Measures.TRANSITION).add("c > d", 500);
    summary.tally(Measures.TRANSITION).add("d > $", 500);
    for (int i = 0; i < 1000; i++) {
      summary.sketch(Measures.TRACE_TOOL_CALLS).add(8);
    }
    SequenceDetector detector = new SequenceDetector(summary);
    double common = detector.judge(tools("a", "b", "a", "b", "a")).orElseThrow().score();
    Oddity rare = detector.judge(tools("c", "d", "c", "d", "c")).orElseThrow();
    assertThat(common).isLessThan(1);
    assertThat(rare.score()).isGreaterThan(1);
    assertThat(detector.judge(tools("a", "b", "c", "d")))
        .map(Oddity::score)
        .get()
        .satisfies(score -> assertThat(score).isLessThan(1));
    assertThat(detector.judge(tools("stranger")))
        .map(Oddity::score)
        .get()
        .satisfies(score -> assertThat(score).isGreaterThan(1));
  }

  @Test
  void alternationsAreFoundWhereverTheyStand() {
    assertThat(alternation("a", "b", "a", "b")).containsExactly(0, 4);
    assertThat(alternation("a", "a", "b", "a", "c", "a", "c", "a", "c")).containsExactly(3, 9);
    assertThat(alternation("a", "a", "a")).containsExactly(0, 0);
    assertThat(alternation("a", "b", "c")).containsExactly(0, 2);
    assertThat(alternation()).containsExactly(0, 0);
  }

  /** One call in a thousand fails: three in one trace that succeeds do not come by chance. */
  @Test
  void burstsAreJudgedAgainstWhatFailsAnyway() {
    SampledTrace burst = attempts(false, "", "timeout", "timeout", "timeout", "");
    assertThat(score(burst, 10)).isGreaterThan(1);
    assertThat(score(burst, 3_000)).isLessThan(1);
    assertThat(new BurstDetector(failing(10)).judge(attempts(true, "timeout", "timeout")))
        .as("a trace that fails explains its failures")
        .isEmpty();
  }

  private static double score(SampledTrace trace, int failures) {
    return new BurstDetector(failing(failures)).judge(trace).orElseThrow().score();
  }

  private static Summary failing(int failures) {
    Summary summary = new Summary(10);
    summary.addTraces(10_000, 1_000, 0);
    summary.tally(Measures.OPERATION).add("tool", 10_000);
    summary.tally(Measures.LONE_FAILURE).add("tool", failures);
    return summary;
  }

  private static int[] alternation(String... tools) {
    return ToolRuns.of(tools(tools)).longestAlternation();
  }

  private static SampledTrace tools(String... tools) {
    List<Step> steps = new ArrayList<>();
    steps.add(step(0, -1, "agent", "run", ""));
    IntStream.range(0, tools.length)
        .forEach(i -> steps.add(step(i + 1, 0, "tool_call", tools[i], "")));
    return new SampledTrace(1, 1, 1, 0, 1, steps);
  }

  private static SampledTrace attempts(boolean fails, String... errors) {
    List<Step> steps = new ArrayList<>();
    steps.add(step(0, -1, "agent", "run", fails ? "timeout" : ""));
    IntStream.range(0, errors.length)
        .forEach(i -> steps.add(step(i + 1, 0, "tool_call", "tool", errors[i])));
    return new SampledTrace(1, 1, 1, 0, 1, steps);
  }

  private static Step step(long id, int parent, String type, String operation, String error) {
    return new Step(id, id, parent, type, operation, "", error, false, id, 10, 0, 0, 0, 0);
  }
}
