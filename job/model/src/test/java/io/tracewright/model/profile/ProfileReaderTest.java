package io.tracewright.model.profile;

import static io.tracewright.model.profile.ProfileTexts.MINIMAL;
import static io.tracewright.model.profile.ProfileTexts.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileReaderTest {

  private static final String TOOLS =
      """
      tools:
        - {name: look, type: query, latency_ms: {family: constant, value: 5}}
        - {name: act, type: action, latency_ms: {family: constant, value: 5}}
      """;

  @Test
  void fillsInDefaults() {
    WorkloadProfile profile = ProfileTexts.read(MINIMAL);
    assertThat(profile.scale()).isEqualTo(new Scale(100_000, 2_000));
    assertThat(profile.window().days()).isEqualTo(7);
    assertThat(profile.window().hourlyWeights()).hasSize(24).containsOnly(1.0);
    assertThat(profile.limits()).isEqualTo(new Limits(120_000, 200, 8, 100));
    assertThat(profile.tenants()).containsExactly(new Tenant("default", 1, null));
    assertThat(profile.errors()).containsExactly(new ErrorKind("internal_error", 1));
    assertThat(profile.workloads().get(0).turns()).isEqualTo(new CountRange(1, 1));
    assertThat(profile.models().get(0).completionTokens()).isEqualTo(new Law.Uniform(1, 9));
  }

  @Test
  void namesValueAndRuleWithLineAndPath() {
    assertThat(problemsOf(MINIMAL.replaceFirst("share: 1\n", "share: 1.4\n")))
        .containsExactly(
            "profile.yaml:3:1 workloads: shares sum to 1.4, they must sum to 1 (± 0.001)",
            "profile.yaml:6:5 workloads[0].share: 1.4 is above the maximum of 1");
  }

  @Test
  void reportsEveryProblemAtOnceInTheOrderOfTheFile() {
    String yaml =
        """
        schema_version: 2
        name: "no spaces"
        colour: red
        seed: 1.5
        scale: {traces: 0}
        window: {days: -1, time_zones: [{zone: Mars/Base, share: 1}], end: tomorrow, hourly_weights: [1, 2]}
        workloads:
          - name: chat
            category: chitchat
            share: 0.9
            turns: {min: 0, max: 2}
            tools_per_turn: {min: 3, max: 1}
            tools:
              - {name: hammer, weight: 0}
          - name: chat
            category: simple_chat
        models: []
        """
            + TOOLS;
    assertThat(problemsOf(yaml))
        .containsExactly(
            "profile.yaml:1:1 schema_version: 2 is not supported, it must be 1",
            "profile.yaml:2:1 name: 'no spaces' is not an identifier: 1 to 64 letters, digits,"
                + " '_', '.', ':', '/' or '-', beginning with a letter or a digit",
            "profile.yaml:3:1 colour: unknown key, the keys here are schema_version, name,"
                + " description, seed, scale, window, arrivals, limits, regions, tenants, personas,"
                + " workloads, models, tools, sequences, errors, error_bursts, incidents, anomalies,"
                + " content, domains, targets, budget",
            "profile.yaml:4:1 seed: 1.5 is a number, it must be a whole number",
            "profile.yaml:5:9 scale.traces: 0 is below the minimum of 1",
            "profile.yaml:6:10 window.days: -1 is below the minimum of 1",
            "profile.yaml:6:34 window.time_zones[0].zone: 'Mars/Base' is not an IANA time zone, for example"
                + " America/New_York",
            "profile.yaml:6:63 window.end: 'tomorrow' is not an ISO-8601 UTC instant like"
                + " 2026-06-01T00:00:00Z",
            "profile.yaml:6:78 window.hourly_weights: has 2 entries, it must have exactly 24",
            "profile.yaml:9:5 workloads[0].category: 'chitchat' is unknown, it must be one of"
                + " simple_chat, rag_pipeline, tool_use, multi_turn_tool_use, failed_request,"
                + " custom_domain",
            "profile.yaml:11:13 workloads[0].turns.min: 0 is below the minimum of 1",
            "profile.yaml:12:30 workloads[0].tools_per_turn.max: 1 is below min, which is 3",
            "profile.yaml:14:10 workloads[0].tools[0].name: unknown tool 'hammer', tools lists"
                + " look, act",
            "profile.yaml:14:24 workloads[0].tools[0].weight: 0 is not above 0",
            "profile.yaml:15:5 workloads[1]: share is missing",
            "profile.yaml:15:5 workloads[1].name: 'chat' is already workloads[0]",
            "profile.yaml:17:1 models: has 0 entries, it must have at least 1");
  }

  @Test
  void sharesMustSumToOne() {
    assertThat(problemsOf(MINIMAL + "tenants:\n  - {id: a, share: 0.5}\n  - {id: b, share: 0.4}\n"))
        .containsExactly(
            "profile.yaml:18:1 tenants: shares sum to 0.9, they must sum to 1 (± 0.001)");
    assertThat(
            problemsOf(MINIMAL + "tenants:\n  - {id: a, share: 0.5}\n  - {id: b, share: 0.501}\n"))
        .isEmpty();
    assertThat(
            problemsOf(
                MINIMAL
                    + "regions: [{name: a, share: 0.2}]\nerrors: [{type: timeout, share: 0}]\n"))
        .containsExactly(
            "profile.yaml:18:1 regions: shares sum to 0.2, they must sum to 1 (± 0.001)",
            "profile.yaml:19:1 errors: shares sum to 0, they must sum to 1 (± 0.001)");
  }

  @Test
  void namesAreUniqueAndModelsDifferInNameOrVersion() {
    assertThat(problemsOf(MINIMAL + "tenants: [{id: a, share: 0.5}, {id: a, share: 0.5}]"))
        .containsExactly("profile.yaml:18:33 tenants[1].id: 'a' is already tenants[0]");
    String models =
        MINIMAL.substring(MINIMAL.indexOf("  - name: m\n")).replace("share: 1", "share: 0.5");
    String two = MINIMAL.substring(0, MINIMAL.indexOf("  - name: m\n")) + models + models;
    assertThat(problemsOf(two))
        .containsExactly("profile.yaml:18:5 models[1].name: 'm@1' is already models[0]");
    assertThat(problemsOf(two.replaceFirst("version: \"1\"", "version: \"2\""))).isEmpty();
  }

  @Test
  void windowNeedsDemand() {
    String zeros = "0, ".repeat(23) + "0";
    assertThat(
            problemsOf(
                MINIMAL
                    + "window: {days: 2, weekend_factor: 0, hourly_weights: ["
                    + zeros
                    + "], end: \"2026-06-01T00:00:00Z\"}"))
        .containsExactly(
            "profile.yaml:18:19 window.weekend_factor: 0 needs days of at least 3: a window of 2"
                + " may hold no demand at all",
            "profile.yaml:18:38 window.hourly_weights: all are 0, at least one must be above 0");
    assertThat(problemsOf(MINIMAL + "window: {days: 3, weekend_factor: 0}")).isEmpty();
    assertThat(problemsOf(MINIMAL + "window: {end: \"+99999-01-01T00:00:00Z\"}"))
        .containsExactly(
            "profile.yaml:18:10 window.end: '+99999-01-01T00:00:00Z' is outside the years 1980 to"
                + " 2200");
  }

  @Test
  void lawsMustMakeSense() {
    assertThat(problemsOf(withLaw("{family: uniform, min: 5, max: 5}")))
        .containsExactly(
            "profile.yaml:14:46 models[0].prompt_tokens.max: 5 is not above min, which is 5");
    assertThat(problemsOf(withLaw("{family: normal, mean: 10, sd: 1, min: 100}")))
        .containsExactly(
            "profile.yaml:14:5 models[0].prompt_tokens: the bounds 100 to infinity keep 0.0 of the"
                + " law, they must keep at least 0.01");
    assertThat(problemsOf(withLaw("{family: lognormal, median: 100, sigma: 0.5, max: 20}")))
        .containsExactly(
            "profile.yaml:14:5 models[0].prompt_tokens: the bounds 0 to 20 keep 0.00064 of the"
                + " law, they must keep at least 0.01");
    assertThat(problemsOf(withLaw("{family: zipf, alpha: 2}")))
        .containsExactly(
            "profile.yaml:14:21 models[0].prompt_tokens.family: 'zipf' is unknown, it must be one"
                + " of constant, uniform, normal, lognormal, exponential, gamma, weibull, pareto,"
                + " mixture, empirical");
    assertThat(problemsOf(withLaw("{family: weibull, shape: 2, scale: 10, min: 50}")))
        .containsExactly(
            "profile.yaml:14:5 models[0].prompt_tokens: the bounds 50 to infinity keep 1.4e-11 of"
                + " the law, they must keep at least 0.01");
    assertThat(problemsOf(withLaw("{family: weibull, shape: 2, scale: 10, min: 21}"))).isEmpty();
    assertThat(problemsOf(withLaw("{family: pareto, shape: 2, scale: 10, max: 9}")))
        .containsExactly(
            "profile.yaml:14:5 models[0].prompt_tokens: the bounds 0 to 9 keep 0.0 of the law, they"
                + " must keep at least 0.01");
    assertThat(problemsOf(withLaw("{family: pareto, shape: 2, scale: 10, min: 101}")))
        .containsExactly(
            "profile.yaml:14:5 models[0].prompt_tokens: the bounds 101 to infinity keep 0.0098 of"
                + " the law, they must keep at least 0.01");
    assertThat(problemsOf(withLaw("{family: pareto, shape: 2, scale: 10, min: 99}"))).isEmpty();
    assertThat(problemsOf(withLaw("{family: exponential, rate: 2}")))
        .containsExactly(
            "profile.yaml:14:5 models[0].prompt_tokens: mean is missing",
            "profile.yaml:14:42 models[0].prompt_tokens.rate: unknown key, the keys here are"
                + " family, mean, min, max");
    assertThat(problemsOf(withLaw("12")))
        .containsExactly(
            "profile.yaml:14:5 models[0].prompt_tokens: 12 is a number, it must be a mapping");
    assertThat(problemsOf(withLaw("{value: 12}")))
        .containsExactly("profile.yaml:14:5 models[0].prompt_tokens: family is missing");
    assertThat(problemsOf(withLaw("{family: constant, value: .inf}")))
        .containsExactly(
            "profile.yaml:14:39 models[0].prompt_tokens.value: '.inf' is text, it must be a number");
  }

  @Test
  void componentsOfAMixtureAreLawsButNoMixtures() {
    String hump = "{weight: 1, law: {family: gamma, shape: 4, scale: 20}}";
    assertThat(problemsOf(withLaw("{family: mixture, components: [" + hump + ", " + hump + "]}")))
        .isEmpty();
    assertThat(problemsOf(withLaw("{family: mixture, components: [" + hump + "]}")))
        .containsExactly(
            "profile.yaml:14:38 models[0].prompt_tokens.components: has 1 entry, it must have at"
                + " least 2");
    String broken = hump.replace("}}", ", max: 1}}").replace("weight: 1", "weight: 0");
    String mixture =
        "{weight: 1, law: {family: mixture, components: [" + hump + ", " + hump + "]}}";
    assertThat(
            problemsOf(withLaw("{family: mixture, components: [" + broken + ", " + mixture + "]}")))
        .containsExactly(
            "profile.yaml:14:52 models[0].prompt_tokens.components[0].weight: 0 is not above 0",
            "profile.yaml:14:63 models[0].prompt_tokens.components[0].law: the bounds 0 to 1 keep"
                + " 2.5e-07 of the law, they must keep at least 0.01",
            "profile.yaml:14:127 models[0].prompt_tokens.components[1].law: is a mixture, give its"
                + " components here");
  }

  @Test
  void empiricalLawsComeResolved() {
    String csv = "size,other\n" + "3,x\n,y\n1,z\n".repeat(6);
    WorkloadProfile profile =
        ProfileTexts.reader(Map.of("a.csv", csv))
            .read(withLaw("{family: empirical, source: a.csv, column: size}"), "p");
    Law.Empirical law = (Law.Empirical) profile.models().get(0).promptTokens();
    assertThat(law.quantiles()).containsExactly(1., 1., 1., 1., 1., 1., 3., 3., 3., 3., 3., 3.);
  }

  @Test
  void empiricalLawsNameWhatIsWrongWithTheirData() {
    Map<String, String> files =
        Map.of(
            "short.csv", "n\n1\n2\n", "words.csv", "n\n1\nmany\n", "minus.csv", "n\n-4\n", "e", "");
    assertThat(problemsOf(empirical("no.csv", "n"), files))
        .containsExactly(
            "profile.yaml:14:40 models[0].prompt_tokens.source: 'no.csv': no such file in the"
                + " profile's folder");
    assertThat(problemsOf(empirical("short.csv", "x"), files))
        .singleElement()
        .asString()
        .endsWith(".column: 'short.csv': has no column 'x', its columns are n");
    assertThat(problemsOf(empirical("short.csv", "n"), files))
        .singleElement()
        .asString()
        .endsWith(".column: 'short.csv': column 'n' has 2 values, it must have at least 10");
    assertThat(problemsOf(empirical("words.csv", "n"), files))
        .singleElement()
        .asString()
        .endsWith("'words.csv': column 'n', line 3: 'many' is not a number of at least 0");
    assertThat(problemsOf(empirical("minus.csv", "n"), files))
        .singleElement()
        .asString()
        .endsWith("'minus.csv': column 'n', line 2: '-4' is not a number of at least 0");
    assertThat(problemsOf(empirical("e", "n"), files)).hasSize(1);
    assertThat(problemsOf(withLaw("{family: empirical}"), files))
        .containsExactly(
            "profile.yaml:14:5 models[0].prompt_tokens: source is missing",
            "profile.yaml:14:5 models[0].prompt_tokens: column is missing");
  }

  @Test
  void theExampleInTheDocumentationIsValid() throws IOException {
    String page = Files.readString(Path.of("../../docs/profiles.md"));
    int start = page.indexOf("```yaml\n") + "```yaml\n".length();
    assertThat(problemsOf(page.substring(start, page.indexOf("```", start)))).isEmpty();
  }

  @Test
  void strangersReachBuiltInFilesOnly() {
    ProfileReader reader = new ProfileReader(SourceResolver.builtinOnly());
    assertThatThrownBy(() -> reader.read(empirical("/etc/passwd", "n"), "p"))
        .hasMessageContaining("'/etc/passwd': must start with 'builtin:' here");
    assertThatThrownBy(() -> reader.read(empirical("builtin:../x", "n"), "p"))
        .hasMessageContaining("no such built-in file");
  }

  @Test
  void readsFilesWithDataBesideThem(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.csv"), "n\n" + "7\n".repeat(10));
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, empirical("a.csv", "n"));
    assertThat(ProfileReader.readFile(file).name()).isEqualTo("tiny");
    Files.writeString(file, "name: [");
    assertThatThrownBy(() -> ProfileReader.readFile(file))
        .isInstanceOf(ProfileException.class)
        .hasMessageStartingWith("my.yaml:1:8 broken YAML: while parsing a flow node, ");
    Files.write(file, "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ProfileReader.readFile(file)).hasMessage(file + ": is not UTF-8 text");
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> ProfileReader.readFile(missing))
        .hasMessage(missing + ": no such file");
  }

  private static String empirical(String source, String column) {
    return withLaw("{family: empirical, source: \"" + source + "\", column: " + column + "}");
  }

  private static String withLaw(String law) {
    return MINIMAL.replace("{family: constant, value: 100}", law);
  }
}
