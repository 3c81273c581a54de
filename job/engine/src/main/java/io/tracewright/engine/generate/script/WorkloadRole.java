package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Anomalies.WeightedKind;
import io.tracewright.model.profile.AnomalyKind;
import io.tracewright.model.profile.AnomalyKinds;
import io.tracewright.model.profile.ToolPatterns;
import io.tracewright.model.profile.WeightedTool;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.List;
import java.util.Map;

/**
 * A workload, prepared for playing.
 *
 * @param tools the tools that it calls; null: none
 * @param rarest its tools from the least to the most frequent
 * @param strangers tools of the catalogue that it never calls
 * @param withFallback of its tools, those that have a fallback; null: none
 * @param mischief kinds of anomaly that its traces can show; null: none
 * @param steering what makes its traces fit asked correlations; null: nothing is asked
 */
record WorkloadRole(
    Workload workload,
    String operation,
    Choice<ToolRole> tools,
    List<ToolRole> rarest,
    List<ToolRole> strangers,
    Choice<ToolRole> withFallback,
    Choice<ToolPattern> patterns,
    List<String> subAgents,
    Choice<AnomalyKind> mischief,
    Steering steering) {

  static WorkloadRole of(
      Workload workload,
      WorkloadProfile profile,
      Map<String, ToolRole> catalogue,
      Steering steering,
      Streams random) {
    List<WeightedTool> own = workload.tools();
    List<WeightedTool> safe =
        own.stream().filter(t -> !catalogue.get(t.name()).tool().fallback().isEmpty()).toList();
    List<String> names = own.stream().map(WeightedTool::name).toList();
    return new WorkloadRole(
        workload,
        invokeAgent(workload.name()),
        choice(own, catalogue, random),
        own.stream()
            .sorted((a, b) -> Double.compare(a.weight(), b.weight()))
            .map(t -> catalogue.get(t.name()))
            .toList(),
        profile.tools().stream()
            .filter(t -> !names.contains(t.name()))
            .map(t -> catalogue.get(t.name()))
            .toList(),
        choice(safe, catalogue, random),
        patterns(workload.toolPatterns(), random),
        workload.agents().names().stream().map(WorkloadRole::invokeAgent).toList(),
        mischief(AnomalyKinds.shownBy(workload, profile), random),
        steering);
  }

  private static Choice<ToolRole> choice(
      List<WeightedTool> tools, Map<String, ToolRole> catalogue, Streams random) {
    if (tools.isEmpty()) {
      return null;
    }
    List<ToolRole> roles = tools.stream().map(t -> catalogue.get(t.name())).toList();
    return Choice.of(random, roles, role -> weight(tools, role));
  }

  private static double weight(List<WeightedTool> tools, ToolRole role) {
    return tools.stream()
        .filter(t -> t.name().equals(role.tool().name()))
        .mapToDouble(WeightedTool::weight)
        .sum();
  }

  private static Choice<AnomalyKind> mischief(List<WeightedKind> shown, Streams random) {
    if (shown.isEmpty()) {
      return null;
    }
    double[] weights = shown.stream().mapToDouble(WeightedKind::weight).toArray();
    List<AnomalyKind> kinds = shown.stream().map(kind -> AnomalyKind.of(kind.kind())).toList();
    return Choice.of(random, kinds, kind -> weights[kinds.indexOf(kind)]);
  }

  private static Choice<ToolPattern> patterns(ToolPatterns weights, Streams random) {
    return Choice.of(
        random,
        List.of(ToolPattern.values()),
        pattern ->
            switch (pattern) {
              case SEQUENTIAL_CHAIN -> weights.sequentialChain();
              case PARALLEL_GATHER -> weights.parallelGather();
              case CONDITIONAL_BRANCH -> weights.conditionalBranch();
              case RETRY_FALLBACK -> weights.retryFallback();
            });
  }

  private static String invokeAgent(String agent) {
    return "invoke_agent " + agent;
  }
}
