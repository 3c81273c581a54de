package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tracewright.model.corpus.BuiltinCorpora;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules of workloads and of the sequences that they use. */
final class WorkloadRules {

  private static final JsonPointer WORKLOADS = JsonPointer.compile("/workloads");
  private static final JsonPointer TOOLS = JsonPointer.compile("/tools");
  private static final JsonPointer DOMAINS = JsonPointer.compile("/domains");
  private static final String BUILTIN = SourceResolver.BUILTIN_PREFIX;
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
    domain(at.appendProperty("domain"));
    corpora(at.appendProperty("corpora"));
    names.unique(at.appendProperty("agents").appendProperty("names"));
    DependenceRules.check(profile, at.appendProperty("dependence"), findings);
  }

  private void domain(JsonPointer at) {
    JsonNode domain = profile.at(at);
    Set<String> known = new LinkedHashSet<>();
    known.add(Workload.NO_DOMAIN);
    known.addAll(BuiltinDomains.names());
    known.addAll(names.names(DOMAINS));
    if (domain.isTextual() && !known.contains(domain.asText())) {
      findings.add(
          at,
          "unknown domain '"
              + domain.asText()
              + "', choose one of "
              + NameRules.listed(known)
              + ", or add one: a file beside the profile, and under domains its name and source");
    }
  }

  /** Names of imported corpora are for those to check who know what is imported. */
  private void corpora(JsonPointer list) {
    names.unique(list, "name");
    for (int i = 0; i < profile.at(list).size(); i++) {
      String name = profile.at(list).path(i).path("name").asText();
      if (name.startsWith(BUILTIN)
          && !BuiltinCorpora.names().contains(name.substring(BUILTIN.length()))) {
        findings.add(
            list.appendIndex(i).appendProperty("name"),
            "unknown corpus '"
                + name
                + "', built in are "
                + BuiltinCorpora.names().stream()
                    .map(known -> BUILTIN + known)
                    .collect(Collectors.joining(", ")));
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
