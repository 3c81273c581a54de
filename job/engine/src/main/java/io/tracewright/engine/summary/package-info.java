/**
 * What the analysis keeps of spans: counts, sketches and a sample of whole traces, a few kilobytes
 * a chunk. May import the model only; the analysing packages (cluster, pattern, quality, anomaly)
 * import this one and not each other.
 *
 * <p>Everything here merges in any order to the same result, bit by bit: counts are whole numbers,
 * sketches are histograms or sets of hashes, and whether a trace is sampled follows from its
 * identifier. So results do not depend on parallelism, nor on failures.
 */
package io.tracewright.engine.summary;
