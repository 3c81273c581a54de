package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** Rules of incidents: when they come, and whom they strike. */
final class IncidentRules {

  private static final JsonPointer INCIDENTS = JsonPointer.compile("/incidents");

  /** A storm's factor is ten times a share. */
  private static final double MAX_STORM_FACTOR = 10;

  private IncidentRules() {}

  static void check(JsonNode profile, Findings findings) {
    NameRules names = new NameRules(profile, findings);
    for (int i = 0; i < profile.at(INCIDENTS).size(); i++) {
      JsonPointer at = INCIDENTS.appendIndex(i);
      JsonNode incident = profile.at(at);
      if (incident.isObject() && incident.has("at") == incident.has("per_week")) {
        findings.add(
            at,
            incident.has("at")
                ? "has at and per_week, it must have one of them"
                : "at or per_week is missing");
      }
      target(incident, at.appendProperty("target"), names, findings);
      JsonNode factor = incident.path("factor");
      if (incident.path("kind").asText().equals("rate_limit_storm")
          && factor.asDouble() > MAX_STORM_FACTOR) {
        findings.add(
            at.appendProperty("factor"),
            factor.asText() + " is above 10, at which a rate_limit_storm refuses every call");
      }
    }
  }

  private static void target(
      JsonNode incident, JsonPointer at, NameRules names, Findings findings) {
    String kind = incident.path("kind").asText();
    switch (kind) {
      case "cascading_degradation" -> names.known(at, "tool", JsonPointer.compile("/tools"));
      case "rate_limit_storm" -> names.known(at, "model", JsonPointer.compile("/models"));
      case "flash_crowd", "ddos", "viral" -> {
        JsonNode target = incident.path("target");
        if (target.isTextual() && !target.asText().isEmpty()) {
          findings.add(at, SchemaWording.shown(target) + ": " + kind + " has no target");
        }
      }
      default -> {
        // An unknown kind is the schema's to name.
      }
    }
  }
}
