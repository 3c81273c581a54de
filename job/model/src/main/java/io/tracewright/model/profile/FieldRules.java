package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules of fields: one way to fill each, and nothing that could be a card number. */
final class FieldRules {

  /** Card numbers have 13 digits or more. */
  private static final int MAX_DIGITS = 12;

  private static final String BEFORE = "what stands before it";

  private FieldRules() {}

  /** Checks a list of fields. */
  static void check(JsonNode document, JsonPointer list, Findings findings) {
    check(document, list, new LinkedHashSet<>(), findings);
  }

  /**
   * Checks a list of fields.
   *
   * @param before names on which they may depend; theirs are added
   */
  static void check(JsonNode document, JsonPointer list, Set<String> before, Findings findings) {
    new NameRules(document, findings).unique(list, "name");
    for (int i = 0; i < document.at(list).size(); i++) {
      JsonNode field = document.at(list).path(i);
      if (field.isObject()) {
        field(field, list.appendIndex(i), findings);
        dependence(field, list.appendIndex(i), before, findings);
        before.add(field.path("name").asText());
      }
    }
  }

  private static void dependence(
      JsonNode field, JsonPointer at, Set<String> before, Findings findings) {
    JsonPointer of = at.appendProperty("of");
    for (int i = 0; i < field.path("of").size(); i++) {
      String name = field.path("of").path(i).asText();
      if (!before.contains(name) && !name.equals(Field.TRACE)) {
        findings.add(of.appendIndex(i), NameRules.unknown("field", name, BEFORE, before));
      }
    }
    String atMost = field.path("at_most").asText();
    if (!atMost.isEmpty() && !before.contains(atMost)) {
      findings.add(
          at.appendProperty("at_most"), NameRules.unknown("field", atMost, BEFORE, before));
    } else if (!atMost.isEmpty() && !field.has("law")) {
      findings.add(at.appendProperty("at_most"), "is for numbers, this field has no law");
    }
  }

  private static void field(JsonNode field, JsonPointer at, Findings findings) {
    List<String> ways = new ArrayList<>();
    if (field.has("law")) {
      ways.add("law");
    }
    // A written profile holds empty ones.
    if (field.has("values")
        && !(field.path("values").isArray() && field.path("values").isEmpty())) {
      ways.add("values");
    }
    JsonNode pattern = field.path("pattern");
    if (field.has("pattern") && !(pattern.isTextual() && pattern.asText().isEmpty())) {
      ways.add("pattern");
    }
    if (ways.size() != 1) {
      findings.add(
          at,
          "has "
              + (ways.isEmpty() ? "none of" : String.join(" and ", ways) + ", it must have one of")
              + " law, values and pattern");
    }
    long digits = pattern.asText().chars().filter(c -> c == '#' || isDigit(c)).count();
    if (pattern.isTextual() && digits > MAX_DIGITS) {
      findings.add(at.appendProperty("pattern"), tooMany(pattern, digits, ""));
    }
    for (int i = 0; i < field.path("values").size(); i++) {
      JsonNode value = field.path("values").path(i);
      int row = longestRow(value.asText());
      if (value.isTextual() && row > MAX_DIGITS) {
        findings.add(at.appendProperty("values").appendIndex(i), tooMany(value, row, " in a row"));
      }
    }
  }

  private static String tooMany(JsonNode text, long digits, String where) {
    return SchemaWording.shown(text)
        + " has "
        + digits
        + " digits"
        + where
        + ", it must have at most "
        + MAX_DIGITS;
  }

  /** Most digits in a row, spaces and hyphens between them passed over as on a card. */
  private static int longestRow(String text) {
    int longest = 0;
    int row = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        longest = Math.max(longest, ++row);
      } else if (c != ' ' && c != '-') {
        row = 0;
      }
    }
    return longest;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
