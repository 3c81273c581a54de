package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.random.LawSampler;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Field;
import io.tracewright.model.span.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value that a field has at the moment; drawn anew for each trace or call. */
abstract class FieldValue {
  /** Digits that a number or a pattern has at most: a run of them is no card number. */
  static final int MAX_DIGITS = CardNumbers.SHORTEST - 1;

  private static final byte[] QUOTE = {'"'};

  /**
   * The value of a field.
   *
   * @throws IllegalArgumentException if the field's pattern can make more than 12 digits
   */
  static FieldValue of(Field field, Streams random) {
    if (field.law() != null) {
      return new Numeric(LawSampler.of(field.law(), random), field.decimals());
    } else if (!field.values().isEmpty()) {
      return new OneOf(
          field.values().stream()
              .map(JsonText::full)
              .map(CardNumbers::spoil)
              .toArray(byte[][]::new),
          random);
    }
    long digits = field.pattern().chars().filter(c -> c == '#' || (c >= '0' && c <= '9')).count();
    if (digits > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "field '"
              + field.name()
              + "': pattern '"
              + field.pattern()
              + "' has "
              + digits
              + " digits, at most "
              + MAX_DIGITS
              + " are allowed");
    }
    return new Patterned(field.pattern(), random);
  }

  abstract void draw();

  /** Takes another entity's value than those around it have, if it is of one. */
  void drawElsewhere() {
    draw();
  }

  /** Bits that equal values have in common. */
  abstract long hash();

  /** A number, or that at the end of a text; infinite: none. */
  double number() {
    return Double.POSITIVE_INFINITY;
  }

  /** Lowers a number to a bound. */
  void limit(double most) {}

  /** Appends the value as the inside of a JSON string. */
  abstract void writeText(TextColumn json);

  /** Whether its JSON form is a number rather than a string. */
  abstract boolean isNumber();

  /** Appends the value in its JSON form. */
  final void write(TextColumn json) {
    if (isNumber()) {
      writeText(json);
    } else {
      writeQuoted(json);
    }
  }

  /** Appends the value as a JSON string, whatever it is. */
  final void writeQuoted(TextColumn json) {
    json.append(QUOTE);
    writeText(json);
    json.append(QUOTE);
  }

  private static final class Numeric extends FieldValue {
    private final LawSampler law;
    private final int decimals;
    private final double largest;
    private final double scale;
    private double value;

    Numeric(LawSampler law, int decimals) {
      this.law = law;
      this.decimals = decimals;
      this.scale = Math.pow(10, decimals);
      this.largest = Math.pow(10, MAX_DIGITS - decimals) - Math.pow(10, -decimals);
    }

    @Override
    void draw() {
      value = Math.min(law.draw(), largest);
    }

    @Override
    long hash() {
      return Math.round(value * scale);
    }

    @Override
    double number() {
      return value;
    }

    @Override
    void limit(double most) {
      value = Math.min(value, most);
    }

    @Override
    void writeText(TextColumn json) {
      json.appendDecimal(value, decimals);
    }

    @Override
    boolean isNumber() {
      return true;
    }
  }

  private static final class OneOf extends FieldValue {
    private static final Pattern NUMBER_AT_END = Pattern.compile("[0-9]{1,12}$");

    private final byte[][] values;
    private final Streams random;
    private final double[] numbers;
    private int drawn;

    OneOf(byte[][] values, Streams random) {
      this.values = values;
      this.random = random;
      this.numbers = Arrays.stream(values).mapToDouble(OneOf::numberAtEnd).toArray();
    }

    @Override
    void draw() {
      drawn = random.nextInt(values.length);
    }

    private static double numberAtEnd(byte[] text) {
      Matcher number = NUMBER_AT_END.matcher(new String(text, StandardCharsets.UTF_8));
      return number.find() ? Double.parseDouble(number.group()) : Double.POSITIVE_INFINITY;
    }

    @Override
    long hash() {
      return drawn;
    }

    @Override
    double number() {
      return numbers[drawn];
    }

    @Override
    void writeText(TextColumn json) {
      json.append(values[drawn]);
    }

    @Override
    boolean isNumber() {
      return false;
    }
  }

  private static final class Patterned extends FieldValue {
    private final byte[] pattern;
    private final byte[] value;
    private final Streams random;

    Patterned(String pattern, Streams random) {
      this.pattern = JsonText.full(pattern);
      this.value = this.pattern.clone();
      this.random = random;
    }

    @Override
    void draw() {
      for (int i = 0; i < pattern.length; i++) {
        switch (pattern[i]) {
          case '#' -> value[i] = (byte) ('0' + random.nextInt(10));
          case '?' -> value[i] = (byte) ('A' + random.nextInt(26));
          case '*' -> value[i] = (byte) ('a' + random.nextInt(26));
          default -> {}
        }
      }
    }

    @Override
    long hash() {
      long hash = 0;
      for (byte letter : value) {
        hash = hash * 131 + letter;
      }
      return hash;
    }

    @Override
    void writeText(TextColumn json) {
      json.append(value);
    }

    @Override
    boolean isNumber() {
      return false;
    }
  }

  /** A key as rows write it: with quotation marks and a colon. */
  static byte[] key(String name) {
    byte[] escaped = JsonText.full(name);
    return ('"' + new String(escaped, StandardCharsets.UTF_8) + "\":")
        .getBytes(StandardCharsets.UTF_8);
  }
}
