package io.tracewright.engine;

import io.tracewright.model.profile.Limits;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Scale;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.Window;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.List;
import java.util.function.UnaryOperator;

/** Variations of the default preset. */
public final class Profiles {
  public static final WorkloadProfile DEFAULT = Presets.read("default");

  private Profiles() {}

  public static WorkloadProfile withWindow(Window window) {
    WorkloadProfile p = DEFAULT;
    return of(p, p.scale(), window, p.limits(), p.regions(), p.workloads(), p.models(), p.tools());
  }

  public static WorkloadProfile withLimits(int maxTraceDurationMs, int maxSpansPerTrace) {
    return withLimits(DEFAULT, maxTraceDurationMs, maxSpansPerTrace);
  }

  public static WorkloadProfile withLimits(
      WorkloadProfile p, int maxTraceDurationMs, int maxSpansPerTrace) {
    Limits limits = new Limits(maxTraceDurationMs, maxSpansPerTrace);
    return of(p, p.scale(), p.window(), limits, p.regions(), p.workloads(), p.models(), p.tools());
  }

  public static WorkloadProfile withRegions(List<Region> regions) {
    WorkloadProfile p = DEFAULT;
    return of(p, p.scale(), p.window(), p.limits(), regions, p.workloads(), p.models(), p.tools());
  }

  public static WorkloadProfile withWorkloads(UnaryOperator<Workload> change) {
    WorkloadProfile p = DEFAULT;
    List<Workload> workloads = p.workloads().stream().map(change).toList();
    return of(p, p.scale(), p.window(), p.limits(), p.regions(), workloads, p.models(), p.tools());
  }

  public static WorkloadProfile withModels(UnaryOperator<Model> change) {
    WorkloadProfile p = DEFAULT;
    List<Model> models = p.models().stream().map(change).toList();
    return of(p, p.scale(), p.window(), p.limits(), p.regions(), p.workloads(), models, p.tools());
  }

  public static WorkloadProfile withTools(UnaryOperator<Tool> change) {
    WorkloadProfile p = DEFAULT;
    List<Tool> tools = p.tools().stream().map(change).toList();
    return of(p, p.scale(), p.window(), p.limits(), p.regions(), p.workloads(), p.models(), tools);
  }

  public static Workload share(Workload w, double share) {
    return new Workload(
        w.name(),
        w.category(),
        w.domain(),
        share,
        w.errorRate(),
        w.turns(),
        w.toolsPerTurn(),
        w.parallelTools(),
        w.retrieval(),
        w.guardrail(),
        w.subAgents(),
        w.tools());
  }

  private static WorkloadProfile of(
      WorkloadProfile p,
      Scale scale,
      Window window,
      Limits limits,
      List<Region> regions,
      List<Workload> workloads,
      List<Model> models,
      List<Tool> tools) {
    return new WorkloadProfile(
        p.schemaVersion(),
        p.name(),
        p.description(),
        p.seed(),
        scale,
        window,
        limits,
        regions,
        p.tenants(),
        workloads,
        models,
        tools,
        p.errors());
  }
}
