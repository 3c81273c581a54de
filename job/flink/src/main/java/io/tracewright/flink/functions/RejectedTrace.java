package io.tracewright.flink.functions;

/**
 * A trace that broke a rule and is not stored.
 *
 * @param runId the run
 * @param chunk index of its chunk
 * @param traceId its identifier, as text
 * @param rule name of the rule that it broke first
 * @param spans number of its spans
 * @param rejectedAtMs when, milliseconds since the epoch
 */
public record RejectedTrace(
    String runId, int chunk, String traceId, String rule, int spans, long rejectedAtMs) {}
