package io.tracewright.model.profile;

import static io.tracewright.model.profile.ProfileTexts.MINIMAL;
import static io.tracewright.model.profile.ProfileTexts.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which anomalies a profile may ask for, and which of them come. */
final class AnomalyRulesTest {

  @Test
  void aKindThatNoWorkloadCanShowIsRefused() {
    assertThat(problems(0.1, "latency_spike", "wrong_tool", "stale_retrieval"))
        .containsExactly(
            "profile.yaml:18:67 anomalies.kinds[1].kind: 'wrong_tool' can show in no workload: it"
                + " needs one with tools, not all of the catalogue, turns.max above 1 and"
                + " tools_per_turn.max above 0; give a workload that or leave the kind out",
            "profile.yaml:18:98 anomalies.kinds[2].kind: 'stale_retrieval' can show in no workload:"
                + " it needs one with retrieval above 0; give a workload that or leave the kind"
                + " out");
    assertThat(problems(0, "wrong_tool")).isEmpty();
    assertThat(problems(0.1)).isEmpty();
  }

  @Test
  void aWorkloadWithoutAShareShowsNothing() {
    String idle =
        "  - {name: idle, category: simple_chat, share: 0, error_rate: 0, retrieval: 1}\nmodels";
    String profile = MINIMAL.replaceFirst("models", idle) + anomalies(0.1, "stale_retrieval");
    assertThat(problemsOf(profile)).hasSize(1);
    assertThat(
            problemsOf(profile.replace("retrieval: 1}", "retrieval: 1, turns: {min: 1, max: 2}}")))
        .hasSize(1);
  }

  @Test
  void sharesAreThoseOfTheWorkloadsThatCanShowTheKind() {
    WorkloadProfile profile =
        ProfileTexts.read(
            MINIMAL.replace(
                    "    share: 1\nmodels",
                    """
                        share: 0.25
                        turns: {min: 1, max: 2}
                        sub_agents: 0.1
                        agents: {names: [one, other]}
                      - {name: plain, category: simple_chat, share: 0.75}
                    models""")
                + "anomalies: {rate: 0.1, kinds: [{kind: refused, weight: 1},"
                + " {kind: handoff_ping_pong, weight: 3}]}\n");
    Map<String, Double> shares = AnomalyKinds.expectedShares(profile);
    assertThat(shares).containsOnlyKeys("refused", "handoff_ping_pong");
    assertThat(shares.get("handoff_ping_pong")).isCloseTo(0.1 * 0.25 * 0.75, within(1e-12));
    assertThat(shares.get("refused")).isCloseTo(0.1 * (0.25 * 0.25 + 0.75), within(1e-12));
  }

  private static List<String> problems(double rate, String... kinds) {
    return problemsOf(MINIMAL + anomalies(rate, kinds));
  }

  private static String anomalies(double rate, String... kinds) {
    StringBuilder text = new StringBuilder("anomalies: {rate: " + rate + ", kinds: [");
    for (String kind : kinds) {
      text.append("{kind: ").append(kind).append(", weight: 1}, ");
    }
    return text + "]}\n";
  }
}
