package io.tracewright.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.PlantedTraces;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.Pattern;
import io.tracewright.model.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

/**
 * What sampled traces show. Where nothing was planted at most 1 % of windows may show a sequence or
 * a cascade: of 200 at most 7, which a true rate of 1 % exceeds with probability 0.1 %.
 */
class TracePatternsTest {
  private static final AnalysisWindow WINDOW = new AnalysisWindow("run", "acme", "chat", 0, 1_000);
  private static final int TRACES = 500;
  private static final List<List<String>> PLANTED =
      List.of(
          List.of("search", "fetch", "rank", "summarise"),
          List.of("plan", "write", "test", "deploy"),
          List.of("load", "clean", "store"));

  @Test
  void threePlantedSequencesAreTheTopThree() {
    double[] shares = {0.12, 0.08, 0.06};
    for (long seed = 1; seed <= 10; seed++) {
      List<Pattern> found = ToolSequences.find(WINDOW, random(seed, shares));
      assertThat(found.subList(0, 3))
          .as("seed %d", seed)
          .extracting(Pattern::subject)
          .containsExactlyInAnyOrderElementsOf(
              PLANTED.stream().map(tools -> String.join(" > ", tools)).toList());
      for (Pattern pattern : found.subList(0, 3)) {
        int which = PLANTED.indexOf(List.of(pattern.subject().split(" > ", -1)));
        assertThat(pattern.support()).isBetween(0.5 * shares[which], 1.7 * shares[which]);
        assertThat(pattern.strength()).isGreaterThan(2);
      }
    }
  }

  @Test
  void callsInRandomOrderShowNoSequence() {
    long alarms =
        IntStream.range(0, 200)
            .filter(seed -> !ToolSequences.find(WINDOW, random(seed, new double[3])).isEmpty())
            .count();
    assertThat(alarms).isLessThanOrEqualTo(7);
  }

  /** Random calls of eleven tools, and in some traces one of the sequences between them. */
  private static List<SampledTrace> random(long seed, double[] shares) {
    RandomGenerator random = new Well19937c(seed);
    List<String> tools = PLANTED.stream().flatMap(List::stream).toList();
    List<SampledTrace> traces = new ArrayList<>();
    for (int i = 0; i < TRACES; i++) {
      List<String> calls = new ArrayList<>();
      for (int call = 2 + random.nextInt(8); call > 0; call--) {
        calls.add(tools.get(random.nextInt(tools.size())));
      }
      for (int which = 0; which < shares.length; which++) {
        if (random.nextDouble() < shares[which]) {
          calls.addAll(random.nextInt(calls.size() + 1), PLANTED.get(which));
        }
      }
      traces.add(PlantedTraces.calls(seed * TRACES + i, calls));
    }
    return traces;
  }

  @Test
  void theSequencesOfAProfileAreTheTopThree() {
    String sequences =
        "'sequences': [{'name': 'extract_transform_load_validate', 'probability': 0.12},"
            + "{'name': 'query_aggregate_analyse_report', 'probability': 0.08},"
            + "{'name': 'measure_analyse_optimise_verify', 'probability': 0.05}]";
    WorkloadProfile profile =
        Profiles.withWorkloads(
            w ->
                w.name().equals("tool_orchestration")
                    ? Profiles.patch(w, "{" + sequences + "}")
                    : w);
    RunSpec run = TestRuns.onBuiltinCorpora(profile, 5, 8_000, 1_000);
    Summary summary = new Summary(SummaryPlan.MAX_SAMPLE);
    SummaryPlan plan =
        new SummaryPlan("run", run.windowStartMs(), run.windowEndMs(), 7 * 86_400_000L, 1, 5);
    PlantedTraces.summaries(run, plan)
        .forEach(
            (key, part) -> {
              if (key.workload().equals("tool_orchestration")) {
                summary.merge(part);
              }
            });
    assertThat(ToolSequences.find(WINDOW, summary.sample().traces()).subList(0, 3))
        .extracting(Pattern::subject)
        .containsExactlyInAnyOrder(
            "extract > transform > load > validate",
            "query > aggregate > analyse > report",
            "measure > analyse > optimise > verify");
  }

  @Test
  void whoFailsBeforeWhomIsFound() {
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(FailureCascades.find(WINDOW, failures(seed, 0.6)))
          .as("seed %d", seed)
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.subject()).isEqualTo("auth > charge");
                assertThat(p.strength()).isGreaterThan(2);
                assertThat(p.text()).startsWith("After auth fails, so does charge: in ");
              });
    }
  }

  @Test
  void independentFailuresAreNoCascade() {
    long alarms =
        IntStream.range(0, 200)
            .filter(seed -> !FailureCascades.find(WINDOW, failures(seed, 0.08)).isEmpty())
            .count();
    assertThat(alarms).isLessThanOrEqualTo(7);
  }

  /** Five tools that fail in 8 % of traces; charge also after auth failed. */
  private static List<SampledTrace> failures(long seed, double chargeAfterAuth) {
    RandomGenerator random = new Well19937c(seed);
    List<String> tools = List.of("lookup", "auth", "search", "charge", "notify");
    List<SampledTrace> traces = new ArrayList<>();
    for (int i = 0; i < TRACES; i++) {
      List<Integer> failed = new ArrayList<>();
      for (int tool = 0; tool < tools.size(); tool++) {
        boolean follows = tool == 3 && failed.contains(1);
        if (random.nextDouble() < (follows ? chargeAfterAuth : 0.08)) {
          failed.add(tool);
        }
      }
      traces.add(PlantedTraces.failing(seed * TRACES + i, tools, failed));
    }
    return traces;
  }

  @Test
  void whatGoesTogetherIsFoundAndWhatDoesNotIsNot() {
    for (long seed = 1; seed <= 5; seed++) {
      List<Pattern> found = Correlations.find(WINDOW, tokens(seed, tokens -> tokens / 2));
      assertThat(found).extracting(Pattern::subject).contains("prompt_tokens ~ completion_tokens");
      assertThat(found).allMatch(p -> Math.abs(p.strength()) >= 0.3);
    }
    RandomGenerator random = new Well19937c(99);
    for (long seed = 1; seed <= 50; seed++) {
      assertThat(Correlations.find(WINDOW, tokens(seed, tokens -> 10 + random.nextInt(5))))
          .extracting(Pattern::subject)
          .doesNotContain("prompt_tokens ~ completion_tokens", "duration_ms ~ prompt_tokens");
    }
  }

  private static List<SampledTrace> tokens(long seed, ToIntFunction<Integer> completion) {
    RandomGenerator random = new Well19937c(seed);
    List<SampledTrace> traces = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int prompt = 100 + random.nextInt(1_000);
      traces.add(
          PlantedTraces.trace(
              i,
              List.of(
                  PlantedTraces.step(
                      i,
                      1,
                      0,
                      "llm_call",
                      "chat",
                      "",
                      5,
                      100 + random.nextInt(500),
                      prompt,
                      completion.applyAsInt(prompt)))));
    }
    return traces;
  }
}
