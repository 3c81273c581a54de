package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.Step;
import java.util.function.Supplier;

/**
 * What is odd about a trace.
 *
 * @param step the span; null: the trace as a whole
 * @param score how odd: 1 is where alarms begin
 * @param feature what is odd
 * @param expectedLow lower end of what is usual
 * @param expectedHigh upper end of what is usual
 * @param seen what was seen
 * @param text the same in a sentence; most are never asked for it
 */
record Oddity(
    Step step,
    double score,
    String feature,
    double expectedLow,
    double expectedHigh,
    double seen,
    Supplier<String> text) {}
