package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * What a run must show as a whole; solved for before it starts, by trying on a sample.
 *
 * @param meanLatencyMs mean duration of traces, milliseconds; null: as it comes
 * @param errorRate share of traces that fail, 0 to 1; null: as it comes
 * @param tracesPerHour mean number of traces an hour over the window, which then decides how many
 *     there are; null: as many as {@code scale.traces}
 */
public record Targets(Double meanLatencyMs, Double errorRate, Double tracesPerHour)
    implements Serializable {
  static final Targets NONE = new Targets(null, null, null);
}
