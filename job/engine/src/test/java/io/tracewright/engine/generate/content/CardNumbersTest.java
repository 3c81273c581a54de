package io.tracewright.engine.generate.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.model.profile.WorkloadProfile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No row may hold what a scanner for payment cards would report. */
class CardNumbersTest {
  private static final Pattern RUN = Pattern.compile("[0-9]([ -]?[0-9]){12,}");

  @Property(tries = 3_000)
  void nothingPassesAfterSpoiling(@ForAll("digitsAmongOthers") String text) {
    String spoiled = spoil(text);
    assertThat(spoiled.replaceAll("[0-9]", "#")).isEqualTo(text.replaceAll("[0-9]", "#"));
    assertThat(holdsCard(spoiled)).as(spoiled).isFalse();
    assertThat(spoil(spoiled)).isEqualTo(spoiled);
  }

  @Provide
  Arbitrary<String> digitsAmongOthers() {
    Arbitrary<String> part =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(9)),
            Tuple.of(2, Arbitraries.of(" ", "-")),
            Tuple.of(1, Arbitraries.of("  ", "a", "–", ".", "\\n", "é")),
            Tuple.of(1, Arbitraries.of("4111 1111 1111 1111", "378282246310005")));
    return part.list().ofMaxSize(12).map(parts -> String.join("", parts));
  }

  /** Regular expressions and the textbook: any 13 to 19 digits in whole groups, and all. */
  private static boolean holdsCard(String text) {
    for (Matcher run = RUN.matcher(text); run.find(); ) {
      String[] groups = run.group().split("[ -]");
      for (int from = 0; from < groups.length; from++) {
        for (int to = from + 1; to <= groups.length; to++) {
          String digits = String.join("", Arrays.copyOfRange(groups, from, to));
          boolean all = to - from == groups.length;
          if (digits.length() >= 13 && (all || digits.length() <= 19) && luhn(digits)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10);
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted / 10 + weighted % 10;
    }
    return sum % 10 == 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4111 1111 1111 1111",
        "5500-0000-0000-0004",
        "3782 822463 10005",
        "pay 4222222222222 now",
        "1 4111 1111 1111 1111",
        "4111 1111 1111 1111 12/27"
      })
  void knownTestCardsAreSeen(String text) {
    assertThat(holdsCard(text)).isTrue();
    assertThat(holdsCard(spoil(text))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111112",
        "4111  1111  1111  1111",
        "4111.1111.1111.1111",
        "411111111111"
      })
  void othersAreLeftAlone(String text) {
    assertThat(spoil(text)).isEqualTo(text);
  }

  /** The slot's digits make a card of the template's, whole and where a preview cuts. */
  @Test
  void filledSlotsMakeNoCards() {
    for (String level : List.of("full", "preview")) {
      for (String filler : List.of("", "x".repeat(JsonText.PREVIEW_CHARACTERS - 23) + " ")) {
        Talk talk = talk(level, filler);
        for (int trace = 0; trace < 500; trace++) {
          talk.begin(trace);
          Talk.Row row = talk.write(Talk.root());
          String prompt = row.request().get("prompt").asText();
          assertThat(prompt).contains("4111 ");
          assertThat(holdsCard(prompt)).as(prompt).isFalse();
          String answer = row.response().get("response").asText();
          assertThat(holdsCard(answer)).as(answer).isFalse();
        }
      }
    }
  }

  private static Talk talk(String level, String filler) {
    WorkloadProfile shop =
        Profiles.patch(
            Talk.shop(),
            ("{'content': {'level': '%s'}, 'domains': [{'name': 'ecommerce', 'template_share': 1,"
                    + " 'fields': [{'name': 'tail', 'pattern': '####'}], 'templates':"
                    + " [{'prompt': '%scard 4111 1111 1111 {tail}41', 'response':"
                    + " '%scard 411111111111{tail}'}]}]}")
                .formatted(level, filler, filler));
    return new Talk(shop, List.of(Talk.corpus("a", 3)));
  }

  private static String spoil(String text) {
    return new String(
        CardNumbers.spoil(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }
}
