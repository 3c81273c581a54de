package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * What a run may cost.
 *
 * @param maxCostUsd most that the simulated calls of a run may cost together, US dollars, above 0;
 *     the run ends at the last chunk's end before it; null: no limit
 */
public record Budget(Double maxCostUsd) implements Serializable {
  static final Budget NONE = new Budget(null);
}
