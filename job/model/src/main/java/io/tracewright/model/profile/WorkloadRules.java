package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Rules of workloads and of the sequences that they use. */
final class WorkloadRules {

  private static final JsonPointer WORKLOADS = JsonPointer.compile("/workloads");
  private static final JsonPointer TOOLS = JsonPointer.compile("/tools");
  private static final JsonPointer SEQUENCES = JsonPointer.compile("/sequences");

  private final JsonNode profile;
  private final Findings findings;
  private final NameRules names;

  private WorkloadRules(JsonNode profile, Findings findings) {
    this.profile = profile;
    this.findings = findings;
    this.names = new NameRules(profile, findings);
  }

  static void check(JsonNode profile, Findings findings) {
    WorkloadRules rules = new WorkloadRules(profile, findings);
    for (int i = 0; i < profile.at(WORKLOADS).size(); i++) {
      rules.workload(WORKLOADS.appendIndex(i));
    }
    for (int i = 0; i < profile.at(SEQUENCES).size(); i++) {
      rules.steps(SEQUENCES.appendIndex(i).appendProperty("steps"));
    }
  }

  private void workload(JsonPointer at) {
    count(at.appendProperty("turns"), 1);
    count(at.appendProperty("tools_per_turn"), 0);
    toolPatterns(at.appendProperty("tool_patterns"));
    JsonPointer tools = at.appendProperty("tools");
    names.unique(tools, "name");
    for (int i = 0; i < profile.at(tools).size(); i++) {
      names.known(tools.appendIndex(i).appendProperty("name"), "tool", TOOLS);
    }
    sequences(at.appendProperty("sequences"));
    names.unique(at.appendProperty("corpora"), "name");
    names.unique(at.appendProperty("agents").appendProperty("names"));
    DependenceRules.check(profile, at.appendProperty("dependence"), findings);
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

  private void toolPatterns(JsonPointer at) {
    JsonNode patterns = profile.at(at);
    if (!patterns.isObject()) {
      return;
    }
    for (JsonNode weight : patterns) {
      if (!weight.isNumber() || weight.doubleValue() != 0) {
        return;
      }
    }
    findings.add(at, "all are 0, at least one must be above 0");
  }

  private void sequences(JsonPointer list) {
    names.unique(list, "name");
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < profile.at(list).size(); i++) {
      JsonPointer entry = list.appendIndex(i);
      names.known(entry.appendProperty("name"), "sequence", SEQUENCES);
      JsonNode probability = profile.at(entry).path("probability");
      if (probability.isNumber()) {
        sum = sum.add(probability.decimalValue());
      }
    }
    if (sum.doubleValue() > 1 + ProfileRules.SHARE_TOLERANCE + 1e-12) {
      findings.add(
          list, "probabilities sum to " + ProfileRules.plain(sum) + ", they must sum to at most 1");
    }
  }

  private void steps(JsonPointer steps) {
    names.unique(steps, "name");
    for (int i = 0; i < profile.at(steps).size(); i++) {
      JsonNode step = profile.at(steps).path(i);
      JsonNode compensation = step.path("compensation");
      if (compensation.isTextual() && compensation.equals(step.path("name"))) {
        findings.add(
            steps.appendIndex(i).appendProperty("compensation"),
            SchemaWording.shown(compensation) + " is the step itself, another must undo it");
      }
    }
  }
}
