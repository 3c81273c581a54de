/**
 * Pure algorithms: no Flink, no I/O, no clock, no logging.
 *
 * <p>The packages below do not import one another; they meet in {@code io.tracewright.model}.
 */
package io.tracewright.engine;
