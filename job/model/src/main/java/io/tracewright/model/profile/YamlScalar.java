package io.tracewright.model.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * Types an unquoted scalar by the core schema of YAML 1.2 (§10.3.2), which has none of 1.1's
 * surprises: {@code no} is text, {@code 09:30} is text, {@code 0o17} is a number.
 *
 * <p>Numbers that JSON cannot hold ({@code .inf}, {@code .nan}, 1e999) stay text, so that the
 * schema refuses them.
 */
final class YamlScalar {

  private static final int MAX_NUMBER_CHARS = 40;
  private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
  private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private YamlScalar() {}

  static JsonNode typed(String text) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (NULL.matcher(text).matches()) {
      return json.nullNode();
    }
    if (TRUE.matcher(text).matches()) {
      return json.booleanNode(true);
    }
    if (FALSE.matcher(text).matches()) {
      return json.booleanNode(false);
    }
    if (text.length() > MAX_NUMBER_CHARS) {
      return json.textNode(text);
    }
    if (INTEGER.matcher(text).matches()) {
      return integer(text, 10);
    }
    if (OCTAL.matcher(text).matches()) {
      return integer(text.substring(2), 8);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return integer(text.substring(2), 16);
    }
    if (DECIMAL.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? json.numberNode(value) : json.textNode(text);
    }
    return json.textNode(text);
  }

  private static JsonNode integer(String digits, int radix) {
    BigInteger value = new BigInteger(digits, radix);
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value.bitLength() < Integer.SIZE) {
      return json.numberNode(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? json.numberNode(value.longValue())
        : json.numberNode(value);
  }
}
