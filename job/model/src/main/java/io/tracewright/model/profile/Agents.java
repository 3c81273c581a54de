package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * How a supervisor hands turns to sub-agents.
 *
 * @param strategy {@code round_robin}: in turn, beginning anywhere; {@code priority_based}: the
 *     first in the list that has had no turn in the trace, and from the top again when all have;
 *     {@code load_balanced}: the one with the least work in the trace so far
 * @param names sub-agents in order of priority, at least one
 */
public record Agents(String strategy, List<String> names) implements Serializable {
  static final Agents DEFAULT = new Agents(null, null);

  public Agents {
    strategy = strategy == null ? "round_robin" : strategy;
    names =
        names == null
            ? List.of("triage", "data_analysis", "optimization", "reporting", "action_execution")
            : List.copyOf(names);
  }
}
