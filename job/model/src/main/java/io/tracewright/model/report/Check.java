package io.tracewright.model.report;

import java.io.Serializable;

/**
 * A statistical check and its outcome.
 *
 * @param name what is checked, for example {@code workload_mix}
 * @param subject of what, for example the name of a tool; empty: of the whole
 * @param method name of the test, for example {@code chi-square}
 * @param statistic value of the test's statistic
 * @param pValue probability of such a statistic by chance alone, 0 to 1; NaN: the method has none
 * @param effect size of the deviation, in the unit of {@code tolerance}
 * @param tolerance the largest effect that does not matter
 * @param observations number of independent observations behind it
 * @param significant whether chance is excluded, all checks of the report considered together
 *     (Benjamini and Hochberg)
 * @param passed false when it is significant and the effect beyond its tolerance
 */
public record Check(
    String name,
    String subject,
    String method,
    double statistic,
    double pValue,
    double effect,
    double tolerance,
    long observations,
    boolean significant,
    boolean passed)
    implements Serializable {}
