package io.tracewright.model.profile;

import static io.tracewright.model.profile.ProfileTexts.MINIMAL;
import static io.tracewright.model.profile.ProfileTexts.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tools, their fields, sequences and incidents. */
final class CatalogueRulesTest {

  @Test
  void toolsNeedKnownToolsAndNotThemselves() {
    assertThat(tools("depends_on: [b]", "depends_on: [c], fallback: c", "fallback: a")).isEmpty();
    assertThat(tools("depends_on: [x, b, b], fallback: y", "fallback: b", ""))
        .containsExactly(
            "profile.yaml:19:83 tools[0].depends_on[0]: unknown tool 'x', tools lists a, b, c",
            "profile.yaml:19:89 tools[0].depends_on[2]: 'b' is already tools[0].depends_on[1]",
            "profile.yaml:19:93 tools[0].fallback: unknown tool 'y', tools lists a, b, c",
            "profile.yaml:20:70 tools[1].fallback: 'b' is the tool itself, name another");
    assertThat(tools("depends_on: [b]", "depends_on: [c]", "depends_on: [b]"))
        .containsExactly(
            "profile.yaml:20:70 tools[1].depends_on: goes in a circle: b needs c needs b");
    assertThat(tools("depends_on: [a]", "", ""))
        .containsExactly("profile.yaml:19:70 tools[0].depends_on: goes in a circle: a needs a");
  }

  @Test
  void aLongChainOfToolsIsNoCircle() {
    StringBuilder chain = new StringBuilder(MINIMAL).append("tools:\n");
    for (int i = 0; i < 1000; i++) {
      chain.append(tool("t" + i, i == 999 ? "" : "depends_on: [t" + (i + 1) + "]"));
    }
    assertThat(problemsOf(chain.toString())).isEmpty();
    assertThat(problemsOf(chain.toString().replace("[t999]", "[t0]"))).hasSize(1);
  }

  @Test
  void fieldsAreFilledInOneWayAndNeverWithACardNumber() {
    assertThat(
            fields(
                "{name: a, law: {family: constant, value: 1}, decimals: 2}",
                "{name: b, values: [2026-01-02 03:04:05, '123456789012']}",
                "{name: c, pattern: '4111-####-####'}"))
        .isEmpty();
    assertThat(
            fields(
                "{name: Total}",
                "{name: b, values: [x], pattern: '#'}",
                "{name: b, pattern: '4111-####-####-#'}",
                "{name: d, values: [x, '4111 1111 1111 1111']}"))
        .containsExactly(
            "profile.yaml:21:9 tools[0].arguments[0]: has none of law, values and pattern",
            "profile.yaml:21:10 tools[0].arguments[0].name: 'Total' is not a key: 1 to 64"
                + " lower-case letters, digits or '_', beginning with a letter",
            "profile.yaml:22:9 tools[0].arguments[1]: has values and pattern, it must have one of"
                + " law, values and pattern",
            "profile.yaml:23:10 tools[0].arguments[2].name: 'b' is already"
                + " tools[0].arguments[1]",
            "profile.yaml:23:19 tools[0].arguments[2].pattern: '4111-####-####-#' has 13 digits, it"
                + " must have at most 12",
            "profile.yaml:24:31 tools[0].arguments[3].values[1]: '4111 1111 1111 1111' has 16"
                + " digits in a row, it must have at most 12");
  }

  @Test
  void fieldsDependOnlyOnThoseBefore() {
    assertThat(
            fields(
                "{name: a, pattern: '##'}",
                "{name: b, values: [x, 'y 5'], of: [a, trace]}",
                "{name: c, law: {family: constant, value: 9}, of: [a], at_most: b}"))
        .isEmpty();
    assertThat(
            fields(
                "{name: a, pattern: '##', of: [b]}",
                "{name: b, law: {family: constant, value: 9}, at_most: c}",
                "{name: c, values: [x], at_most: b}"))
        .containsExactly(
            "profile.yaml:21:39 tools[0].arguments[0].of[0]: unknown field 'b', what stands before"
                + " it lists none",
            "profile.yaml:22:54 tools[0].arguments[1].at_most: unknown field 'c', what stands"
                + " before it lists a",
            "profile.yaml:23:32 tools[0].arguments[2].at_most: is for numbers, this field has no"
                + " law");
  }

  @Test
  void sequencesAreKnownAndFitInATurn() {
    String sequences =
        """
        sequences:
          - {name: etl, steps: [{name: load, duration_ms: {family: constant, value: 5}}]}
        """;
    assertThat(sequences("{name: etl, probability: 1}", sequences)).isEmpty();
    assertThat(sequences("{name: etl, probability: 0.7}, {name: elt, probability: 0.4}", sequences))
        .containsExactly(
            "profile.yaml:7:5 workloads[0].sequences: probabilities sum to 1.1, they must sum to at"
                + " most 1",
            "profile.yaml:7:49 workloads[0].sequences[1].name: unknown sequence 'elt', sequences"
                + " lists etl");
    String step = "{name: load, compensation: load, duration_ms: {family: constant, value: 5}}";
    assertThat(problemsOf(MINIMAL + "sequences: [{name: s, steps: [" + step + ", " + step + "]}]"))
        .hasSize(3)
        .contains(
            "profile.yaml:18:44 sequences[0].steps[0].compensation: 'load' is the step itself,"
                + " another must undo it")
        .anyMatch(p -> p.endsWith("'load' is already sequences[0].steps[0]"));
    assertThat(problemsOf(MINIMAL + "sequences: [{name: s, steps: []}]"))
        .containsExactly(
            "profile.yaml:18:23 sequences[0].steps: has 0 entries, it must have at least 1");
  }

  @Test
  void corporaThatWouldBeBuiltInAre() {
    String corpora =
        "    corpora: [{name: 'builtin:gsm8k', weight: 1}, {name: 'builtin:gsm', weight: 1},"
            + " {name: imported, weight: 1}]\nmodels";
    assertThat(problemsOf(MINIMAL.replaceFirst("models", corpora)))
        .containsExactly(
            "profile.yaml:7:52 workloads[0].corpora[1].name: unknown corpus 'builtin:gsm', built in"
                + " are builtin:gsm8k, builtin:pubmedqa, builtin:taubench_retail");
  }

  @Test
  void workloadsNameThingsOnce() {
    String workload =
        MINIMAL.replace(
            "    share: 1\nmodels",
            """
                share: 1
                tool_patterns: {parallel_gather: 0}
                corpora: [{name: a, weight: 1}, {name: a, weight: 1}]
                agents: {names: [x, x]}
            models""");
    assertThat(problemsOf(workload))
        .containsExactly(
            "profile.yaml:7:5 workloads[0].tool_patterns: all are 0, at least one must be above 0",
            "profile.yaml:8:38 workloads[0].corpora[1].name: 'a' is already workloads[0].corpora[0]",
            "profile.yaml:9:25 workloads[0].agents.names[1]: 'x' is already"
                + " workloads[0].agents.names[0]");
  }

  @Test
  void incidentsHaveATimeAndATargetOfTheirKind() {
    assertThat(incident("kind: cascading_degradation, at: 0.5, target: a, factor: 4")).isEmpty();
    assertThat(incident("kind: rate_limit_storm, per_week: 2, target: m")).isEmpty();
    assertThat(incident("kind: viral, at: 0, target: ''")).isEmpty();
    assertThat(incident("kind: viral"))
        .containsExactly("profile.yaml:21:5 incidents[0]: at or per_week is missing");
    assertThat(incident("kind: ddos, at: 0.1, per_week: 1, target: a"))
        .containsExactly(
            "profile.yaml:21:5 incidents[0]: has at and per_week, it must have one of them",
            "profile.yaml:21:61 incidents[0].target: 'a': ddos has no target");
    assertThat(incident("kind: rate_limit_storm, at: 0.1, factor: 11, target: a"))
        .containsExactly(
            "profile.yaml:21:60 incidents[0].factor: 11 is above 10, at which a rate_limit_storm"
                + " refuses every call",
            "profile.yaml:21:72 incidents[0].target: unknown model 'a', models lists m");
    assertThat(incident("kind: cascading_degradation, at: 0.1, target: m"))
        .containsExactly("profile.yaml:21:65 incidents[0].target: unknown tool 'm', tools lists a");
  }

  @Test
  void anomaliesAreOfKnownKindsEachOnce() {
    assertThat(
            problemsOf(
                MINIMAL
                    + "anomalies: {rate: 0.1, hidden: true, kinds: [{kind: refused, weight: 1}]}"))
        .isEmpty();
    assertThat(
            problemsOf(
                MINIMAL
                    + """
                    anomalies:
                      rate: 0.1
                      hidden: yes
                      kinds:
                        - {kind: agent_loop, weight: 1}
                        - {kind: agent_loop, weight: 1}
                        - {kind: sunspot, weight: 1}
                    """))
        .hasSize(3)
        .contains(
            "profile.yaml:20:3 anomalies.hidden: 'yes' is text, it must be true or false",
            "profile.yaml:23:8 anomalies.kinds[1].kind: 'agent_loop' is already anomalies.kinds[0]")
        .anyMatch(
            p -> p.startsWith("profile.yaml:24:8 anomalies.kinds[2].kind: 'sunspot' is unkn"));
  }

  private static List<String> tools(String a, String b, String c) {
    return problemsOf(MINIMAL + "tools:\n" + tool("a", a) + tool("b", b) + tool("c", c));
  }

  private static String tool(String name, String keys) {
    return "  - {name: "
        + name
        + ", type: query, latency_ms: {family: constant, value: 5}"
        + (keys.isEmpty() ? "" : ", " + keys)
        + "}\n";
  }

  private static List<String> fields(String... fields) {
    String tool = "tools:\n" + tool("a", "").replace("}}\n", "},\n      arguments: [\n");
    return problemsOf(MINIMAL + tool + "        " + String.join(",\n        ", fields) + "]}\n");
  }

  private static List<String> sequences(String used, String sequences) {
    return problemsOf(
        MINIMAL.replace(
                "    share: 1\nmodels", "    share: 1\n    sequences: [" + used + "]\nmodels")
            + sequences);
  }

  private static List<String> incident(String keys) {
    return problemsOf(
        MINIMAL
            + "tools:\n"
            + tool("a", "")
            + "incidents:\n  - {duration_minutes: 5, "
            + keys
            + "}\n");
  }
}
