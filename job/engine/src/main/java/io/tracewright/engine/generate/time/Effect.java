package io.tracewright.engine.generate.time;

import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.PlannedIncident;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What one incident does to the tools and models of a platform. Immutable. */
final class Effect {
  private static final double DELAY_A_HOP = 0.10;
  private static final double LEFT_A_HOP = 0.6;
  private static final double MOST_REFUSED = 0.95;

  final PlannedIncident planned;
  final IncidentKind kind;

  /** Steps of dependence from the root of a cascade to each tool; -1: not reached. */
  private final int[] hops;

  private final boolean[] refusing;

  Effect(PlannedIncident planned, WorkloadProfile profile) {
    this.planned = planned;
    this.kind = IncidentKind.of(planned.kind());
    this.hops = new int[profile.tools().size()];
    Arrays.fill(hops, -1);
    if (kind == IncidentKind.CASCADING_DEGRADATION) {
      spread(profile.tools());
    }
    this.refusing = new boolean[profile.models().size()];
    for (int i = 0; i < refusing.length; i++) {
      Model model = profile.models().get(i);
      refusing[i] =
          kind == IncidentKind.RATE_LIMIT_STORM
              && (planned.target().isEmpty() || planned.target().equals(model.name()));
    }
  }

  /** Breadth first, so that each tool is reached by the shortest way. */
  private void spread(List<Tool> tools) {
    Deque<Integer> reached = new ArrayDeque<>();
    for (int i = 0; i < hops.length; i++) {
      if (tools.get(i).name().equals(planned.target())) {
        hops[i] = 0;
        reached.add(i);
      }
    }
    while (!reached.isEmpty()) {
      int needed = reached.remove();
      for (int i = 0; i < hops.length; i++) {
        if (hops[i] < 0 && tools.get(i).dependsOn().contains(tools.get(needed).name())) {
          hops[i] = hops[needed] + 1;
          reached.add(i);
        }
      }
    }
  }

  /** How much longer a tool's calls take, as a share of themselves, at least 0. */
  double toolExcess(int tool, double timeMs) {
    if (hops[tool] < 0) {
      return 0;
    }
    double delayMs = hops[tool] * DELAY_A_HOP * (planned.endMs() - planned.startMs());
    return (planned.factor() - 1)
        * StrictMath.pow(LEFT_A_HOP, hops[tool])
        * kind.strength(planned, timeMs, delayMs);
  }

  /** Share of a model's calls that are refused, 0 to 0.95. */
  double modelRefusal(int model, double timeMs) {
    return refusing[model]
        ? Math.min(MOST_REFUSED, planned.factor() / 10) * kind.strength(planned, timeMs, 0)
        : 0;
  }

  /** What demand is multiplied by, at least 1. */
  double demand(double timeMs) {
    return kind.raisesDemand ? kind.demand(planned, timeMs) : 1;
  }
}
