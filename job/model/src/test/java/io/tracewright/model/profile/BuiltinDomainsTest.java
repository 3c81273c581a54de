package io.tracewright.model.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BuiltinDomainsTest {

  private static final Pattern SLOT = Pattern.compile("\\{([^}]*)}");

  static List<String> names() {
    return BuiltinDomains.names();
  }

  @Test
  void areThoseOfTheSixSubjectAreas() {
    assertThat(names())
        .containsExactlyInAnyOrder(
            "ecommerce", "finance", "gaming", "healthcare", "research", "technology");
  }

  @ParameterizedTest
  @MethodSource("names")
  void isValidAndComplete(String name) {
    DomainPack pack = read(name);
    assertThat(pack.name()).isEqualTo(name);
    assertThat(pack.description()).isNotEmpty();
    assertThat(pack.fields()).hasSizeBetween(8, 12);
    assertThat(pack.templates()).hasSizeBetween(25, 40);
    assertThat(pack.templateShare()).isBetween(0.4, 1.0);
    assertThat(pack.compliance().isEmpty()).isEqualTo(name.equals("technology"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void slotsAreFieldsAndEachFieldIsUsed(String name) {
    DomainPack pack = read(name);
    Set<String> used = new HashSet<>();
    for (DomainPack.Template template : pack.templates()) {
      for (String text : List.of(template.prompt(), template.response())) {
        SLOT.matcher(text).results().forEach(slot -> used.add(slot.group(1)));
        assertThat(SLOT.matcher(text).replaceAll("")).doesNotContain("{", "}");
      }
    }
    assertThat(used).isEqualTo(pack.fields().stream().map(Field::name).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void noTextCanHoldACardNumber(String name) {
    DomainPack pack = read(name);
    for (DomainPack.Template template : pack.templates()) {
      assertThat(longestRow(pack.fields(), template.prompt())).isLessThan(13);
      assertThat(longestRow(pack.fields(), template.response())).isLessThan(13);
    }
  }

  /** The check above does find numbers that come about by two slots side by side. */
  @Test
  void slotsSideBySideMakeLongNumbers() {
    List<Field> fields =
        List.of(
            new Field("id", null, 0, null, "########"),
            new Field("amount", new Law.Uniform(0, 99_999), 0, null, null));
    assertThat(longestRow(fields, "pay {amount} for {id}")).isEqualTo(8);
    assertThat(longestRow(fields, "pay {id} {amount} now")).isEqualTo(13);
    assertThat(longestRow(fields, "{id}-{id}")).isEqualTo(16);
  }

  private static DomainPack read(String name) {
    String yaml =
        ProfileTexts.MINIMAL.replace(
            "    share: 1\nmodels", "    share: 1\n    domain: " + name + "\nmodels");
    return ProfileTexts.read(yaml).domain(name);
  }

  /** Most digits that can come in a row, spaces and hyphens between them passed over. */
  private static int longestRow(List<Field> fields, String template) {
    Map<String, String> widest =
        fields.stream().collect(Collectors.toMap(Field::name, BuiltinDomainsTest::widest));
    String text =
        SLOT.matcher(template)
            .replaceAll(slot -> Matcher.quoteReplacement(widest.get(slot.group(1))));
    return Pattern.compile("[0-9](?:[ -]?[0-9])*")
        .matcher(text)
        .results()
        .mapToInt(row -> row.group().replaceAll("[ -]", "").length())
        .max()
        .orElse(0);
  }

  /** The value of a field with the most digits, numbers taken as five digits long. */
  private static String widest(Field field) {
    Function<String, Long> digits = text -> text.chars().filter(Character::isDigit).count();
    if (field.law() != null) {
      return "99999";
    }
    return field.values().stream()
        .max((a, b) -> Long.compare(digits.apply(a), digits.apply(b)))
        .orElseGet(() -> field.pattern().replace('#', '9'));
  }
}
