package io.tracewright.engine.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Which of many findings to believe (Benjamini and Hochberg 1995). */
final class Discoveries {
  private Discoveries() {}

  /**
   * The findings that stand so that of them at most a given share is chance, the least probable
   * first.
   *
   * @param probability of each by chance alone
   * @param tested how many were looked at, those not among the findings included
   * @param share of false discoveries, 0 to 1
   */
  static <T> List<T> of(
      List<T> findings, ToDoubleFunction<T> probability, int tested, double share) {
    List<T> sorted = new ArrayList<>(findings);
    sorted.sort(Comparator.comparingDouble(probability));
    int believed = 0;
    for (int rank = 1; rank <= sorted.size(); rank++) {
      if (probability.applyAsDouble(sorted.get(rank - 1)) <= share * rank / tested) {
        believed = rank;
      }
    }
    return List.copyOf(sorted.subList(0, believed));
  }
}
