package io.tracewright.model.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The reference of profiles as a Markdown page: a section for each definition of the schema, with a
 * row for each key.
 */
public final class ProfileReference {

  private static final String REF = "#/$defs/";

  private final JsonNode schema;
  private final StringBuilder page = new StringBuilder();

  private ProfileReference(JsonNode schema) {
    this.schema = schema;
  }

  /** The page; it follows from the schema alone. */
  public static String markdown() {
    return new ProfileReference(ProfileSchema.instance().document()).render();
  }

  private String render() {
    line("# Profile reference");
    line("");
    line("Every key of a workload profile. Made from");
    line(
        "[`profile-v1.schema.json`]"
            + "(../job/model/src/main/resources/io/tracewright/model/profile/profile-v1.schema.json);");
    line("[profiles.md](profiles.md) explains how the parts play together. A key in **bold** is");
    line(
        "required. An *identifier* is 1 to 64 letters, digits, `_`, `.`, `:`, `/` or `-`, beginning");
    line(
        "with a letter or a digit; a *key* is 1 to 64 lower-case letters, digits or `_`, beginning");
    line("with a letter.");
    section("Profile", "profile", schema);
    for (Map.Entry<String, JsonNode> definition : schema.path("$defs").properties()) {
      String name = definition.getKey();
      section(title(name), name, definition.getValue());
    }
    return page.toString();
  }

  private void section(String title, String name, JsonNode object) {
    line("");
    line("## " + title);
    line("");
    line(object.path("description").asText());
    line("");
    if (name.equals("law")) {
      families(object);
      return;
    }
    Set<String> required = new HashSet<>();
    object.path("required").forEach(key -> required.add(key.asText()));
    line("| key | type | range | default | description |");
    line("|---|---|---|---|---|");
    for (Map.Entry<String, JsonNode> property : object.path("properties").properties()) {
      String key = "`" + property.getKey() + "`";
      JsonNode of = target(property.getValue());
      line(
          "| "
              + String.join(
                  " | ",
                  required.contains(property.getKey()) ? "**" + key + "**" : key,
                  type(property.getValue()),
                  range(of),
                  defaultOf(of),
                  property.getValue().path("description").asText().replace("|", "\\|"))
              + " |");
    }
  }

  private void families(JsonNode law) {
    line("| `family` | keys |");
    line("|---|---|");
    for (JsonNode family : law.path("properties").path("family").path("enum")) {
      JsonNode keys = schema.path("$defs").path("law_" + family.asText()).path("properties");
      line(
          "| ["
              + family.asText()
              + "](#"
              + anchor(title("law_" + family.asText()))
              + ") | "
              + keys.properties().stream()
                  .map(Map.Entry::getKey)
                  .filter(key -> !key.equals("family"))
                  .map(key -> "`" + key + "`")
                  .collect(Collectors.joining(", "))
              + " |");
    }
  }

  private String type(JsonNode property) {
    String ref = property.path("$ref").asText();
    if (ref.startsWith(REF) && ref.indexOf('/', REF.length()) < 0) {
      String title = title(ref.substring(REF.length()));
      return "[" + title.toLowerCase(Locale.ROOT) + "](#" + anchor(title) + ")";
    }
    JsonNode of = target(property);
    if (of.has("enum")) {
      return "one of " + quoted(of.path("enum"));
    }
    if (of.has("const")) {
      return "`" + of.path("const").asText() + "`";
    }
    return switch (of.path("type").asText()) {
      case "array" -> "list of " + type(of.path("items"));
      case "string" -> "text";
      case "integer" -> "whole number";
      case "boolean" -> "true or false";
      default -> of.path("type").asText();
    };
  }

  /** Follows a reference into a definition, which only the file of a domain makes. */
  private JsonNode target(JsonNode property) {
    String ref = property.path("$ref").asText();
    boolean within = ref.startsWith(REF) && ref.indexOf('/', REF.length()) > 0;
    return within ? schema.at(ref.substring(1)) : property;
  }

  private static String range(JsonNode of) {
    return switch (of.path("type").asText()) {
      case "number", "integer" ->
          (of.has("exclusiveMinimum")
                  ? "above " + of.path("exclusiveMinimum").asText()
                  : grouped(of.path("minimum")))
              + " to "
              + grouped(of.path("maximum"));
      case "array" ->
          (of.path("minItems").asInt() == of.path("maxItems").asInt()
                  ? ""
                  : of.path("minItems").asText() + " to ")
              + grouped(of.path("maxItems"))
              + " entries";
      case "string" ->
          of.has("pattern")
              ? (of.path("pattern").asText().startsWith("^[a-z]") ? "key" : "identifier")
              : of.has("maxLength")
                  ? "at most " + grouped(of.path("maxLength")) + " characters"
                  : "";
      default -> "";
    };
  }

  private static String grouped(JsonNode number) {
    return number.isIntegralNumber()
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : number.asText();
  }

  private static String defaultOf(JsonNode of) {
    JsonNode value = of.path("default");
    if (value.isMissingNode()) {
      return "";
    }
    return value.isTextual() && value.asText().isEmpty() ? "empty" : "`" + value.asText() + "`";
  }

  private static String quoted(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(value -> "`" + value.asText() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String title(String definition) {
    String words = definition.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
