package io.tracewright.model.report;

import java.io.Serializable;

/**
 * How good the data is, each from 0 (worthless) to 1 (nothing to complain of). How each follows
 * from counts and checks is stated in docs/quality.md.
 *
 * @param completeness whether all that was promised is there, once, and filled in
 * @param accuracy whether shares, laws and correlations are the asked ones
 * @param consistency whether what belongs together agrees: parents, times, sums, users
 * @param diversity whether values vary as they should
 * @param overall of all four
 */
public record Scores(
    double completeness, double accuracy, double consistency, double diversity, double overall)
    implements Serializable {}
