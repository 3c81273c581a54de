package io.tracewright.engine.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Counts of categories compared with shares, or with the counts of another sample.
 *
 * <p>Categories that are expected less than {@value #LEAST_EXPECTED} times in either are pooled
 * (Cochran 1954), the rarest first; two categories of known shares are tested exactly.
 */
final class Shares {
  static final double LEAST_EXPECTED = 5;
  private static final double EXACT_UP_TO = 10_000;

  /** Counts of a category, and its share when both samples have the same shares. */
  private record Cell(double seen, double other, double share) {
    Cell plus(Cell more) {
      return new Cell(seen + more.seen, other + more.other, share + more.share);
    }
  }

  /**
   * How far counts are from what they are compared with.
   *
   * @param chiSquare Pearson's statistic over the design effect
   * @param chiSquareP chance of such a statistic
   * @param w Cohen's effect size, the part that chance explains taken off
   * @param likelihoodRatio the statistic G over the design effect
   * @param likelihoodRatioP chance of such a statistic
   * @param divergenceBits divergence of Kullback and Leibler from known shares, of Jensen and
   *     Shannon from another sample, bits, the part that chance explains taken off
   * @param units independent observations behind it
   */
  record Distance(
      double chiSquare,
      double chiSquareP,
      double w,
      double likelihoodRatio,
      double likelihoodRatioP,
      double divergenceBits,
      long units) {}

  private Shares() {}

  /**
   * Distance from known shares.
   *
   * @param shares expected shares, sum to 1
   * @param design variance of the counts over that of independent ones, at least 1
   * @return null when there is nothing to compare
   */
  static Distance from(
      SortedMap<String, Double> shares, SortedMap<String, Long> counts, double design) {
    double n = sum(counts);
    List<Cell> cells = new ArrayList<>();
    for (String name : names(shares.keySet(), counts.keySet())) {
      double share = shares.getOrDefault(name, 0.0);
      long count = counts.getOrDefault(name, 0L);
      if (share == 0 && count > 0) {
        return new Distance(n, 0, 1, n, 0, 1, Math.round(n / design));
      }
      cells.add(new Cell(count / design, 0, share));
    }
    return distance(cells, n / design, 0, design);
  }

  /** Distance from another sample's counts, whose design effect is the same. */
  static Distance between(
      SortedMap<String, Long> counts, SortedMap<String, Long> others, double design) {
    double n = sum(counts);
    double m = sum(others);
    List<Cell> cells = new ArrayList<>();
    for (String name : names(counts.keySet(), others.keySet())) {
      double seen = counts.getOrDefault(name, 0L);
      double other = others.getOrDefault(name, 0L);
      cells.add(new Cell(seen / design, other / design, (seen + other) / (n + m)));
    }
    return n == 0 || m == 0 ? null : distance(cells, n / design, m / design, design);
  }

  private static Distance distance(List<Cell> all, double n, double m, double design) {
    List<Cell> cells = pooled(all, m > 0 ? Math.min(n, m) : n);
    int freedom = cells.size() - 1;
    if (freedom < 1 || n == 0) {
      return null;
    }
    double chiSquare = 0;
    double ratio = 0;
    for (Cell cell : cells) {
      chiSquare += square(cell.seen - n * cell.share) / (n * cell.share);
      ratio += 2 * surprise(cell.seen, n * cell.share);
      if (m > 0) {
        chiSquare += square(cell.other - m * cell.share) / (m * cell.share);
        ratio += 2 * surprise(cell.other, m * cell.share);
      }
    }
    // What a statistic grows by with each observation when shares differ.
    double weight = m > 0 ? n * m / (n + m) : n;
    double excess = Math.max(0, chiSquare - freedom) / weight;
    double excessRatio = Math.max(0, ratio - freedom) / (2 * (n + m)) / StrictMath.log(2);
    ChiSquaredDistribution law = ChiSquaredDistribution.of(freedom);
    double p = law.survivalProbability(chiSquare);
    if (freedom == 1 && m == 0 && design == 1 && n <= EXACT_UP_TO) {
      Cell one = cells.get(0);
      p = BinomialTest.withDefaults().test((int) n, (int) one.seen, one.share).getPValue();
    }
    return new Distance(
        chiSquare,
        p,
        Math.sqrt(excess),
        ratio,
        law.survivalProbability(ratio),
        excessRatio,
        Math.round(n));
  }

  private static List<Cell> pooled(List<Cell> cells, double smallest) {
    List<Cell> rising = new ArrayList<>(cells);
    rising.removeIf(cell -> cell.share == 0);
    rising.sort(Comparator.comparingDouble(Cell::share));
    List<Cell> pooled = new ArrayList<>();
    Cell rest = null;
    for (Cell cell : rising) {
      rest = rest == null ? cell : rest.plus(cell);
      if (rest.share * smallest >= LEAST_EXPECTED) {
        pooled.add(rest);
        rest = null;
      }
    }
    if (rest != null && !pooled.isEmpty()) {
      pooled.set(pooled.size() - 1, pooled.get(pooled.size() - 1).plus(rest));
    }
    return pooled;
  }

  private static double square(double x) {
    return x * x;
  }

  private static double surprise(double seen, double expected) {
    return seen == 0 ? 0 : seen * StrictMath.log(seen / expected);
  }

  /** Shannon's entropy of counts, bits; 0 of nothing. */
  static double entropyBits(SortedMap<String, Long> counts) {
    double n = sum(counts);
    double bits = 0;
    for (long count : counts.values()) {
      if (count > 0) {
        bits -= count / n * StrictMath.log(count / n) / StrictMath.log(2);
      }
    }
    return bits;
  }

  /**
   * Variance of the entropy of a sample, squared bits: the delta method's (Basharin 1959) and, for
   * equal shares, where that is 0, its next term.
   *
   * @param design variance of the counts over that of independent ones, at least 1
   */
  static double entropyVariance(SortedMap<String, Long> counts, double design) {
    double n = sum(counts);
    double mean = 0;
    double meanSquare = 0;
    for (long count : counts.values()) {
      if (count > 0) {
        double bits = -StrictMath.log(count / n) / StrictMath.log(2);
        mean += count / n * bits;
        meanSquare += count / n * bits * bits;
      }
    }
    double independent = n / design;
    return Math.max(0, meanSquare - mean * mean) / independent
        + counts.size() / 2.0 * square(1 / (independent * StrictMath.log(2)));
  }

  /** What the entropy of a sample falls short of its law's, bits (Miller 1955). */
  static double entropyBias(SortedMap<String, Long> counts, double design) {
    return (counts.size() - 1) * design / (2 * sum(counts) * StrictMath.log(2));
  }

  /** Counts as shares of their sum. */
  static SortedMap<String, Double> of(SortedMap<String, Long> counts) {
    double n = sum(counts);
    SortedMap<String, Double> shares = new TreeMap<>();
    counts.forEach((name, count) -> shares.put(name, count / n));
    return shares;
  }

  static double sum(SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Set<String> names(Set<String> some, Set<String> more) {
    Set<String> names = new TreeSet<>(some);
    names.addAll(more);
    return names;
  }
}
