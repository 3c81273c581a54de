package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * Steps that happen in strict order, each after the one before has ended.
 *
 * @param name name of the span that holds the steps
 * @param steps at least one
 */
public record Sequence(String name, List<Step> steps) implements Serializable {
  public Sequence {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param name {@code operation_name} of its span
   * @param durationMs law of its duration, milliseconds
   * @param failureRate probability that it fails, 0 to 1, and with it the sequence
   * @param compensation name of the step that undoes it when a later one fails; empty: none.
   *     Undoing goes backwards, as in a saga
   */
  public record Step(String name, Law durationMs, double failureRate, String compensation)
      implements Serializable {
    public Step {
      compensation = compensation == null ? "" : compensation;
    }
  }
}
