package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A sequence as one workload uses it.
 *
 * @param name name of an entry of {@code sequences}
 * @param probability probability that a turn's tool step is this sequence, 0 to 1; a workload's sum
 *     to at most 1. In a workload without tools these are relative frequencies
 */
public record WeightedSequence(String name, double probability) implements Serializable {}
