/**
 * Generation: the plan of chunks and the content of each, as pure functions of the run's spec.
 *
 * <p>Walk it from {@link io.tracewright.engine.generate.ChunkPlan} (which chunks there are) through
 * {@link io.tracewright.engine.generate.ChunkGenerator} (one chunk) to {@code script.TraceScript}
 * (one trace). The packages below know one thing each, and none of them imports this one but {@code
 * pilot}, which tries a run on a sample before it starts.
 */
package io.tracewright.engine.generate;
