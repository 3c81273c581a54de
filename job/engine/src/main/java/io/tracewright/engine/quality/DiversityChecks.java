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

  /** Of users and sessions where others came at other times: an order of magnitude. */
  private static final double LOSS_OF_OTHERS = 0.8;

  /** What a session's requests share: models and users stay, calls come again. */
  private static final double SESSION = 8;

  /** Requests of a session, and bursts of them, bring few new values. */
  private static final double VALUES = 4;

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
    entropy(Measures.OPERATION, "", 2);
    entropy(Measures.EVENT_TYPE, "", 2);
    entropy(Measures.MODEL, "event_type = 'llm_call'", SESSION);
    // How many come depends on the time and the number of traces, in no simple proportion.
    double ofPeople = evidence.expected.plannedTraces() > 0 ? LOSS_OF_VALUES : LOSS_OF_OTHERS;
    distinct(Measures.USERS, ofPeople);
    distinct(Measures.SESSIONS, ofPeople);
    distinct(Measures.CORPUS_RECORDS, LOSS_OF_VALUES);
    if (!evidence.isCounted(Measures.OPERATION)) {
      return;
    }
    Tally seen = evidence.seen.tally(Measures.OPERATION);
    reference
        .tally(Measures.OPERATION)
        .counts()
        .forEach((operation, calls) -> coverage(operation, calls, seen.get(operation)));
  }

  private void entropy(String column, String condition, double design) {
    if (!evidence.isCounted(column)) {
      return;
    }
    SortedMap<String, Long> counts = evidence.seen.tally(column).counts();
    SortedMap<String, Long> others = reference.tally(column).counts();
    double expected = Shares.entropyBits(others);
    double bits = Shares.entropyBits(counts);
    if (expected > 0 && evidence.seen.traces() >= DistributionChecks.LEAST) {
      evidence.diversity(
          "entropy",
          column,
          "Shannon",
          bits,
          evenLess(counts, others, design),
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

  /** Chance that a sample varies so much less than another of the same law. */
  private double evenLess(
      SortedMap<String, Long> counts, SortedMap<String, Long> others, double design) {
    double of = design * perTrace(counts, evidence.seen);
    double ofOthers = design * perTrace(others, reference);
    double less =
        Shares.entropyBits(others)
            + Shares.entropyBias(others, ofOthers)
            - Shares.entropyBits(counts)
            - Shares.entropyBias(counts, of);
    double variance = Shares.entropyVariance(counts, of) + Shares.entropyVariance(others, ofOthers);
    return Correlation.twoSided(Math.max(0, less) / Math.sqrt(variance));
  }

  /** Values of a trace hang together. */
  private static double perTrace(SortedMap<String, Long> counts, RunSummary summary) {
    return Math.max(1, Shares.sum(counts) / Math.max(1, summary.traces()));
  }

  private void distinct(String column, double tolerance) {
    double values = evidence.seen.distinct(column).estimate();
    // More rows hold no fewer values, and fewer rows at least their share of them.
    double share = Math.min(1, (double) evidence.seen.traces() / Math.max(1, reference.traces()));
    double expected = share * reference.distinct(column).estimate();
    // New values come as events do: a number varies by its root (Poisson), the other's share too.
    double sigma = Math.sqrt(VALUES * (values + share * expected));
    if (expected >= LEAST_EXPECTED) {
      evidence.diversity(
          "distinct_values",
          column,
          "theta sketch",
          values,
          Correlation.twoSided(Math.max(0, expected - values) / sigma),
          Math.max(0, 1 - values / expected),
          tolerance,
          evidence.seen.traces(),
          String.format(
              Locale.ROOT,
              "%s has about %.0f different values where some %.0f are expected",
              column,
              values,
              expected),
          evidence.queries.rows("uniq(" + column + ") AS n", ""));
    }
  }

  private void coverage(String operation, long others, long calls) {
    double n = evidence.seen.traces();
    double m = Math.max(1, reference.traces());
    double expected = others * n / m;
    if (expected < LEAST_EXPECTED) {
      return;
    }
    // Of two samples of one rate: the chance that all of its calls fall into the other.
    double p = calls > 0 ? 1 : StrictMath.pow(m / (n + m), others / SESSION);
    evidence.accuracy(
        "coverage",
        operation,
        "binomial, two samples",
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
