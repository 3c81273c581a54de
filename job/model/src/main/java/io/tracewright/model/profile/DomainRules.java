package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules of a domain: its fields, and templates whose slots are among them. */
final class DomainRules {

  private static final Pattern SLOT = Pattern.compile("\\{([A-Za-z0-9_]+)}");

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
    Matcher slots = SLOT.matcher(document.at(at).asText());
    while (slots.find()) {
      if (!known.contains(slots.group(1))) {
        findings.add(at, NameRules.unknown("field", slots.group(1), "fields", known));
      }
    }
  }
}
