package io.tracewright.model.run;

import java.io.Serializable;
import java.util.List;

/**
 * What was solved for before a run, on a sample, so that it shows what its profile asks for. Rows
 * follow from it as from the rest of the spec.
 *
 * @param latencyScale factor of all durations, above 0
 * @param errorScale factor of all failure rates, at least 0
 * @param dependence one entry for each workload that states a dependence
 */
public record Calibration(double latencyScale, double errorScale, List<SolvedDependence> dependence)
    implements Serializable {
  /** Nothing was asked for. */
  public static final Calibration NONE = new Calibration(1, 1, List.of());

  public Calibration {
    dependence = List.copyOf(dependence);
  }

  /**
   * How a workload's traces are steered.
   *
   * @param workload name of the workload
   * @param latent correlations of the normal scores behind the variables, in their order: a
   *     positive definite matrix, of which the asked rank correlations are the outcome
   * @param latencyMs root durations at equally spaced probabilities, ascending, milliseconds; empty
   *     when latency is no variable
   * @param tokens total tokens at equally spaced probabilities, ascending; empty when tokens is no
   *     variable
   */
  public record SolvedDependence(
      String workload, List<List<Double>> latent, List<Double> latencyMs, List<Double> tokens)
      implements Serializable {
    public SolvedDependence {
      latent = latent.stream().map(List::copyOf).toList();
      latencyMs = List.copyOf(latencyMs);
      tokens = List.copyOf(tokens);
    }
  }
}
