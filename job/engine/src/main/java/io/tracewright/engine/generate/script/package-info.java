/**
 * What happens in a trace: an agent that reads, thinks, calls tools and answers, or fails.
 *
 * <p>Begin at {@code TraceScript}. It plays in the simulated time of a {@code TraceClock}, so that
 * a parent's duration follows from its children's. {@code Cast} is the profile prepared for
 * playing, {@code Scene} what is known while one trace is told; {@code ModelCalls}, {@code
 * ToolCalls}, {@code ToolSteps}, {@code Sequences} and {@code SubAgents} are the parts, {@code
 * Mischief} what goes wrong on purpose, {@code Steering} what makes the whole fit asked
 * correlations.
 */
package io.tracewright.engine.generate.script;
