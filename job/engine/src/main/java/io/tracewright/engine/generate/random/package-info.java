/**
 * Randomness: the one stream, laws by their quantile functions, weighted choices, correlated
 * scores. Imports the model only.
 */
package io.tracewright.engine.generate.random;
