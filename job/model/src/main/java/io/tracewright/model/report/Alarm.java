package io.tracewright.model.report;

import java.io.Serializable;

/**
 * A trace or span that a detector finds odd, and why.
 *
 * @param window the window
 * @param traceId the trace, as text
 * @param spanId the span, as text; empty: the trace as a whole
 * @param startMs its start, milliseconds since the epoch, UTC
 * @param detector {@code latency}, {@code degradation}, {@code burst}, {@code sequence} or {@code
 *     forest}
 * @param score how odd, above 0; comparable within a detector
 * @param feature what is odd, for example {@code latency_ms of vector_search}
 * @param expectedLow lower end of what is usual
 * @param expectedHigh upper end of what is usual
 * @param seen what was seen
 * @param text the same in a sentence
 */
public record Alarm(
    AnalysisWindow window,
    String traceId,
    String spanId,
    long startMs,
    String detector,
    double score,
    String feature,
    double expectedLow,
    double expectedHigh,
    double seen,
    String text)
    implements Serializable {}
