package io.tracewright.model.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The presets use what makes traffic lifelike, within bounds that throttle nothing by default. */
final class LifelikePresetsTest {

  static List<String> names() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void demandHasZonesSeasonsAndBursts(String name) {
    WorkloadProfile profile = Presets.read(name);
    assertThat(profile.window().timeZones()).hasSizeGreaterThan(1);
    assertThat(profile.window().seasons()).hasSizeGreaterThan(1);
    assertThat(profile.arrivals().indexOfDispersion()).isBetween(2.0, 6.0);
    assertThat(profile.arrivals().hurst()).isBetween(0.65, 0.8);
    assertThat(profile.personas())
        .extracting(Persona::name)
        .containsExactly("power_user", "casual_user", "api_consumer");
  }

  @ParameterizedTest
  @MethodSource("names")
  void somethingGoesWrongNowAndThen(String name) {
    WorkloadProfile profile = Presets.read(name);
    assertThat(profile.errorBursts().badFactor()).isGreaterThan(1);
    assertThat(profile.incidents())
        .extracting(Incident::kind)
        .containsExactlyInAnyOrder("cascading_degradation", "rate_limit_storm", "flash_crowd");
    assertThat(profile.incidents().stream().mapToDouble(Incident::perWeek).sum())
        .isBetween(0.5, 4.0);
    assertThat(profile.anomalies()).isEqualTo(new Anomalies(0.01, List.of(), false));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyWorkloadHasADomainWithWording(String name) {
    WorkloadProfile profile = Presets.read(name);
    assertThat(profile.content().level()).isEqualTo("preview");
    for (Workload workload : profile.workloads()) {
      assertThat(profile.domain(workload.domain()).templates()).as(workload.name()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyToolSaysSomethingAndNoneIsThrottled(String name) {
    for (Tool tool : Presets.read(name).tools()) {
      assertThat(tool.arguments()).as(tool.name()).isNotEmpty();
      assertThat(tool.result()).as(tool.name()).isNotEmpty();
      assertThat(tool.timeoutMs()).as(tool.name()).isPositive();
      assertThat(tool.rateLimitPerMinute() == 0 || tool.rateLimitPerMinute() >= 6000)
          .as(tool.name())
          .isTrue();
      assertThat(tool.concurrency() == 0 || tool.concurrency() >= 200).as(tool.name()).isTrue();
    }
  }

  /** Self-hosted models have no price for cached tokens of their own. */
  @ParameterizedTest
  @MethodSource("names")
  void cachedTokensCostATenthOrAQuarter(String name) {
    for (Model model : Presets.read(name).models()) {
      double ratio = model.cachedInputUsdPerMillionTokens() / model.inputUsdPerMillionTokens();
      double listed =
          switch (model.name().substring(0, model.name().indexOf('-'))) {
            case "claude", "gpt" -> 0.1;
            case "gemini" -> 0.25;
            default -> 1;
          };
      assertThat(Math.abs(ratio - listed)).as(model.name()).isLessThan(1e-9);
    }
  }

  @Test
  void allStrategiesAndTheFiveSubAgentsAppear() {
    Set<String> strategies = new TreeSet<>();
    for (String name : names()) {
      for (Workload workload : Presets.read(name).workloads()) {
        assertThat(workload.agents().names())
            .containsExactlyInAnyOrderElementsOf(Agents.DEFAULT.names());
        if (workload.subAgents() > 0) {
          strategies.add(workload.agents().strategy());
        }
      }
    }
    assertThat(strategies).containsExactly("load_balanced", "priority_based", "round_robin");
  }
}
