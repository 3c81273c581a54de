package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Defect;
import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.Scores;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The scores of a report; docs/quality.md states the formulas. */
final class Scoring {
  private Scoring() {}

  /**
   * Scores what was seen.
   *
   * @param accuracy judged checks of accuracy
   * @param diversity judged checks of diversity
   */
  static Scores of(
      Expectation expected, RunSummary seen, List<Check> accuracy, List<Check> diversity) {
    double[] scores = {
      completeness(expected, seen),
      accuracy(accuracy),
      consistency(seen),
      expected.reference().isPresent() ? diversity(diversity) : evenness(seen)
    };
    double product = 1;
    for (double score : scores) {
      product *= score;
    }
    return new Scores(scores[0], scores[1], scores[2], scores[3], StrictMath.pow(product, 0.25));
  }

  private static double completeness(Expectation expected, RunSummary seen) {
    double rows = seen.rows();
    if (rows == 0) {
      return 0;
    }
    double planned = expected.plannedTraces() == 0 ? seen.traces() : expected.plannedTraces();
    double there = Math.min(seen.traces() / planned, planned / seen.traces());
    double once = 1 - seen.defects(Defect.DUPLICATE) / rows;
    double filled = 1 - CountFindings.missing(seen) / (rows * Required.ALL.size());
    return there * once * filled;
  }

  private static double consistency(RunSummary seen) {
    double score = seen.rows() == 0 ? 0 : 1;
    for (Defect defect : Defect.values()) {
      if (defect != Defect.DUPLICATE && score > 0) {
        boolean ofTraces = defect == Defect.ROOTS || defect == Defect.MIXED_USER;
        double of = ofTraces ? seen.traces() : seen.rows();
        score *= Math.max(0, 1 - seen.defects(defect) / of);
      }
    }
    return score;
  }

  /** Of each kind of check the worst: one swapped law among a hundred right ones is no trifle. */
  private static double accuracy(List<Check> checks) {
    SortedMap<String, Double> worst = new TreeMap<>();
    for (Check check : checks) {
      double score = check.passed() ? 1 : check.tolerance() / check.effect();
      worst.merge(check.name(), score, Math::min);
    }
    return worst.values().stream().mapToDouble(Double::doubleValue).average().orElse(1);
  }

  private static double diversity(List<Check> checks) {
    return checks.stream().mapToDouble(check -> 1 - check.effect()).average().orElse(1);
  }

  /** Entropy of the operations over the greatest that so many could have. */
  private static double evenness(RunSummary seen) {
    SortedMap<String, Long> operations = seen.tally(Measures.OPERATION).counts();
    return operations.size() < 2
        ? 0
        : Shares.entropyBits(operations) * StrictMath.log(2) / StrictMath.log(operations.size());
  }
}
