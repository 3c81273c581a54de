package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** Rules of the course of demand: each kind has what it needs, and there is demand at all. */
final class PatternRules {

  private static final JsonPointer PATTERN = JsonPointer.compile("/arrivals/pattern");

  private PatternRules() {}

  static void check(JsonNode profile, Findings findings) {
    JsonNode pattern = profile.at(PATTERN);
    String kind = pattern.path("kind").asText();
    switch (kind) {
      case "growth" -> needs(pattern, kind, findings, "factor");
      case "periodic" -> needs(pattern, kind, findings, "factor", "period_minutes");
      case "burst" -> {
        needs(pattern, kind, findings, "factor", "period_minutes", "length_minutes");
        JsonNode period = pattern.path("period_minutes");
        JsonNode length = pattern.path("length_minutes");
        if (period.isNumber()
            && length.isNumber()
            && length.doubleValue() >= period.doubleValue()) {
          findings.add(
              PATTERN.appendProperty("length_minutes"),
              length.asText() + " is not below period_minutes, which is " + period.asText());
        }
      }
      case "points" -> points(pattern.path("points"), findings);
      default -> {
        // Steady needs nothing, and an unknown kind is the schema's to name.
      }
    }
  }

  private static void needs(JsonNode pattern, String kind, Findings findings, String... keys) {
    for (String key : keys) {
      if (!pattern.has(key)) {
        findings.add(PATTERN, key + " is missing, " + kind + " needs it");
      }
    }
  }

  private static void points(JsonNode points, Findings findings) {
    JsonPointer list = PATTERN.appendProperty("points");
    if (points.isMissingNode()) {
      findings.add(PATTERN, "points is missing, points needs it");
      return;
    }
    if (points.isArray() && points.size() < 2) {
      findings.add(
          list, "has " + SchemaWording.entries(points.size()) + ", it must have at least 2");
      return;
    }
    boolean anyDemand = false;
    for (int i = 0; i < points.size(); i++) {
      JsonNode demand = points.path(i).path("demand");
      anyDemand |= !demand.isNumber() || demand.doubleValue() != 0;
      JsonNode before = points.path(i - 1).path("at");
      JsonNode at = points.path(i).path("at");
      if (before.isNumber() && at.isNumber() && at.doubleValue() <= before.doubleValue()) {
        findings.add(
            list.appendIndex(i).appendProperty("at"),
            at.asText() + " is not above that of the point before, which is " + before.asText());
      }
    }
    if (points.isArray() && !anyDemand) {
      findings.add(list, "demand is 0 at all of them, at one it must be above 0");
    }
  }
}
