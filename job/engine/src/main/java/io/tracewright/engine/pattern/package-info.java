/**
 * Regularities of a window or a whole run: sequences of tools, cascades of failures, bursts of
 * errors, peaks and periods of traffic, correlations, changes. May import {@code engine.summary}
 * and the model only; {@link io.tracewright.engine.pattern.PatternAnalyzer} is the way in.
 *
 * <p>Every detector states how often it speaks up where there is nothing: docs/clusters-and-
 * patterns.md has the list.
 */
package io.tracewright.engine.pattern;
