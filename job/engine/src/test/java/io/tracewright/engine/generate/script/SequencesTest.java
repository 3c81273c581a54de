package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Fit;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.ErrorKind;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.WeibullDistribution;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.junit.jupiter.api.Test;

/** Statistical tests here have a false alarm of {@link Fit#FALSE_ALARM} each. */
class SequencesTest {
  private static final int TRACES = 1_500;

  private static final Map<String, RealDistribution> LAWS =
      Map.of(
          "first", new LogNormalDistribution(Math.log(300), 0.5),
          "second", new GammaDistribution(3, 120),
          "third", new WeibullDistribution(1.5, 400),
          "fourth", new ExponentialDistribution(200));

  private static final List<String> ORDER = List.of("first", "second", "third", "fourth");

  @Test
  void stepsHappenInStrictOrder() {
    for (Trace trace : Trace.play(sequence(0, 0, 0), 1, TRACES)) {
      int holder = holder(trace);
      List<Span> steps = trace.children(holder);
      assertThat(trace.spans().get(holder).operation()).isEqualTo("run_sequence saga");
      assertThat(steps).extracting(Span::operation).containsExactlyElementsOf(ORDER);
      assertThat(steps).extracting(Span::step).containsExactly(1, 2, 3, 4);
      assertThat(steps).extracting(Span::pattern).containsOnly("saga");
      for (int i = 1; i < steps.size(); i++) {
        assertThat((double) steps.get(i).startMs())
            .isGreaterThanOrEqualTo(steps.get(i - 1).endMs());
      }
      assertThat(trace.root().isFailed()).isFalse();
    }
  }

  @Test
  void durationsFollowTheirLaws() {
    List<Trace> traces = Trace.play(sequence(0, 0, 0), 2, TRACES);
    LAWS.forEach((step, law) -> assertThat(p(traces, step, law)).isGreaterThan(Fit.FALSE_ALARM));
    // The test can tell: another step's law does not pass.
    assertThat(p(traces, "first", LAWS.get("second"))).isLessThan(Fit.FALSE_ALARM);
  }

  private static double p(List<Trace> traces, String step, RealDistribution law) {
    double overheadMs = TraceClock.MIN_OVERHEAD_US / 1000.0;
    double[] durations =
        traces.stream()
            .flatMap(trace -> trace.ofType("chain").stream())
            .filter(span -> span.operation().equals(step))
            .mapToDouble(span -> span.latencyMs() - overheadMs)
            .toArray();
    assertThat(durations).hasSize(TRACES);
    return Fit.ksP(durations, law::cumulativeProbability);
  }

  @Test
  void aFailedStepUndoesThoseBeforeItBackwards() {
    for (Trace trace : Trace.play(sequence(0, 0, 1), 3, TRACES)) {
      int holder = holder(trace);
      List<Span> steps = trace.children(holder);
      assertThat(steps)
          .extracting(Span::operation)
          .containsExactly("first", "second", "third", "fourth", "undo_third", "undo_first");
      assertThat(steps).extracting(Span::step).containsExactly(1, 2, 3, 4, 3, 1);
      assertThat(steps)
          .extracting(Span::decision)
          .containsExactly("", "", "", "", "compensate", "compensate");
      assertThat(steps).extracting(Span::error).containsExactly("", "", "", "step_failed", "", "");
      assertThat(trace.spans().get(holder).error()).isEqualTo("step_failed");
      assertThat(trace.root().error()).isEqualTo("step_failed");
      // Nothing comes after.
      assertThat(trace.modelCalls()).hasSize(1);
    }
  }

  @Test
  void stepsFailAtTheirRates() {
    List<Trace> traces = Trace.play(sequence(0.2, 0.1, 0), 4, TRACES);
    int first = failures(traces, "first");
    int third = failures(traces, "third");
    assertThat(binomialP(TRACES, first, 0.2)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(binomialP(TRACES - first, third, 0.1)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(binomialP(TRACES, first, 0.3)).isLessThan(Fit.FALSE_ALARM);
    assertThat(failures(traces, "fourth")).isZero();
  }

  @Test
  void calibrationScalesTheRatesOfSteps() {
    Calibration thrice = new Calibration(1, 3, List.of());
    List<Trace> traces =
        Trace.play(TestRuns.run(sequence(0.1, 0.05, 0), 4, TRACES, TRACES).withCalibration(thrice));
    int first = failures(traces, "first");
    assertThat(binomialP(TRACES, first, 0.3)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(binomialP(TRACES - first, failures(traces, "third"), 0.15))
        .isGreaterThan(Fit.FALSE_ALARM);
    assertThat(binomialP(TRACES, first, 0.1)).isLessThan(Fit.FALSE_ALARM);
  }

  @Test
  void anInjectedFailureStrikesAnyStep() {
    WorkloadProfile failing = Stage.withWorkloads(sequence(0, 0, 0), "{'error_rate': 1}");
    Set<String> kinds = new HashSet<>(failing.errors().stream().map(ErrorKind::type).toList());
    Set<String> struck = new HashSet<>();
    for (Trace trace : Trace.play(failing, 5, TRACES)) {
      Span root = trace.root();
      assertThat(root.error()).isIn(kinds);
      for (Span step : trace.ofType("chain")) {
        if (step.isFailed() && step.parent() > 0) {
          assertThat(step.error()).isEqualTo(root.error());
          struck.add(step.operation());
        }
      }
    }
    assertThat(struck).containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @Test
  void aSequenceTakesItsShareOfToolSteps() {
    WorkloadProfile half =
        Stage.withWorkloads(
            sequence(0, 0, 0), "{'sequences': [{'name': 'saga', 'probability': 0.4}]}");
    List<Trace> traces = Trace.play(half, 6, TRACES);
    int sequences = (int) traces.stream().filter(t -> !t.ofType("chain").isEmpty()).count();
    int tools = (int) traces.stream().filter(t -> !t.toolCalls().isEmpty()).count();
    assertThat(sequences + tools).isEqualTo(TRACES);
    assertThat(binomialP(TRACES, sequences, 0.4)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(binomialP(TRACES, sequences, 0.5)).isLessThan(Fit.FALSE_ALARM);
  }

  private static double binomialP(int trials, int successes, double probability) {
    return new BinomialTest()
        .binomialTest(trials, successes, probability, AlternativeHypothesis.TWO_SIDED);
  }

  private static int failures(List<Trace> traces, String step) {
    return (int)
        traces.stream()
            .flatMap(trace -> trace.ofType("chain").stream())
            .filter(span -> span.operation().equals(step) && span.isFailed())
            .count();
  }

  private static int holder(Trace trace) {
    for (int i = 0; i < trace.spans().size(); i++) {
      if (trace.spans().get(i).operation().startsWith("run_sequence")) {
        return i;
      }
    }
    throw new AssertionError("no sequence in " + trace);
  }

  /** One turn whose step is the sequence, then the answer; the second step cannot be undone. */
  private static WorkloadProfile sequence(double first, double third, double fourth) {
    WorkloadProfile plain =
        Stage.only(
            "tool_orchestration",
            "{'turns': {'min': 2, 'max': 2}, 'sequences': [{'name': 'saga', 'probability': 1}],"
                + " 'tool_patterns': {'sequential_chain': 1, 'parallel_gather': 0,"
                + " 'conditional_branch': 0, 'retry_fallback': 0}}");
    return Profiles.patch(
        plain,
        "{'sequences': [{'name': 'saga', 'steps': ["
            + step(
                "first", "'family': 'lognormal', 'median': 300, 'sigma': 0.5", first, "undo_first")
            + ", "
            + step("second", "'family': 'gamma', 'shape': 3, 'scale': 120", 0, "")
            + ", "
            + step("third", "'family': 'weibull', 'shape': 1.5, 'scale': 400", third, "undo_third")
            + ", "
            + step("fourth", "'family': 'exponential', 'mean': 200", fourth, "undo_fourth")
            + "]}]}");
  }

  private static String step(String name, String law, double failureRate, String compensation) {
    return "{'name': '"
        + name
        + "', 'duration_ms': {"
        + law
        + "}, 'failure_rate': "
        + failureRate
        + ", 'compensation': '"
        + compensation
        + "'}";
  }
}
