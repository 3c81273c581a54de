/**
 * Generation: the plan of chunks and the content of each, as pure functions of the run's spec.
 *
 * <p>Walk it from {@link io.tracewright.engine.generate.ChunkPlan} (which chunks there are) through
 * {@link io.tracewright.engine.generate.ChunkGenerator} (one chunk) to {@code TraceScript} (one
 * trace). A trace follows from the seed and its number alone; only its start time follows from the
 * chunk that holds it.
 */
package io.tracewright.engine.generate;
