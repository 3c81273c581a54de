package io.tracewright.model.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Words for a broken schema rule: the value, then the rule. */
final class SchemaWording {

  private static final int MAX_SHOWN_CHARS = 60;

  /** Beginning of the pattern of keys; the other patterns are those of identifiers. */
  private static final String LOWER_CASE = "^[a-z]";

  private SchemaWording() {}

  /**
   * The words.
   *
   * @param rules the part of the schema that holds the broken rule
   */
  static String of(String keyword, JsonNode value, JsonNode rules, ValidationMessage fallback) {
    JsonNode rule = rules.path(keyword);
    return switch (keyword) {
      case "minimum" -> shown(value) + " is below the minimum of " + rule.asText();
      case "maximum" -> shown(value) + " is above the maximum of " + rule.asText();
      case "exclusiveMinimum" -> shown(value) + " is not above " + rule.asText();
      case "type" -> kind(value) + ", it must be " + typeName(rule.asText());
      case "enum" -> shown(value) + " is unknown, it must be one of " + list(rule);
      case "const" -> shown(value) + " is not supported, it must be " + rule.asText();
      case "minItems", "maxItems" ->
          "has " + entries(value.size()) + ", it must have " + itemCount(rules, keyword);
      case "minLength" -> "is empty";
      case "maxLength" ->
          String.format(
              "has %,d characters, it must have at most %s",
              value.asText().length(), rule.asText());
      case "pattern" ->
          shown(value)
              + (rule.asText().startsWith(LOWER_CASE)
                  ? " is not a key: 1 to 64 lower-case letters, digits or '_', beginning with a"
                      + " letter"
                  : " is not an identifier: 1 to 64 letters, digits, '_', '.', ':', '/' or '-',"
                      + " beginning with a letter or a digit");
      default -> fallback.getMessage();
    };
  }

  static String unknownKey(JsonNode properties) {
    Iterable<String> names = properties::fieldNames;
    return "unknown key, the keys here are "
        + StreamSupport.stream(names.spliterator(), false).collect(Collectors.joining(", "));
  }

  /** A value as a message shows it: text in quotes, cut when long. */
  static String shown(JsonNode value) {
    if (!value.isTextual()) {
      return value.isValueNode() ? value.asText() : kind(value);
    }
    String text = value.asText();
    return "'"
        + (text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "…" : text)
        + "'";
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> "has no value";
      case OBJECT -> "is a mapping";
      case ARRAY -> "is a list";
      case STRING -> shown(value) + " is text";
      default -> shown(value) + (value.isBoolean() ? " is a truth value" : " is a number");
    };
  }

  private static String typeName(String type) {
    return switch (type) {
      case "object" -> "a mapping";
      case "array" -> "a list";
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      default -> "a " + type;
    };
  }

  private static String list(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  private static String itemCount(JsonNode rules, String keyword) {
    JsonNode least = rules.path("minItems");
    if (least.equals(rules.path("maxItems"))) {
      return "exactly " + least.asText();
    }
    return (keyword.equals("minItems") ? "at least " : "at most ") + rules.path(keyword).asText();
  }

  static String entries(int count) {
    return count == 1 ? "1 entry" : count + " entries";
  }
}
