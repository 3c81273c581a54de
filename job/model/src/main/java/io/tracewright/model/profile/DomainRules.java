package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules of a domain: its fields, and templates whose slots are among them. */
final class DomainRules {

  /** What begins like a slot; before a quotation mark a brace is the text's own. */
  private static final Pattern BEGINNING = Pattern.compile("\\{\\s*\\w[^{}]*}?");

  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
  private static final int MAX_SHOWN = 24;

  private DomainRules() {}

  /**
   * Checks a domain that is inline, or filled in from its file.
   *
   * @param at place of the domain in the document
   */
  static void check(JsonNode document, JsonPointer at, Findings findings) {
    JsonPointer fields = at.appendProperty("fields");
    FieldRules.check(document, fields, findings);
    JsonNode pack = document.at(at);
    if (DomainPacks.isUnread(pack)) {
      return;
    }
    NameRules names = new NameRules(document, findings);
    Set<String> known = names.names(fields);
    JsonPointer templates = at.appendProperty("templates");
    for (int i = 0; i < document.at(templates).size(); i++) {
      for (String text : new String[] {"prompt", "response"}) {
        slots(document, templates.appendIndex(i).appendProperty(text), known, findings);
      }
    }
    if (pack.path("template_share").asDouble() > 0 && document.at(templates).isEmpty()) {
      findings.add(
          at.appendProperty("template_share"),
          pack.path("template_share").asText() + " needs templates, there are none");
    }
  }

  private static void slots(
      JsonNode document, JsonPointer at, Set<String> known, Findings findings) {
    Matcher begun = BEGINNING.matcher(document.at(at).asText());
    while (begun.find()) {
      Matcher slot = SLOT.matcher(begun.group());
      if (!slot.matches()) {
        findings.add(
            at,
            "'"
                + shown(begun.group())
                + "' is no slot: a slot is the name of a field in braces, like {order_id}");
      } else if (!known.contains(slot.group(1))) {
        findings.add(at, NameRules.unknown("field", slot.group(1), "fields", known));
      }
    }
  }

  private static String shown(String slot) {
    return slot.length() <= MAX_SHOWN ? slot : slot.substring(0, MAX_SHOWN) + "…";
  }
}
