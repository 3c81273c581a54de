package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Fit;
import io.tracewright.engine.Profiles;
import io.tracewright.model.profile.ErrorKind;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.junit.jupiter.api.Test;

/** Failures that are put in; each statistical test has a false alarm of {@link Fit#FALSE_ALARM}. */
class ErrorsTest {
  private static final int TRACES = 5_000;
  private static final WorkloadProfile FAILING =
      Stage.only("simple_queries", "{'turns': {'min': 1, 'max': 1}, 'error_rate': 0.2}");

  @Test
  void tracesFailAtTheRateOfTheirWorkload() {
    int failures = failures(Trace.play(FAILING, 1, TRACES));
    assertThat(binomialP(TRACES, failures, 0.2)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(binomialP(TRACES, failures, 0.23)).isLessThan(Fit.FALSE_ALARM);
  }

  @Test
  void noRateNoFailure() {
    WorkloadProfile flawless = Stage.withWorkloads(FAILING, "{'error_rate': 0}");
    assertThat(failures(Trace.play(flawless, 2, TRACES))).isZero();
  }

  @Test
  void kindsComeInTheirShares() {
    List<ErrorKind> kinds = FAILING.errors();
    long[] counts = new long[kinds.size()];
    List<String> names = kinds.stream().map(ErrorKind::type).toList();
    for (Trace trace : Trace.play(Stage.withWorkloads(FAILING, "{'error_rate': 1}"), 3, TRACES)) {
      counts[names.indexOf(trace.root().error())]++;
    }
    double[] shares = kinds.stream().mapToDouble(ErrorKind::share).toArray();
    assertThat(Fit.chiSquareP(shares, counts)).isGreaterThan(Fit.FALSE_ALARM);
    double[] even = new double[kinds.size()];
    Arrays.fill(even, 1.0 / kinds.size());
    assertThat(Fit.chiSquareP(even, counts)).isLessThan(Fit.FALSE_ALARM);
  }

  /**
   * A failing trace stops in the turn in which it fails, each turn as likely as the others where no
   * tools are called, whose failures never come with the answer.
   */
  @Test
  void aTraceFailsInAnyTurn() {
    WorkloadProfile turns =
        Stage.withWorkloads(
            FAILING, "{'error_rate': 1, 'tools': [], 'turns': {'min': 4, 'max': 4}}");
    long[] counts = new long[4];
    for (Trace trace : Trace.play(turns, 4, TRACES)) {
      List<Span> calls = trace.modelCalls();
      counts[calls.get(calls.size() - 1).request().get("turn").asInt() - 1]++;
    }
    assertThat(Fit.chiSquareP(new double[] {1, 1, 1, 1}, counts)).isGreaterThan(Fit.FALSE_ALARM);
  }

  @Test
  void onlyWhatIsWorthItIsTriedAgain() {
    List<String> worth = List.of("timeout", "rate_limit", "internal_error");
    for (Trace trace : Trace.play(Stage.withWorkloads(FAILING, "{'error_rate': 1}"), 5, TRACES)) {
      String error = trace.root().error();
      assertThat(trace.modelCalls())
          .hasSize(worth.contains(error) ? 3 : 1)
          .allMatch(call -> call.error().equals(error));
    }
  }

  /** After a failure the next trace is as likely to fail as any, unless failures come in bursts. */
  @Test
  void burstsCluster() {
    WorkloadProfile rare = Stage.withWorkloads(FAILING, "{'error_rate': 0.1}");
    WorkloadProfile bursts =
        Profiles.patch(
            rare,
            "{'error_bursts': {'mean_good_minutes': 120, 'mean_bad_minutes': 20,"
                + " 'bad_factor': 8}}");
    assertThat(clusteringP(Trace.play(rare, 6, TRACES))).isGreaterThan(Fit.FALSE_ALARM);
    List<Trace> clustered = Trace.play(bursts, 6, TRACES);
    assertThat(clusteringP(clustered)).isLessThan(Fit.FALSE_ALARM);
    // 72 cycles a week: the mean rate varies with a standard deviation of about a tenth of itself.
    assertThat(failures(clustered) / (double) TRACES).isBetween(0.06, 0.14);
  }

  /** Chance that so many of the traces right after a failed one fail, if that plays no part. */
  private static double clusteringP(List<Trace> traces) {
    List<Trace> ordered =
        traces.stream().sorted(Comparator.comparingLong(t -> t.root().startMs())).toList();
    int after = 0;
    int failed = 0;
    for (int i = 1; i < ordered.size(); i++) {
      if (ordered.get(i - 1).root().isFailed()) {
        after++;
        failed += ordered.get(i).root().isFailed() ? 1 : 0;
      }
    }
    return binomialP(after, failed, failures(traces) / (double) traces.size());
  }

  private static int failures(List<Trace> traces) {
    return (int) traces.stream().filter(trace -> trace.root().isFailed()).count();
  }

  private static double binomialP(int trials, int successes, double probability) {
    return new BinomialTest()
        .binomialTest(trials, successes, probability, AlternativeHypothesis.TWO_SIDED);
  }
}
