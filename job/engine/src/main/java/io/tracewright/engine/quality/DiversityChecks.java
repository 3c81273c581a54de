package io.tracewright.engine.quality;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.Tally;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Whether values vary as they should: Shannon's entropy and numbers of different values against the
 * reference's, and whether all that should occur does.
 */
final class DiversityChecks {
  /** Loss that does not matter, as a share. */
  private static final double LOSS = 0.1;

  /** The same of numbers of different values, which are estimates. */
  private static final double LOSS_OF_VALUES = 0.25;

  /** What a session's calls share: fewer choices than calls. */
  private static final double DESIGN = 2;

  private static final double LEAST_EXPECTED = 10;

  private final Evidence evidence;
  private final RunSummary reference;

  private DiversityChecks(Evidence evidence, RunSummary reference) {
    this.evidence = evidence;
    this.reference = reference;
  }

  static void run(Evidence evidence) {
    evidence.expected.reference().ifPresent(found -> new DiversityChecks(evidence, found).run());
  }

  private void run() {
    entropy(Measures.OPERATION, "");
    entropy(Measures.EVENT_TYPE, "");
    entropy(Measures.MODEL, "event_type = 'llm_call'");
    distinct(Measures.USERS);
    distinct(Measures.SESSIONS);
    distinct(Measures.CORPUS_RECORDS);
    Tally seen = evidence.seen.tally(Measures.OPERATION);
    reference
        .tally(Measures.OPERATION)
        .counts()
        .forEach((operation, calls) -> coverage(operation, calls, seen.get(operation)));
  }

  private void entropy(String column, String condition) {
    SortedMap<String, Long> counts = evidence.seen.tally(column).counts();
    double expected = Shares.entropyBits(reference.tally(column).counts());
    double bits = Shares.entropyBits(counts);
    if (expected > 0 && evidence.seen.traces() >= DistributionChecks.LEAST) {
      evidence.diversity(
          "entropy",
          column,
          "Shannon",
          bits,
          Math.max(0, 1 - bits / expected),
          LOSS,
          evidence.seen.tally(column).total(),
          String.format(
              Locale.ROOT,
              "%s varies by %.3f bits where %.3f are expected",
              column,
              bits,
              expected),
          evidence.queries.rows("entropy(" + column + ") AS bits", condition));
    }
  }

  private void distinct(String column) {
    double values = evidence.seen.distinct(column).estimate();
    // More rows hold no fewer values, and fewer rows at least their share of them.
    double expected =
        reference.distinct(column).estimate()
            * Math.min(1, (double) evidence.seen.traces() / Math.max(1, reference.traces()));
    if (expected >= LEAST_EXPECTED) {
      evidence.diversity(
          "distinct_values",
          column,
          "theta sketch",
          values,
          Math.max(0, 1 - values / expected),
          LOSS_OF_VALUES,
          evidence.seen.traces(),
          String.format(
              Locale.ROOT,
              "%s has %.0f different values where at least %.0f are expected",
              column,
              values,
              expected),
          evidence.queries.rows("uniq(" + column + ") AS n", ""));
    }
  }

  private void coverage(String operation, long others, long calls) {
    double expected = (double) others * evidence.seen.traces() / Math.max(1, reference.traces());
    if (expected < LEAST_EXPECTED) {
      return;
    }
    // Poisson: the chance that none of so many expected occurs.
    double p = calls > 0 ? 1 : StrictMath.exp(-expected / DESIGN);
    evidence.accuracy(
        "coverage",
        operation,
        "Poisson",
        (double) calls,
        p,
        calls > 0 ? 0 : 1,
        0,
        Math.round(expected),
        String.format(
            Locale.ROOT, "%s never occurs where %.0f spans are expected", operation, expected),
        evidence.queries.rows("count() AS n", "operation_name = " + Queries.quoted(operation)));
  }
}
