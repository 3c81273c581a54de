package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.quality.TraceValidator;
import io.tracewright.model.profile.AnomalyKind;
import io.tracewright.model.profile.AnomalyKinds;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WeightedTool;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.Calibration.SolvedDependence;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of anomaly shows what docs/anomalies.md says, in whatever workload can show it. */
class AnomalySignaturesTest {
  private static final int TRACES = 500;
  private static final double LEAST_SHARE = 0.95;

  /** Laws of models in which nothing varies but the prompt. */
  private static final String PROFILE_LAWS =
      "{'time_to_first_token_ms': {'family': 'constant', 'value': "
          + Signatures.FIRST_TOKEN_MS
          + "}, 'tokens_per_second': {'family': 'constant', 'value': "
          + Signatures.TOKENS_PER_SECOND
          + "}, 'completion_tokens': {'family': 'constant', 'value': "
          + Signatures.ANSWER_TOKENS
          + "}, 'load_sensitivity': 0}";

  private static List<Trace> everyKind;

  @BeforeAll
  static void play() {
    WorkloadProfile all = Profiles.patch(laws(), "{'anomalies': {'rate': 1, 'kinds': []}}");
    everyKind = Trace.play(all, 4, 4 * TRACES);
  }

  @ParameterizedTest
  @EnumSource
  void aKindShowsItsSignature(AnomalyKind kind) {
    assertThat(shareThatShows(kind)).isGreaterThanOrEqualTo(LEAST_SHARE);
  }

  @ParameterizedTest
  @EnumSource(AnomalyKind.class)
  void aTraceOfAKindIsLabelledAndValid(AnomalyKind kind) {
    RunSpec spec = TestRuns.run(rate(1, kind.label()), 1, TRACES, TRACES);
    SpanBatch batch = Rows.batch(spec, 0);
    TraceValidator validator = new TraceValidator(spec);
    List<Trace> traces = Trace.of(batch);
    for (int i = 0; i < TRACES; i++) {
      Trace trace = traces.get(i);
      assertThat(trace.marked().isEmpty()).isNotEqualTo(canShow(kind, trace.workload()));
      assertThat(trace.marked()).allMatch(span -> span.anomaly().equals(kind.label()));
      assertThat(validator.check(batch, i)).isEmpty();
    }
  }

  /** What fails later on its own does not bring it back. */
  @Test
  void aZombieComesOnceHoweverManyCallsFail() {
    WorkloadProfile failing =
        Stage.withTools(rate(1, AnomalyKind.ZOMBIE_TOOL.label()), "{'failure_rate': 0.4}");
    for (Trace trace : Trace.play(failing, 1, TRACES)) {
      assertThat(trace.marked()).hasSizeLessThanOrEqualTo(1);
    }
  }

  /** Traces whose tokens and latency are asked to correlate are not made to look usual again. */
  @ParameterizedTest
  @EnumSource
  void aKindShowsItsSignatureInTracesThatAreAskedToCorrelate(AnomalyKind kind) {
    WorkloadProfile asked =
        Stage.withWorkloads(
            rate(1, kind.label()),
            "{'dependence': {'variables': ['tokens', 'latency'],"
                + " 'rank_correlations': [[1, 0.5], [0.5, 1]]}}");
    List<SolvedDependence> solved =
        asked.workloads().stream()
            .map(
                w ->
                    new SolvedDependence(
                        w.name(),
                        List.of(List.of(1.0, 0.5), List.of(0.5, 1.0)),
                        List.of(1_000.0, 60_000.0),
                        List.of(100.0, 40_000.0)))
            .toList();
    RunSpec spec = TestRuns.run(asked, 1, TRACES, TRACES);
    assertThat(shareThatShows(kind, spec.withCalibration(new Calibration(1, 1, solved))))
        .isGreaterThanOrEqualTo(LEAST_SHARE);
  }

  private static double shareThatShows(AnomalyKind kind) {
    return shareThatShows(kind, TestRuns.run(rate(1, kind.label()), 1, TRACES, TRACES));
  }

  private static double shareThatShows(AnomalyKind kind, RunSpec spec) {
    List<Trace> able =
        Trace.play(spec).stream().filter(trace -> canShow(kind, trace.workload())).toList();
    assertThat(able).hasSizeGreaterThan(TRACES / 20);
    long shown = able.stream().filter(trace -> Signatures.shows(kind.label(), trace)).count();
    return shown / (double) able.size();
  }

  /** The signatures can tell: hardly a trace with another anomaly shows one. */
  @ParameterizedTest
  @EnumSource(AnomalyKind.class)
  void othersDoNotShowIt(AnomalyKind kind) {
    List<Trace> others =
        everyKind.stream()
            .filter(trace -> !trace.marked().get(0).anomaly().equals(kind.label()))
            .toList();
    long shown = others.stream().filter(trace -> Signatures.shows(kind.label(), trace)).count();
    assertThat(shown / (double) others.size()).isLessThanOrEqualTo(1 - LEAST_SHARE);
  }

  /**
   * With the preset's own laws, timeouts and failing tools: what is odd seldom ends in an error.
   */
  @ParameterizedTest
  @EnumSource(
      names = {
        "SLOW_FIRST_TOKEN", "SILENT_TRUNCATION", "CACHE_MISS", "REFUSED", "MALFORMED_OUTPUT",
        "REPETITIVE_OUTPUT", "COST_RUNAWAY", "DUPLICATE_CALL", "ZOMBIE_TOOL", "MISSING_STEP",
        "STALE_RETRIEVAL", "EMPTY_RETRIEVAL", "HANDOFF_PING_PONG", "AGENT_LOOP", "DEGRADATION"
      })
  void whatIsOddSeldomFailsInTheDefaultPreset(AnomalyKind kind) {
    assertThat(shareOfMarkedThatFail(kind)).isLessThanOrEqualTo(1 - LEAST_SHARE);
  }

  @Test
  void aZombieOutlastsItsTimeoutInTheDefaultPreset() {
    Map<String, Integer> timeoutsMs =
        Profiles.DEFAULT.tools().stream().collect(Collectors.toMap(Tool::name, Tool::timeoutMs));
    List<Span> zombies = markedInTheDefaultPreset(AnomalyKind.ZOMBIE_TOOL);
    long quick = zombies.stream().filter(z -> z.latencyMs() <= timeoutsMs.get(z.tool())).count();
    assertThat(quick / (double) zombies.size()).isLessThanOrEqualTo(1 - LEAST_SHARE);
  }

  private static double shareOfMarkedThatFail(AnomalyKind kind) {
    List<Span> marked = markedInTheDefaultPreset(kind);
    return marked.stream().filter(Span::isFailed).count() / (double) marked.size();
  }

  private static List<Span> markedInTheDefaultPreset(AnomalyKind kind) {
    WorkloadProfile calm = Profiles.patch(Profiles.DEFAULT, "{'incidents': []}");
    return Trace.play(only(calm, 1, kind.label()), 9, 2 * TRACES).stream()
        .flatMap(trace -> trace.marked().stream())
        .toList();
  }

  @Test
  void rateNullLabelsNothing() {
    for (Trace trace : Trace.play(rate(0, "latency_spike"), 2, TRACES)) {
      assertThat(trace.marked()).isEmpty();
    }
  }

  @Test
  void atARateBetweenThatShareOfTracesIsLabelled() {
    WorkloadProfile some =
        Profiles.patch(
            laws(), "{'anomalies': {'rate': 0.3, 'kinds': [{'kind': 'refused', 'weight': 1}]}}");
    List<Trace> traces = Trace.play(some, 3, 10 * TRACES);
    long labelled = traces.stream().filter(trace -> !trace.marked().isEmpty()).count();
    // Binomial with a standard deviation of 0.0065: four of them, false alarm 6e-5.
    assertThat(labelled / (10.0 * TRACES)).isBetween(0.274, 0.326);
  }

  @Test
  void allKindsOccurWhenNoneIsNamed() {
    Set<String> seen = new HashSet<>();
    for (Trace trace : everyKind) {
      List<String> kinds = trace.marked().stream().map(Span::anomaly).distinct().toList();
      assertThat(kinds).as(trace.workload()).hasSize(1);
      seen.addAll(kinds);
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(AnomalyKinds.names());
  }

  /** The default preset, undisturbed, with laws in which the usual is a constant. */
  private static WorkloadProfile laws() {
    WorkloadProfile models = Stage.withModels(Stage.QUIET, PROFILE_LAWS);
    return Stage.withTools(
        models,
        "{'latency_ms': {'family': 'constant', 'value': "
            + Signatures.TOOL_MS
            + "}, 'timeout_ms': 5000}");
  }

  private static WorkloadProfile rate(double rate, String kind) {
    return only(laws(), rate, kind);
  }

  private static WorkloadProfile only(WorkloadProfile profile, double rate, String kind) {
    return Profiles.patch(
        profile,
        "{'anomalies': {'rate': " + rate + ", 'kinds': [{'kind': '" + kind + "', 'weight': 1}]}}");
  }

  private static boolean canShow(AnomalyKind kind, String workload) {
    return kind.isShownBy(workload(workload), Profiles.DEFAULT);
  }

  static List<String> toolsOf(String workload) {
    return workload(workload).tools().stream().map(WeightedTool::name).toList();
  }

  static List<String> rarestOf(String workload) {
    return workload(workload).tools().stream()
        .sorted(Comparator.comparingDouble(WeightedTool::weight))
        .map(WeightedTool::name)
        .limit(2)
        .toList();
  }

  private static Workload workload(String name) {
    return Profiles.DEFAULT.workloads().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
