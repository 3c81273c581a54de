package io.tracewright.engine.quality;

import io.tracewright.model.report.Check;
import io.tracewright.model.report.Severity;

/**
 * A check that was made and not yet judged.
 *
 * @param score what it adds to: accuracy or diversity; or neither
 * @param check its figures; {@code significant} and {@code passed} do not count yet
 * @param severity of the finding if it fails
 * @param text what is found then, in a sentence
 * @param sql query that shows it
 */
record Trial(Score score, Check check, Severity severity, String text, String sql) {
  enum Score {
    ACCURACY,
    DIVERSITY,
    NEITHER
  }

  /**
   * The check, judged.
   *
   * @param threshold largest p-value that is significant; a check without one is, as soon as its
   *     effect is beyond the tolerance
   */
  Check judged(double threshold) {
    boolean beyond = check.effect() > check.tolerance();
    boolean significant = Double.isNaN(check.pValue()) ? beyond : check.pValue() <= threshold;
    return new Check(
        check.name(),
        check.subject(),
        check.method(),
        check.statistic(),
        check.pValue(),
        check.effect(),
        check.tolerance(),
        check.observations(),
        significant,
        !(significant && beyond));
  }
}
