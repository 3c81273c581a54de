package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Rules that a schema cannot state: shares that sum to 1, names that are unique and known, counts
 * in order.
 *
 * <p>They run on the document, whatever the schema said of it, so that one reading names every
 * problem; what is missing or of another type is left to the schema.
 */
final class ProfileRules {

  static final double SHARE_TOLERANCE = 0.001;

  private final JsonNode profile;
  private final Findings findings;

  private ProfileRules(JsonNode profile, Findings findings) {
    this.profile = profile;
    this.findings = findings;
  }

  static void check(JsonNode profile, Findings findings) {
    ProfileRules rules = new ProfileRules(profile, findings);
    for (String list : new String[] {"regions", "tenants", "workloads", "models", "errors"}) {
      rules.sharesSumToOne(list);
    }
    JsonPointer top = JsonPointer.empty();
    rules.unique(top.appendProperty("regions"), "name");
    rules.unique(top.appendProperty("tenants"), "id");
    rules.unique(top.appendProperty("workloads"), "name");
    rules.unique(top.appendProperty("models"), "name", "version");
    rules.unique(top.appendProperty("tools"), "name");
    rules.unique(top.appendProperty("errors"), "type");
    for (int i = 0; i < profile.path("workloads").size(); i++) {
      rules.workload(top.appendProperty("workloads").appendIndex(i));
    }
  }

  private void sharesSumToOne(String list) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode entry : profile.path(list)) {
      if (!entry.path("share").isNumber()) {
        return;
      }
      sum = sum.add(entry.path("share").decimalValue());
    }
    if (!profile.path(list).isEmpty()
        && Math.abs(sum.doubleValue() - 1) > SHARE_TOLERANCE + 1e-12) {
      findings.add(
          JsonPointer.empty().appendProperty(list),
          "shares sum to " + plain(sum) + ", they must sum to 1 (± " + SHARE_TOLERANCE + ")");
    }
  }

  /** The entries of a list differ in at least one of the keys. */
  private void unique(JsonPointer list, String... keys) {
    Map<String, Integer> seen = new HashMap<>();
    JsonNode entries = profile.at(list);
    for (int i = 0; i < entries.size(); i++) {
      StringBuilder name = new StringBuilder();
      for (String key : keys) {
        JsonNode part = entries.path(i).path(key);
        if (!part.isTextual()) {
          name.setLength(0);
          break;
        }
        name.append(name.isEmpty() ? "" : "@").append(part.asText());
      }
      Integer first = name.isEmpty() ? null : seen.putIfAbsent(name.toString(), i);
      if (first != null) {
        findings.add(
            list.appendIndex(i).appendProperty(keys[0]),
            "'" + name + "' is already " + DottedPath.of(list.appendIndex(first)));
      }
    }
  }

  private void workload(JsonPointer at) {
    count(at.appendProperty("turns"), 1);
    count(at.appendProperty("tools_per_turn"), 0);
    JsonPointer tools = at.appendProperty("tools");
    unique(tools, "name");
    for (int i = 0; i < profile.at(tools).size(); i++) {
      JsonPointer name = tools.appendIndex(i).appendProperty("name");
      if (profile.at(name).isTextual() && !knownTools().contains(profile.at(name).asText())) {
        findings.add(name, unknownTool(profile.at(name).asText()));
      }
    }
  }

  private void count(JsonPointer range, int floor) {
    JsonNode min = profile.at(range).path("min");
    JsonNode max = profile.at(range).path("max");
    if (min.isInt() && min.intValue() >= 0 && min.intValue() < floor) {
      findings.add(range.appendProperty("min"), min.asText() + " is below the minimum of " + floor);
    }
    if (min.isInt() && max.isInt() && max.intValue() < min.intValue()) {
      findings.add(
          range.appendProperty("max"), max.asText() + " is below min, which is " + min.asText());
    }
  }

  private Set<String> knownTools() {
    Set<String> names = new LinkedHashSet<>();
    profile.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
    return names;
  }

  private String unknownTool(String name) {
    Set<String> known = knownTools();
    return "unknown tool '"
        + name
        + "', "
        + (known.isEmpty() ? "tools lists none" : "tools lists " + String.join(", ", known));
  }

  private static String plain(BigDecimal sum) {
    BigDecimal rounded = sum.setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.toPlainString();
  }
}
