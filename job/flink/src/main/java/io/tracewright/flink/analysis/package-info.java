/**
 * The analysis beside the rows: summaries of batches, windows of them, what the engine says of
 * windows, and the verdict on all. It schedules; what is found is the engine's affair.
 *
 * <p>A step that throws is disabled and reported ({@link io.tracewright.flink.analysis.Guard});
 * rows keep flowing.
 */
package io.tracewright.flink.analysis;
