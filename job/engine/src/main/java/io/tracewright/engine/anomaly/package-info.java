/**
 * Finds what is odd among a window's traces, without labels, and says why. May import the model and
 * the summaries.
 *
 * <p>Each detector takes what is usual from the window's own sketches, counts and sample, in a way
 * that one odd trace in twenty hardly moves.
 */
package io.tracewright.engine.anomaly;
