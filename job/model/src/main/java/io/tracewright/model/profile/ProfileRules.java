package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Rules that a schema cannot state: shares that sum to 1, names that are unique and known, jobs
 * that some region may do.
 *
 * <p>All rules run on the document, whatever the schema said of it, so that one reading names every
 * problem; what is missing or of another type is left to the schema.
 */
final class ProfileRules {

  static final double SHARE_TOLERANCE = 0.001;

  private static final String[] LISTS_WITH_SHARES = {
    "/window/time_zones", "/regions", "/tenants", "/personas", "/workloads", "/models", "/errors"
  };

  private ProfileRules() {}

  /** Every rule, in any order: findings are sorted by their place in the file. */
  static void check(JsonNode profile, Findings findings) {
    for (String list : LISTS_WITH_SHARES) {
      sharesSumToOne(profile, JsonPointer.compile(list), findings);
    }
    NameRules names = new NameRules(profile, findings);
    names.unique(JsonPointer.compile("/window/time_zones"), "zone");
    names.unique(JsonPointer.compile("/regions"), "name");
    names.unique(JsonPointer.compile("/tenants"), "id");
    names.unique(JsonPointer.compile("/personas"), "name");
    names.unique(JsonPointer.compile("/workloads"), "name");
    names.unique(JsonPointer.compile("/models"), "name", "version");
    names.unique(JsonPointer.compile("/tools"), "name");
    names.unique(JsonPointer.compile("/sequences"), "name");
    names.unique(JsonPointer.compile("/errors"), "type");
    names.unique(JsonPointer.compile("/anomalies/kinds"), "kind");
    names.unique(JsonPointer.compile("/domains"), "name");
    residencies(profile, findings);
    WindowRules.check(profile, findings);
    PatternRules.check(profile, findings);
    WorkloadRules.check(profile, findings);
    ToolRules.check(profile, findings);
    IncidentRules.check(profile, findings);
    TargetRules.check(profile, findings);
    JsonPointer domains = JsonPointer.compile("/domains");
    for (int i = 0; i < profile.path("domains").size(); i++) {
      DomainRules.check(profile, domains.appendIndex(i), findings);
    }
    LawRules.check(profile, findings);
  }

  private static void sharesSumToOne(JsonNode profile, JsonPointer list, Findings findings) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode entry : profile.at(list)) {
      if (!entry.path("share").isNumber()) {
        return;
      }
      sum = sum.add(entry.path("share").decimalValue());
    }
    if (!profile.at(list).isEmpty() && Math.abs(sum.doubleValue() - 1) > SHARE_TOLERANCE + 1e-12) {
      findings.add(
          list, "shares sum to " + plain(sum) + ", they must sum to 1 (± " + SHARE_TOLERANCE + ")");
    }
  }

  /** What may not leave a jurisdiction needs a region there. */
  private static void residencies(JsonNode profile, Findings findings) {
    Set<String> served = new LinkedHashSet<>();
    for (JsonNode region : profile.path("regions")) {
      String residency = region.path("residency").asText();
      if (!residency.isEmpty() && region.path("share").asDouble() > 0) {
        served.add(residency);
      }
    }
    JsonPointer tenants = JsonPointer.compile("/tenants");
    for (int i = 0; i < profile.path("tenants").size(); i++) {
      JsonNode residency = profile.path("tenants").path(i).path("residency");
      if (residency.isTextual()
          && !residency.asText().isEmpty()
          && !served.contains(residency.asText())) {
        findings.add(
            tenants.appendIndex(i).appendProperty("residency"),
            SchemaWording.shown(residency)
                + " needs a region of that residency with a share above 0, regions have "
                + (served.isEmpty() ? "none" : NameRules.listed(served)));
      }
    }
  }

  static String plain(BigDecimal sum) {
    BigDecimal rounded = sum.setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.toPlainString();
  }
}
