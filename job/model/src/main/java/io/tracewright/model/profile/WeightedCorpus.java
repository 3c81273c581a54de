package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A corpus as one workload draws from it.
 *
 * @param name name of a corpus of the run, for example {@code builtin:gsm8k}
 * @param weight relative frequency, above 0
 */
public record WeightedCorpus(String name, double weight) implements Serializable {}
