package io.tracewright.flink.functions;

/**
 * A stored span that an anomaly or an incident has touched: a row of {@code ground_truth}.
 *
 * @param runId the run
 * @param chunk index of its chunk
 * @param traceId identifier of its trace, as text
 * @param spanId its identifier, as text
 * @param anomaly kind of the anomaly or incident, never empty
 * @param operationName what the span does
 * @param timestampMs its start, milliseconds since the epoch, UTC
 * @param latencyMs its duration
 */
public record LabelledSpan(
    String runId,
    int chunk,
    String traceId,
    String spanId,
    String anomaly,
    String operationName,
    long timestampMs,
    double latencyMs) {}
