package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * Odd traces and spans, put in on purpose and recorded in the table {@code ground_truth}.
 *
 * @param rate share of traces with an anomaly, 0 to 1
 * @param kinds which, and how often relative to each other; empty: all, evenly
 * @param hidden whether rows of {@code events} keep quiet about them, so that a detector cannot
 *     cheat
 */
public record Anomalies(double rate, List<WeightedKind> kinds, boolean hidden)
    implements Serializable {
  static final Anomalies NONE = new Anomalies(0, null, false);

  public Anomalies {
    kinds = kinds == null ? List.of() : List.copyOf(kinds);
  }

  /**
   * A kind of anomaly.
   *
   * @param kind value of {@code anomaly}
   * @param weight relative frequency, above 0
   */
  public record WeightedKind(String kind, double weight) implements Serializable {}
}
