package io.tracewright.engine.generate.random;

import java.util.List;

/**
 * What correlation of normal scores makes a rank correlation of the values that follow from them.
 */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * The correlation of two normal scores whose ranks correlate as asked: {@code 2 sin(pi rho / 6)}
   * (Pearson 1907; Kruskal, "Ordinal measures of association", 1958).
   *
   * <p>Values that increase with their score have the same ranks; ties weaken the correlation.
   *
   * @param spearman rank correlation, -1 to 1
   */
  public static double latent(double spearman) {
    return 2 * StrictMath.sin(Math.PI * spearman / 6);
  }

  /** The same for every entry of a matrix; the result need not be positive definite. */
  public static List<List<Double>> latent(List<List<Double>> spearman) {
    return spearman.stream()
        .map(row -> row.stream().map(entry -> latent(entry.doubleValue())).toList())
        .toList();
  }
}
