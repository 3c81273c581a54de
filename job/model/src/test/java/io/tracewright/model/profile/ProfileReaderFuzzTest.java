package io.tracewright.model.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a profile is damaged, it is read or refused with problems that have a place. */
final class ProfileReaderFuzzTest {

  private static final String WHOLE =
      Presets.text("healthcare_diagnostics").replace("builtin:", "");

  @Property(tries = 300)
  void damagedTextIsRefusedInOrder(@ForAll("damaged") String yaml) {
    try {
      ProfileTexts.read(yaml);
    } catch (ProfileException e) {
      long lines = yaml.lines().count();
      assertThat(e.problems()).isNotEmpty().doesNotContainNull();
      for (ProfileProblem problem : e.problems()) {
        assertThat(problem.line()).isBetween(1, (int) lines + 1);
        assertThat(problem.column()).isPositive();
        assertThat(problem.message()).isNotBlank().doesNotContain("null", "Exception");
      }
    }
  }

  /** Problems of a domain's file stand at its name in the profile. */
  @Property(tries = 200)
  void damagedFilesOfDomainsAreRefusedWhereTheyAreNamed(@ForAll("damagedDomain") String yaml) {
    List<String> problems =
        ProfileTexts.problemsOf(
            ProfileTexts.MINIMAL + "domains: [{name: shop, source: shop.yaml}]\n",
            Map.of("shop.yaml", yaml));
    assertThat(problems)
        .allMatch(
            problem ->
                problem.matches(
                    "profile\\.yaml:18:24 domains\\[0]\\.source: shop\\.yaml:\\d+:\\d+ .+"))
        .noneMatch(problem -> problem.contains("Exception"));
  }

  @Provide
  Arbitrary<String> damagedDomain() throws IOException {
    return damaged(YamlText.of(BuiltinDomains.open("ecommerce")));
  }

  @Provide
  Arbitrary<String> damaged() {
    return damaged(WHOLE);
  }

  /** A stretch of the text replaced by something else, twice. */
  private static Arbitrary<String> damaged(String whole) {
    Arbitrary<String> junk =
        Arbitraries.oneOf(
            Arbitraries.of(
                List.of(
                    "",
                    "[",
                    "]",
                    "{",
                    "}",
                    ":",
                    " ",
                    "\n",
                    "- ",
                    "\t",
                    "&a ",
                    "*a",
                    "!!x ",
                    "? ",
                    "\"",
                    "'",
                    "|",
                    ">",
                    "---\n",
                    "...",
                    "%",
                    "0",
                    "-1",
                    "1e400",
                    "{}",
                    "[]",
                    "~",
                    "\u0000",
                    "\uFEFF",
                    "\uD83D\uDE80",
                    "workloads: {0: {share: 1}}\n")),
            Arbitraries.strings().ascii().ofMaxLength(6));
    Arbitrary<Integer> at = Arbitraries.integers().between(0, whole.length());
    Arbitrary<Integer> length = Arbitraries.of(0, 0, 1, 1, 3, 20, 300);
    return Combinators.combine(at, length, junk, at, length, junk)
        .as((a, b, c, d, e, f) -> replace(replace(whole, a, b, c), d, e, f));
  }

  private static String replace(String text, int at, int length, String junk) {
    int from = Math.min(at, text.length());
    int to = Math.min(from + length, text.length());
    return text.substring(0, from) + junk + text.substring(to);
  }
}
