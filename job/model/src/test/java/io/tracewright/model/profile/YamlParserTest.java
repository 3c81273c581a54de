package io.tracewright.model.profile;

import static io.tracewright.model.profile.ProfileTexts.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlParserTest {

  @Test
  void brokenSyntaxNamesItsLine() {
    assertThat(problemsOf("name: x\nworkloads: [a, b\nmodels: 1\n"))
        .singleElement()
        .asString()
        .startsWith("profile.yaml:3:7 broken YAML: while parsing a flow sequence, ");
    assertThat(problemsOf("a: b: c"))
        .containsExactly("profile.yaml:1:5 broken YAML: mapping values are not allowed here");
    assertThat(problemsOf("a: \u0007")).singleElement().asString().contains("broken YAML: ");
  }

  @Test
  void theDocumentIsOneMapping() {
    assertThat(problemsOf("")).containsExactly("profile.yaml:1:1 the profile is empty");
    assertThat(problemsOf("# nothing\n"))
        .singleElement()
        .asString()
        .endsWith("the profile is empty");
    assertThat(problemsOf("- 1"))
        .containsExactly("profile.yaml:1:1 a profile must be a mapping of keys to values");
    assertThat(problemsOf("a: 1\n---\nb: 2\n"))
        .containsExactly(
            "profile.yaml:2:1 a second document begins here, a profile is one document");
  }

  @Test
  void tagsAndDuplicateKeysAreRefused() {
    assertThat(problemsOf("name: !!java.net.URL [x]\nseed: 1\nseed: 2\n"))
        .contains(
            "profile.yaml:1:7 name: tag 'tag:yaml.org,2002:java.net.URL' is not allowed",
            "profile.yaml:3:1 seed: duplicate key, first on line 2");
  }

  @Test
  void aliasesExpandToABound() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      laughs.append(
          "a%d: &a%d [%s]%n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ",
                      List.of(alias, alias, alias, alias, alias, alias, alias, alias, alias))));
    }
    assertThat(problemsOf(laughs.toString()))
        .singleElement()
        .asString()
        .endsWith("more than 100,000 values, aliases expanded");
    assertThat(problemsOf("a: &a [*a]"))
        .containsExactly("profile.yaml:1:8 alias '*a' has no anchor before it");
  }

  @Test
  void depthAndSizeAreBounded() {
    assertThat(problemsOf("a: " + "[".repeat(5_000)))
        .containsExactly("profile.yaml:1:36 nested deeper than 32 levels");
    assertThat(problemsOf("#".repeat((1 << 20) + 1)))
        .containsExactly(
            "profile.yaml:1:1 the profile has 1,048,577 characters, at most 1,048,576 are read");
  }

  @Test
  void aliasedPartsAreReportedWhereTheyAreUsed() {
    List<ProfileProblem> problems = new ArrayList<>();
    YamlDocument document = YamlParser.parse("a: &x {b: 1}\nc: *x\n", "profile", problems);
    assertThat(problems).isEmpty();
    assertThat(document.root().at("/c/b").asInt()).isEqualTo(1);
    assertThat(document.placeOf(com.fasterxml.jackson.core.JsonPointer.compile("/c/b")))
        .isEqualTo(new Place(2, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "no, STRING",
    "yes, STRING",
    "true, BOOLEAN",
    "~, NULL",
    "12, NUMBER",
    "0o17, NUMBER",
    "0x1F, NUMBER",
    "1_000, STRING",
    "09:30, STRING",
    "1e3, NUMBER",
    "-.5, NUMBER",
    ".nan, STRING",
    "1e999, STRING",
    "2026-06-01, STRING",
    "99999999999999999999, NUMBER"
  })
  void scalarsFollowTheCoreSchemaOfYaml12(String text, String type) {
    JsonNode node = YamlScalar.typed(text);
    assertThat(node.getNodeType()).hasToString(type);
  }
}
