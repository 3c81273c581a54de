package io.tracewright.model.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.model.corpus.CorpusCategories;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PresetsTest {

  static List<String> names() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isValidAndComplete(String name) {
    WorkloadProfile profile = Presets.read(name);
    assertThat(profile.name()).isEqualTo(name);
    assertThat(profile.description()).isNotEmpty();
    assertThat(profile.models()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(profile.tenants()).hasSizeGreaterThan(2);
    assertThat(profile.regions()).hasSizeGreaterThan(2);
    assertThat(profile.window().days()).isEqualTo(7);
    assertThat(profile.errors())
        .extracting(ErrorKind::type)
        .contains("timeout", "rate_limit", "invalid_input");
    assertThat(profile.workloads())
        .extracting(Workload::category)
        .isSubsetOf(CorpusCategories.names());
    assertThat(meanSpans(profile)).isBetween(6.0, 12.0);
  }

  /** R12: peaks 09–11 and 14–16 local, nights at 20 % of them, weekends at 30 %. */
  @ParameterizedTest
  @ValueSource(strings = {"default", "financial_services", "healthcare_diagnostics", "research"})
  void keepsBusinessHours(String name) {
    Window window = Presets.read(name).window();
    for (int hour = 0; hour < 24; hour++) {
      boolean peak = hour == 9 || hour == 10 || hour == 14 || hour == 15;
      assertThat(window.hourlyWeights().get(hour) == 1.0).as("hour %d", hour).isEqualTo(peak);
    }
    assertThat(window.hourlyWeights().subList(0, 5)).containsOnly(0.2);
    assertThat(window.weekendFactor()).isEqualTo(0.3);
  }

  /** People shop and play after work. */
  @ParameterizedTest
  @ValueSource(strings = {"ecommerce", "gaming"})
  void peaksInTheEvening(String name) {
    Window window = Presets.read(name).window();
    assertThat(window.hourlyWeights().subList(20, 22)).containsOnly(1.0);
    assertThat(window.hourlyWeights()).allMatch(weight -> weight <= 1);
    assertThat(window.weekendFactor()).isGreaterThan(1);
  }

  @Test
  void defaultHasTheAgreedMixAndTools() {
    WorkloadProfile profile = Presets.read("default");
    Map<String, Double> mix =
        profile.workloads().stream().collect(Collectors.toMap(Workload::name, Workload::share));
    assertThat(mix)
        .isEqualTo(
            Map.of(
                "simple_queries", 0.30,
                "tool_orchestration", 0.25,
                "data_analysis", 0.20,
                "optimization_workflows", 0.15,
                "error_scenarios", 0.10));
    Map<String, List<Double>> latencies =
        profile.tools().stream().collect(Collectors.toMap(Tool::name, t -> bounds(t.latencyMs())));
    assertThat(latencies)
        .isEqualTo(
            Map.of(
                "clickhouse_query", List.of(50., 500.),
                "postgres_lookup", List.of(20., 200.),
                "llm_analysis", List.of(1000., 5000.),
                "external_api_call", List.of(100., 2000.),
                "cache_lookup", List.of(5., 50.),
                "vector_search", List.of(100., 1000.)));
    for (Model model : profile.models()) {
      assertThat(((Law.Empirical) model.promptTokens()).quantiles()).hasSize(2048);
      assertThat(((Law.Empirical) model.completionTokens()).quantiles()).hasSize(2048);
    }
    assertThat(meanSpans(profile)).isCloseTo(8.5, within(0.5));
  }

  @Test
  void unknownPresetNamesTheKnownOnes() {
    assertThatThrownBy(() -> Presets.read("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown preset 'x': choose one of default, ecommerce, financial_services,"
                + " healthcare_diagnostics, gaming, research");
  }

  /**
   * Spans of a trace in which nothing fails: root, guardrail, retrieval with two children, model
   * calls, tools after each but the last, and one span for each delegated turn.
   */
  private static double meanSpans(WorkloadProfile profile) {
    double mean = 0;
    for (Workload w : profile.workloads()) {
      double turns = mean(w.turns());
      double tools = w.tools().isEmpty() ? 0 : (turns - 1) * mean(w.toolsPerTurn());
      mean +=
          w.share()
              * (1 + w.guardrail() + 3 * w.retrieval() + turns + tools + turns * w.subAgents());
    }
    return mean;
  }

  private static double mean(CountRange range) {
    return (range.min() + range.max()) / 2.0;
  }

  private static List<Double> bounds(Law law) {
    if (law instanceof Law.LogNormal l) {
      return List.of(l.min(), l.max());
    }
    if (law instanceof Law.Gamma g) {
      return List.of(g.min(), g.max());
    }
    if (law instanceof Law.Normal n) {
      return List.of(n.min(), n.max());
    }
    if (law instanceof Law.Pareto p) {
      return List.of(p.scale(), p.max());
    }
    if (law instanceof Law.Mixture m) {
      List<List<Double>> each = m.components().stream().map(c -> bounds(c.law())).toList();
      return List.of(
          each.stream().mapToDouble(b -> b.get(0)).min().orElseThrow(),
          each.stream().mapToDouble(b -> b.get(1)).max().orElseThrow());
    }
    return List.of(((Law.Exponential) law).min(), ((Law.Exponential) law).max());
  }
}
