package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of tools: what they need and fall back on is known, and none needs itself. */
final class ToolRules {

  private static final JsonPointer TOOLS = JsonPointer.compile("/tools");

  private ToolRules() {}

  static void check(JsonNode profile, Findings findings) {
    NameRules names = new NameRules(profile, findings);
    Map<String, List<String>> needs = new LinkedHashMap<>();
    List<String> inOrder = new ArrayList<>();
    for (int i = 0; i < profile.at(TOOLS).size(); i++) {
      JsonPointer tool = TOOLS.appendIndex(i);
      JsonPointer dependsOn = tool.appendProperty("depends_on");
      names.unique(dependsOn);
      List<String> needed = new ArrayList<>();
      for (int k = 0; k < profile.at(dependsOn).size(); k++) {
        names.known(dependsOn.appendIndex(k), "tool", TOOLS);
        needed.add(profile.at(dependsOn).path(k).asText());
      }
      String name = profile.at(tool).path("name").asText();
      inOrder.add(name);
      needs.putIfAbsent(name, needed);
      fallback(profile.at(tool), tool.appendProperty("fallback"), names, findings);
      Set<String> fields = new LinkedHashSet<>();
      FieldRules.check(profile, tool.appendProperty("arguments"), fields, findings);
      FieldRules.check(profile, tool.appendProperty("result"), fields, findings);
    }
    List<String> circle = circle(needs);
    if (!circle.isEmpty()) {
      findings.add(
          TOOLS.appendIndex(inOrder.indexOf(circle.get(0))).appendProperty("depends_on"),
          "goes in a circle: " + String.join(" needs ", circle));
    }
  }

  private static void fallback(JsonNode tool, JsonPointer at, NameRules names, Findings findings) {
    JsonNode fallback = tool.path("fallback");
    if (fallback.isTextual() && fallback.equals(tool.path("name"))) {
      findings.add(at, SchemaWording.shown(fallback) + " is the tool itself, name another");
    } else {
      names.known(at, "tool", TOOLS);
    }
  }

  /**
   * The first way found from a tool back to itself, that tool at both ends; empty: there is none.
   * Depth first without recursion, since a stranger's chain may be long.
   */
  private static List<String> circle(Map<String, List<String>> needs) {
    Set<String> done = new HashSet<>();
    for (String start : needs.keySet()) {
      List<String> path = new ArrayList<>();
      Set<String> onPath = new HashSet<>();
      Deque<Iterator<String>> next = new ArrayDeque<>();
      next.push(List.of(start).iterator());
      while (!next.isEmpty()) {
        if (!next.peek().hasNext()) {
          next.pop();
          if (!path.isEmpty()) {
            String left = path.remove(path.size() - 1);
            onPath.remove(left);
            done.add(left);
          }
          continue;
        }
        String tool = next.peek().next();
        if (onPath.contains(tool)) {
          List<String> circle = new ArrayList<>(path.subList(path.indexOf(tool), path.size()));
          circle.add(tool);
          return circle;
        }
        if (!done.contains(tool)) {
          path.add(tool);
          onPath.add(tool);
          next.push(needs.getOrDefault(tool, List.of()).iterator());
        }
      }
    }
    return List.of();
  }
}
