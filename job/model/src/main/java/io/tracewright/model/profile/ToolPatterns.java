package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * How the tool calls of one turn hang together: relative frequencies, at least 0, not all 0.
 *
 * @param sequentialChain one after another, each with the output of the one before
 * @param parallelGather started together (within 5 ms) and merged after the last
 * @param conditionalBranch a decision, then exactly one of the branches
 * @param retryFallback one call, tried up to three times, then its fallback
 */
public record ToolPatterns(
    double sequentialChain, double parallelGather, double conditionalBranch, double retryFallback)
    implements Serializable {
  static final ToolPatterns DEFAULT = new ToolPatterns(1, 0, 0, 0);
}
