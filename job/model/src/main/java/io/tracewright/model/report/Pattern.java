package io.tracewright.model.report;

import java.io.Serializable;

/**
 * A regularity that a window shows.
 *
 * @param window the window
 * @param kind {@code tool_sequence}, {@code peak}, {@code period}, {@code failure_cascade}, {@code
 *     error_burst}, {@code correlation} or {@code change_point}
 * @param subject what shows it, for example {@code search > fetch > summarise}
 * @param count how often it was seen, at least 1
 * @param support share of the traces that show it, 0 to 1; NaN: has none
 * @param strength how far it is from chance: lift, correlation, ratio; its meaning is the kind's
 * @param text the same in a sentence
 */
public record Pattern(
    AnalysisWindow window,
    String kind,
    String subject,
    long count,
    double support,
    double strength,
    String text)
    implements Serializable {}
