package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.LawSampler;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.ErrorKind;
import io.tracewright.model.profile.Sequence;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.Calibration.SolvedDependence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A profile's workloads, models, tools and sequences, prepared for playing. */
final class Cast {
  final List<ModelRole> models = new ArrayList<>();

  /** The models from the cheapest to the dearest, chosen by share. */
  final Choice<ModelRole> modelsByPrice;

  final ModelRole dearest;
  final Choice<ErrorKind> errors;

  private final Map<String, ToolRole> tools = new LinkedHashMap<>();
  private final IdentityHashMap<Workload, WorkloadRole> workloads = new IdentityHashMap<>();
  private final Map<String, SequenceRole> sequences = new HashMap<>();

  Cast(WorkloadProfile profile, Calibration calibration, Streams random) {
    for (int i = 0; i < profile.models().size(); i++) {
      models.add(ModelRole.of(i, profile.models().get(i), random));
    }
    for (int i = 0; i < profile.tools().size(); i++) {
      ToolRole role = ToolRole.of(i, profile.tools().get(i), random);
      tools.put(role.tool().name(), role);
    }
    List<ModelRole> byPrice =
        models.stream().sorted(Comparator.comparingDouble(Cast::typicalCostUsd)).toList();
    modelsByPrice = Choice.of(random, byPrice, role -> role.model().share());
    dearest = byPrice.get(byPrice.size() - 1);
    errors = Choice.of(random, profile.errors(), ErrorKind::share);
    for (Sequence sequence : profile.sequences()) {
      sequences.put(sequence.name(), SequenceRole.of(sequence, random));
    }
    for (Workload workload : profile.workloads()) {
      workloads.put(
          workload,
          WorkloadRole.of(
              workload, profile, tools, steering(workload, calibration, random), random));
    }
  }

  private static Steering steering(Workload workload, Calibration calibration, Streams random) {
    for (SolvedDependence solved : calibration.dependence()) {
      if (solved.workload().equals(workload.name()) && workload.dependence() != null) {
        return new Steering(workload.dependence(), solved, random);
      }
    }
    return null;
  }

  /** Price of a call with a typical prompt and answer; orders models whose prices cross. */
  private static double typicalCostUsd(ModelRole role) {
    return role.costUsd((int) role.promptTokens().at(0), 0, (int) role.completionTokens().at(0));
  }

  WorkloadRole role(Workload workload) {
    return workloads.get(workload);
  }

  SequenceRole sequence(String name) {
    return sequences.get(name);
  }

  /** A tool by name; null when there is none. */
  ToolRole tool(String name) {
    return tools.get(name);
  }

  /**
   * A sequence, prepared for playing.
   *
   * @param operation name of the span that holds the steps
   * @param durationsMs laws of the steps' durations
   */
  record SequenceRole(Sequence sequence, String operation, List<LawSampler> durationsMs) {
    static SequenceRole of(Sequence sequence, Streams random) {
      return new SequenceRole(
          sequence,
          "run_sequence " + sequence.name(),
          sequence.steps().stream().map(s -> LawSampler.of(s.durationMs(), random)).toList());
    }
  }
}
