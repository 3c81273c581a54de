/** Benchmarks: JMH for the stages of the hot path, and the end-to-end comparison. */
package io.tracewright.bench;
