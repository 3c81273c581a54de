/**
 * The Flink job: the only place that assembles Flink.
 *
 * <p>Start at {@link io.tracewright.flink.TracePipeline}, the whole topology on one screen.
 * Functions delegate to the engine, sinks to the connectors.
 */
package io.tracewright.flink;
