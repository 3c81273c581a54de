package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * Something that goes wrong, or gets popular, for a while. Planned incidents are recorded in the
 * table {@code incidents} as ground truth.
 *
 * @param kind {@code cascading_degradation}: a tool slows down and fails, then what depends on it,
 *     with gradual recovery; {@code flash_crowd}: sudden demand; {@code ddos}: demand from few
 *     users, mostly refused; {@code viral}: demand that grows and decays; {@code rate_limit_storm}:
 *     models refuse calls
 * @param at place of its start in the window, 0 to 1; null: see {@code per_week}
 * @param perWeek how many come in a week at random times, on average; null: exactly one, {@code at}
 * @param durationMinutes from its start to the last of its effects, minutes, above 0
 * @param factor how strong: of latency, of demand, or for a storm the share of calls refused times
 *     10; at least 1; null: the kind's usual
 * @param target tool at the root of a cascade, or model that refuses; empty: one by chance
 */
public record Incident(
    String kind, Double at, Double perWeek, double durationMinutes, Double factor, String target)
    implements Serializable {
  public Incident {
    target = target == null ? "" : target;
  }
}
