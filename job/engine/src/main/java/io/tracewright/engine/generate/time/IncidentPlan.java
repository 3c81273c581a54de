package io.tracewright.engine.generate.time;

import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Incident;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * The incidents of a run: those that the profile sets and those that come by chance, which are a
 * Poisson process. A pure function of the spec.
 */
public final class IncidentPlan {
  private static final int MOST = 1_000;
  private static final double WEEK_MS = 7 * 86_400_000.0;
  private static final double MINUTE_MS = 60_000;

  private IncidentPlan() {}

  /** Incidents in the order of starts, at most 1,000, each within the window. */
  public static List<PlannedIncident> of(RunSpec spec) {
    WorkloadProfile profile = spec.profile();
    Streams random = new Streams();
    List<PlannedIncident> planned = new ArrayList<>();
    for (int i = 0; i < profile.incidents().size(); i++) {
      Incident incident = profile.incidents().get(i);
      random.seed(spec.seed(), Streams.Purpose.INCIDENTS, i);
      int count = Math.min(count(incident, spec, random), MOST - planned.size());
      for (int n = 0; n < count; n++) {
        planned.add(planned(incident, spec, random));
      }
    }
    planned.sort(Comparator.comparingLong(PlannedIncident::startMs));
    for (int i = 0; i < planned.size(); i++) {
      planned.set(i, numbered(planned.get(i), i + 1));
    }
    return List.copyOf(planned);
  }

  private static int count(Incident incident, RunSpec spec, Streams random) {
    if (incident.perWeek() == null) {
      return 1;
    }
    double mean = incident.perWeek() * (spec.windowEndMs() - spec.windowStartMs()) / WEEK_MS;
    return mean > 0 ? PoissonSampler.of(random, Math.min(mean, 2 * MOST)).sample() : 0;
  }

  private static PlannedIncident planned(Incident incident, RunSpec spec, Streams random) {
    IncidentKind kind = IncidentKind.of(incident.kind());
    double place =
        incident.perWeek() == null && incident.at() != null ? incident.at() : random.nextDouble();
    long lengthMs = spec.windowEndMs() - spec.windowStartMs();
    long startMs = spec.windowStartMs() + Math.min((long) (place * lengthMs), lengthMs - 1);
    double durationMs = incident.durationMinutes() * MINUTE_MS;
    long endMs = Math.min(startMs + Math.max(1, (long) durationMs), spec.windowEndMs());
    long peakMs = Math.min(startMs + (long) (kind.rise * durationMs), endMs);
    double factor = incident.factor() == null ? kind.usualFactor : incident.factor();
    String target =
        incident.target().isEmpty() ? chance(kind, spec.profile(), random) : incident.target();
    return new PlannedIncident(0, kind.label, target, startMs, peakMs, endMs, factor);
  }

  private static String chance(IncidentKind kind, WorkloadProfile profile, Streams random) {
    if (kind == IncidentKind.CASCADING_DEGRADATION && !profile.tools().isEmpty()) {
      List<Tool> needed = profile.tools().stream().filter(tool -> isNeeded(tool, profile)).toList();
      List<Tool> roots = needed.isEmpty() ? profile.tools() : needed;
      return roots.get(random.nextInt(roots.size())).name();
    }
    return kind == IncidentKind.RATE_LIMIT_STORM
        ? Choice.of(random, profile.models(), Model::share).draw().name()
        : "";
  }

  private static boolean isNeeded(Tool tool, WorkloadProfile profile) {
    return profile.tools().stream().anyMatch(other -> other.dependsOn().contains(tool.name()));
  }

  private static PlannedIncident numbered(PlannedIncident p, int id) {
    return new PlannedIncident(
        id, p.kind(), p.target(), p.startMs(), p.peakMs(), p.endMs(), p.factor());
  }
}
