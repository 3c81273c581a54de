/**
 * What is found out about a run before it starts, by trying on a sample of it.
 *
 * <p>{@link io.tracewright.engine.generate.pilot.Pilot} makes the sample, {@link
 * io.tracewright.engine.generate.pilot.RunEstimate} extrapolates it, {@link
 * io.tracewright.engine.generate.pilot.Calibrator} tries until the profile's targets hold, and
 * {@link io.tracewright.engine.generate.pilot.BudgetWalk} adds up what the run costs. May import
 * {@code generate}; nothing of the engine imports it.
 */
package io.tracewright.engine.generate.pilot;
