package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that are unique in their list, and names that another list knows. */
final class NameRules {

  private static final int MAX_LISTED = 20;

  private final JsonNode document;
  private final Findings findings;
  private final Map<JsonPointer, Set<String>> known = new HashMap<>();

  NameRules(JsonNode document, Findings findings) {
    this.document = document;
    this.findings = findings;
  }

  /** The entries of a list differ in at least one of the keys; without keys, themselves. */
  void unique(JsonPointer list, String... keys) {
    Map<String, Integer> seen = new HashMap<>();
    JsonNode entries = document.at(list);
    for (int i = 0; i < entries.size(); i++) {
      String name = name(entries.path(i), keys);
      Integer first = name.isEmpty() ? null : seen.putIfAbsent(name, i);
      if (first != null) {
        JsonPointer at = list.appendIndex(i);
        findings.add(
            keys.length == 0 ? at : at.appendProperty(keys[0]),
            "'" + name + "' is already " + DottedPath.of(list.appendIndex(first)));
      }
    }
  }

  /** The text is the name of an entry of a list; empty text and what is no text pass. */
  void known(JsonPointer at, String noun, JsonPointer list) {
    JsonNode name = document.at(at);
    if (!name.isTextual() || name.asText().isEmpty()) {
      return;
    }
    Set<String> names = known.computeIfAbsent(list, this::names);
    if (!names.contains(name.asText())) {
      findings.add(at, unknown(noun, name.asText(), DottedPath.of(list), names));
    }
  }

  static String unknown(String noun, String name, String list, Collection<String> names) {
    return "unknown "
        + noun
        + " '"
        + name
        + "', "
        + list
        + " lists "
        + (names.isEmpty() ? "none" : listed(names));
  }

  /** The names, cut when there are many. */
  static String listed(Collection<String> names) {
    return names.stream().limit(MAX_LISTED).collect(Collectors.joining(", "))
        + (names.size() > MAX_LISTED ? ", …" : "");
  }

  /** Values of {@code name} in the entries of a list, in their order. */
  Set<String> names(JsonPointer list) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode entry : document.at(list)) {
      if (entry.path("name").isTextual()) {
        names.add(entry.path("name").asText());
      }
    }
    return names;
  }

  /** Empty when a part is no text. */
  private static String name(JsonNode entry, String... keys) {
    if (keys.length == 0) {
      return entry.isTextual() ? entry.asText() : "";
    }
    StringBuilder name = new StringBuilder();
    for (String key : keys) {
      if (!entry.path(key).isTextual()) {
        return "";
      }
      name.append(name.isEmpty() ? "" : "@").append(entry.path(key).asText());
    }
    return name.toString();
  }
}
