package io.tracewright.engine.quality;

import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.Tally;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.Severity;
import java.util.ArrayList;
import java.util.List;

/** What checks look at, and what they have tried. Not thread-safe. */
final class Evidence {
  final Expectation expected;
  final RunSummary seen;
  final Queries queries;
  final List<Trial> trials = new ArrayList<>();

  /** What could not be checked, and why. */
  final List<String> notAssessed = new ArrayList<>();

  Evidence(Expectation expected, RunSummary seen, Queries queries) {
    this.expected = expected;
    this.seen = seen;
    this.queries = queries;
  }

  /** Whether a dimension has few enough values to count them apart; if not, that is noted. */
  boolean isCounted(String dimension) {
    boolean counted =
        !seen.tally(dimension).overflowed()
            && expected.reference().stream()
                .noneMatch(reference -> reference.tally(dimension).overflowed());
    String reason = dimension + ": more than " + Tally.MAX_NAMES + " different values";
    if (!counted && !notAssessed.contains(reason)) {
      notAssessed.add(reason);
    }
    return counted;
  }

  /** Notes a check of accuracy whose failure is critical. */
  void accuracy(
      String name,
      String subject,
      String method,
      double statistic,
      double pValue,
      double effect,
      double tolerance,
      long observations,
      String text,
      String sql) {
    Check check =
        new Check(
            name, subject, method, statistic, pValue, effect, tolerance, observations, false, true);
    trials.add(new Trial(Trial.Score.ACCURACY, check, Severity.CRITICAL, text, sql));
  }

  /** Notes a check of diversity whose failure is critical. */
  void diversity(
      String name,
      String subject,
      String method,
      double statistic,
      double pValue,
      double effect,
      double tolerance,
      long observations,
      String text,
      String sql) {
    Check check =
        new Check(
            name, subject, method, statistic, pValue, effect, tolerance, observations, false, true);
    trials.add(new Trial(Trial.Score.DIVERSITY, check, Severity.CRITICAL, text, sql));
  }
}
