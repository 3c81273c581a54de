package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * Rank correlations (Spearman) that the traces of a workload must show.
 *
 * @param variables two to four of {@code tokens} (all tokens of a trace), {@code latency} (of its
 *     root), {@code cost} (of all its spans) and {@code tools} (tool calls)
 * @param rankCorrelations symmetric matrix in the order of the variables, ones on its diagonal,
 *     positive definite
 */
public record Dependence(List<String> variables, List<List<Double>> rankCorrelations)
    implements Serializable {
  public Dependence {
    variables = List.copyOf(variables);
    rankCorrelations = rankCorrelations.stream().map(List::copyOf).toList();
  }
}
