/**
 * Generation: the plan of chunks and the content of each, as pure functions of the run's spec.
 *
 * <p>Walk it from {@link io.tracewright.engine.generate.ChunkPlan} (which chunks there are) through
 * {@link io.tracewright.engine.generate.ChunkGenerator} (one chunk) to {@code TraceScript} (one
 * trace). What happens in a trace follows from the seed and its number; when it starts, and with
 * that the session and region that serve it, also from the chunk that holds it.
 */
package io.tracewright.engine.generate;
