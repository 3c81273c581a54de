package io.tracewright.model.profile;

import static io.tracewright.model.profile.ProfileTexts.MINIMAL;
import static io.tracewright.model.profile.ProfileTexts.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DomainPacksTest {

  private static final String SHOP =
      """
      schema_version: 1
      name: shop
      description: A shop.
      compliance: [gdpr]
      fields:
        - {name: order_id, pattern: "ORD-######"}
        - {name: total, law: {family: lognormal, median: 50, sigma: 0.5}, decimals: 2}
      templates:
        - {prompt: "Where is {order_id}?", response: "{order_id} over {total} is on its way."}
      template_share: 0.5
      """;

  private static final String LISTED = MINIMAL + "domains: [{name: shop, source: shop.yaml}]\n";

  @Test
  void aDomainComesResolvedFromItsFile() {
    DomainPack pack = read(LISTED).domain("shop");
    assertThat(pack.source()).isEqualTo("shop.yaml");
    assertThat(pack.description()).isEqualTo("A shop.");
    assertThat(pack.compliance()).containsExactly("gdpr");
    assertThat(pack.fields()).extracting(Field::name).containsExactly("order_id", "total");
    assertThat(pack.templates()).hasSize(1);
    assertThat(pack.templateShare()).isEqualTo(0.5);
  }

  @Test
  void whatTheProfileSaysWinsAndMakesItInline() {
    WorkloadProfile profile =
        read(MINIMAL + "domains: [{name: outlet, source: shop.yaml, template_share: 0.1}]");
    DomainPack pack = profile.domain("outlet");
    assertThat(pack.templateShare()).isEqualTo(0.1);
    assertThat(pack.templates()).hasSize(1);
    assertThat(pack.source()).isEmpty();
    assertThat(ProfileTexts.read(ProfileWriter.toYaml(profile))).isEqualTo(profile);
  }

  @Test
  void writtenForPeopleItIsNameAndSourceAndForMachinesAll() {
    WorkloadProfile profile = read(LISTED);
    String yaml = ProfileWriter.toYaml(profile);
    assertThat(yaml).contains("source: \"shop.yaml\"").doesNotContain("order_id");
    assertThat(read(yaml)).isEqualTo(profile);
    assertThat(ProfileTexts.read(ProfileWriter.toJson(profile))).isEqualTo(profile);
  }

  @Test
  void problemsNameThePackAndItsLines() {
    String broken =
        SHOP.replace("\"ORD-######\"", "\"################\"")
            .replace("gdpr", "g d p r")
            .replace("?\"", " {who}?\"")
            .replace("sigma: 0.5", "sigma: 0.5, max: 10")
            .replace("template_share: 0.5", "template_share: 5\nsource: x");
    assertThat(problemsOf(LISTED, Map.of("shop.yaml", broken)))
        .extracting(problem -> problem.replaceAll("(, the keys here are|is not an ident).*", "$1"))
        .containsExactly(
            at("4:14 compliance[0]: 'g d p r' is not an ident"),
            at("6:22 fields[0].pattern: '################' has 16 digits, it must have at most 12"),
            at(
                "7:19 fields[1].law: the bounds 0 to 10 keep 0.00064 of the law, they must keep at"
                    + " least 0.01"),
            at("9:6 templates[0].prompt: unknown field 'who', fields lists order_id, total"),
            at("10:1 template_share: 5 is above the maximum of 1"),
            at("11:1 source: unknown key, the keys here are"));
  }

  @Test
  void brokenFilesAreNamed() {
    assertThat(problemsOf(LISTED))
        .containsExactly(
            "profile.yaml:18:24 domains[0].source: 'shop.yaml': no such file in the profile's"
                + " folder");
    assertThat(problemsOf(LISTED, Map.of("shop.yaml", "")))
        .containsExactly(at("1:1 the domain is empty"));
    assertThat(problemsOf(LISTED, Map.of("shop.yaml", "fields: [")))
        .singleElement()
        .asString()
        .startsWith(at("1:10 broken YAML: "));
    assertThat(problemsOf(LISTED, Map.of("shop.yaml", "name: shop")))
        .containsExactly(at("1:1 schema_version is missing"));
    assertThat(problemsOf(LISTED, Map.of("shop.yaml", "#".repeat(YamlParser.MAX_CHARS + 9))))
        .containsExactly(at("1:1 the domain has 1,048,577 characters, at most 1,048,576 are read"));
    assertThat(problemsOf(MINIMAL + "domains: [{name: x, source: builtin:nowhere}]"))
        .singleElement()
        .asString()
        .startsWith(
            "profile.yaml:18:21 domains[0].source: 'builtin:nowhere': no such built-in domain,"
                + " choose one of ecommerce, ");
    assertThatThrownBy(
            () -> new ProfileReader(SourceResolver.builtinOnly()).read(LISTED, "profile.yaml"))
        .hasMessageContaining("'shop.yaml': must start with 'builtin:' here");
  }

  @Test
  void inlineDomainsAreCheckedToo() {
    assertThat(
            problemsOf(
                MINIMAL
                    + """
                    domains:
                      - name: d
                        templates: [{prompt: "Hello {name}", response: "Hi {}"}]
                      - {name: d, template_share: 0.2}
                    """))
        .containsExactly(
            "profile.yaml:20:18 domains[0].templates[0].prompt: unknown field 'name', fields lists"
                + " none",
            "profile.yaml:21:6 domains[1].name: 'd' is already domains[0]",
            "profile.yaml:21:15 domains[1].template_share: 0.2 needs templates, there are none");
  }

  @Test
  void slotsAreWhole() {
    String templates =
        MINIMAL
            + """
            domains:
              - name: d
                fields: [{name: order_id, pattern: '#'}]
                templates:
                  - {prompt: '{"id": "{order_id}", "of": {}}', response: '{order_id}}'}
                  - {prompt: 'Where is {order_id', response: 'By {order.date}: { order_id }'}
            """;
    String rule = " is no slot: a slot is the name of a field in braces, like {order_id}";
    assertThat(problemsOf(templates))
        .containsExactly(
            "profile.yaml:23:10 domains[0].templates[1].prompt: '{order_id'" + rule,
            "profile.yaml:23:40 domains[0].templates[1].response: '{order.date}'" + rule,
            "profile.yaml:23:40 domains[0].templates[1].response: '{ order_id }'" + rule);
  }

  @Test
  void anUnknownDomainIsRefused() {
    String rest = "\ndomains: [{name: shop}]\n";
    assertThat(problemsOf(in("helthcare") + rest))
        .containsExactly(
            "profile.yaml:7:5 workloads[0].domain: unknown domain 'helthcare', choose one of"
                + " general, ecommerce, finance, gaming, healthcare, research, technology, shop, or"
                + " add one: a file beside the profile, and under domains its name and source");
    for (String known : List.of("general", "shop", "healthcare")) {
      assertThat(problemsOf(in(known) + rest)).as(known).isEmpty();
    }
  }

  private static String in(String domain) {
    return MINIMAL.replace(
        "    share: 1\nmodels", "    share: 1\n    domain: " + domain + "\nmodels");
  }

  @Test
  void aWorkloadBringsABuiltInDomainUnlessTheProfileHasItsOwn() {
    String ecommerce =
        MINIMAL.replace("    share: 1\nmodels", "    share: 1\n    domain: ecommerce\nmodels");
    WorkloadProfile profile = ProfileTexts.read(ecommerce);
    assertThat(profile.domains()).hasSize(1);
    assertThat(profile.domain("ecommerce").source()).isEqualTo("builtin:ecommerce");
    assertThat(profile.domain("ecommerce").fields()).isNotEmpty();
    assertThat(ProfileTexts.read(ProfileWriter.toYaml(profile))).isEqualTo(profile);
    assertThat(ProfileTexts.read(ecommerce + "domains: [{name: ecommerce}]").domain("ecommerce"))
        .isEqualTo(new DomainPack("ecommerce", null, null, null, null, null, 0));
    assertThat(ProfileTexts.read(MINIMAL).domains()).isEmpty();
  }

  static List<String> builtIn() {
    return BuiltinDomains.names();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void builtInDomainsAreSoundAndCalledAsTheirFiles(String name) throws IOException {
    assertThat(YamlText.of(BuiltinDomains.open(name))).contains("\nname: " + name + "\n");
    DomainPack pack =
        ProfileTexts.read(MINIMAL + "domains: [{name: d, source: builtin:" + name + "}]")
            .domain("d");
    assertThat(pack.fields()).isNotEmpty();
    assertThat(pack.templates()).isNotEmpty();
  }

  @Test
  void theIndexListsEveryFile() throws IOException {
    Path folder = Path.of("src/main/resources/io/tracewright/model/profile/domains");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(f -> f.endsWith(".yaml")))
          .containsExactlyInAnyOrderElementsOf(
              BuiltinDomains.names().stream().map(name -> name + ".yaml").toList());
    }
  }

  @Test
  void filesStandBesideTheProfile(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), SHOP);
    Files.writeString(folder.resolve("my.yaml"), LISTED);
    assertThat(ProfileReader.readFile(folder.resolve("my.yaml"))).isEqualTo(read(LISTED));
  }

  @Test
  void manyDomainsOfOneFileStayBounded() {
    StringBuilder many = new StringBuilder(MINIMAL).append("domains:\n");
    for (int i = 0; i < 20_000; i++) {
      many.append("  - {name: d").append(i).append(", source: builtin:ecommerce}\n");
    }
    assertThat(problemsOf(many.toString()))
        .containsExactly("profile.yaml:18:1 domains: has 20000 entries, it must have at most 100");
  }

  private static WorkloadProfile read(String yaml) {
    return ProfileTexts.reader(Map.of("shop.yaml", SHOP)).read(yaml, "profile.yaml");
  }

  private static String at(String problem) {
    return "profile.yaml:18:24 domains[0].source: shop.yaml:" + problem;
  }
}
