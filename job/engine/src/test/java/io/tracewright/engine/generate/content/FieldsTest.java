package io.tracewright.engine.generate.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Field;
import io.tracewright.model.profile.Law;
import io.tracewright.model.span.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static final Pattern LONG_RUN = Pattern.compile("[0-9]{13,}");

  private static Field number(String name, Law law, int decimals) {
    return new Field(name, law, decimals, null, null);
  }

  private static Field pattern(String name, String pattern) {
    return new Field(name, null, 0, null, pattern);
  }

  private static Fields fields(Field... fields) {
    return new Fields(List.of(fields), Set.of(), null, new Streams());
  }

  private static String write(Fields fields) {
    TextColumn json = new TextColumn();
    fields.draw();
    fields.write(fields.size(), json);
    json.endRow();
    return json.get(0);
  }

  @Test
  void numbersHaveFixedDecimals() {
    Fields fields =
        fields(
            number("a", new Law.Constant(12.5), 2),
            number("b", new Law.Constant(1e18), 0),
            number("c", new Law.Constant(1e18), 6),
            number("d", new Law.Constant(0.04), 1));
    assertThat(write(fields))
        .isEqualTo("{\"a\":12.50,\"b\":999999999999,\"c\":999999.999999,\"d\":0.0}");
  }

  @Property(tries = 300)
  void namesAndTextsMayBeAnything(@ForAll String name, @ForAll String text) {
    Field nasty = new Field(name, null, 0, List.of("\"" + text + "\\"), null);
    JsonNode object = Talk.parse(write(fields(nasty, pattern("p", text.replaceAll("[0-9#]", "")))));
    assertThat(object.size()).isBetween(1, 2);
  }

  @Test
  void aPatternOfThirteenDigitsIsRefused() {
    assertThat(write(fields(pattern("ok", "12########34")))).matches("\\{\"ok\":\"12\\d{8}34\"\\}");
    assertThatThrownBy(() -> fields(pattern("card", "4### #### ####1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "field 'card': pattern '4### #### ####1' has 13 digits, at most 12 are allowed");
  }

  @Test
  void equalFieldsAroundLendTheirValues() {
    Streams random = new Streams();
    Field shared = pattern("id", "########");
    Fields around = new Fields(List.of(shared), Set.of(), null, random);
    Field another = pattern("id", "A-######");
    Fields same = new Fields(List.of(shared), Set.of(), around, random);
    Fields other = new Fields(List.of(another), Set.of(), around, random);
    for (int i = 0; i < 20; i++) {
      String expected = write(around);
      assertThat(write(same)).isEqualTo(expected);
      assertThat(write(other)).matches("\\{\"id\":\"A-\\d{6}\"\\}");
    }
  }

  @Test
  void namesThatAreNumbersAndTextsAreFound() {
    Field n = number("x", new Law.Constant(1), 0);
    Field t = pattern("x", "##");
    Field other = pattern("y", "##");
    assertThat(Fields.mixed(List.of(List.of(n, other), List.of(t)))).containsExactly("x");
    assertThat(Fields.mixed(List.of(List.of(n), List.of(n, other)))).isEmpty();
    Fields written = new Fields(List.of(n), Set.of("x"), null, new Streams());
    assertThat(write(written)).isEqualTo("{\"x\":\"1\"}");
  }

  /** A million characters; slots that touch make long runs, so that the test can fail. */
  @Test
  void noRunOfDigitsIsACardNumber() {
    Streams random = new Streams();
    Fields fields =
        new Fields(
            List.of(
                pattern("p", "############"),
                number("n", new Law.Uniform(0, 1e13), 0),
                pattern("q", "########"),
                new Field("v", null, 0, List.of("4111111111111111", "378282246310005"), null)),
            Set.of(),
            null,
            random);
    StringBuilder rows = new StringBuilder();
    StringBuilder touching = new StringBuilder();
    TextColumn column = new TextColumn();
    while (rows.length() < 1_000_000) {
      column.clear();
      fields.draw();
      fields.write(4, column);
      column.endRow();
      fields.writeText(0, column);
      fields.writeText(2, column);
      column.endRow();
      rows.append(column.get(0));
      touching.append(column.get(1)).append(';');
    }
    assertThat(cardNumbers(rows)).isZero();
    assertThat(cardNumbers(touching)).isGreaterThan(100);
    byte[] spoilt = touching.toString().getBytes(StandardCharsets.US_ASCII);
    CardNumbers.spoil(spoilt);
    assertThat(cardNumbers(new String(spoilt, StandardCharsets.US_ASCII))).isZero();
  }

  private static int cardNumbers(CharSequence text) {
    int found = 0;
    Matcher run = LONG_RUN.matcher(text);
    while (run.find()) {
      found += luhn(run.group()) ? 1 : 0;
    }
    return found;
  }

  /** The rule as ISO/IEC 7812-1 words it, from the right. */
  private static boolean luhn(String digits) {
    int sum = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = digits.charAt(digits.length() - 1 - place) - '0';
      sum += place % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    return sum % 10 == 0;
  }

  @Test
  void cardNumbersAreSpoiltAndOthersAreNot() {
    for (String text :
        List.of(
            "411111111111111", "4111111111111112", "4111  1111 1111 1111", "123456789", "", "x")) {
      assertThat(CardNumbers.spoil(text.getBytes(StandardCharsets.US_ASCII)))
          .isEqualTo(text.getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(
            new String(
                CardNumbers.spoil("a4111111111111111".getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8))
        .isEqualTo("a4111111111111112");
  }
}
