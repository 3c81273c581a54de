package io.tracewright.engine.generate.pilot;

import io.tracewright.model.profile.Anomalies;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.List;

/** A profile of which a part can be exchanged, so that a pilot shows what is asked of it. */
record Variation(WorkloadProfile profile) {

  Variation anomalies(Anomalies anomalies) {
    return of(profile.workloads(), anomalies);
  }

  Variation workloads(List<Workload> workloads) {
    return of(workloads, profile.anomalies());
  }

  private Variation of(List<Workload> workloads, Anomalies anomalies) {
    WorkloadProfile p = profile;
    return new Variation(
        new WorkloadProfile(
            p.schemaVersion(),
            p.name(),
            p.description(),
            p.seed(),
            p.scale(),
            p.window(),
            p.arrivals(),
            p.limits(),
            p.regions(),
            p.tenants(),
            p.personas(),
            workloads,
            p.models(),
            p.tools(),
            p.sequences(),
            p.errors(),
            p.errorBursts(),
            p.incidents(),
            anomalies,
            p.content(),
            p.domains(),
            p.targets(),
            p.budget()));
  }

  /** A workload with another share, and with its dependence or without. */
  static Workload workload(Workload w, double share, boolean dependent) {
    return new Workload(
        w.name(),
        w.category(),
        w.domain(),
        share,
        w.errorRate(),
        w.turns(),
        w.toolsPerTurn(),
        w.toolPatterns(),
        w.retrieval(),
        w.guardrail(),
        w.subAgents(),
        w.agents(),
        w.tools(),
        w.sequences(),
        w.corpora(),
        dependent ? w.dependence() : null);
  }
}
