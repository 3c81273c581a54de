package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A tool as one workload uses it.
 *
 * @param name name of an entry of the tool catalogue
 * @param weight relative frequency within the workload, above 0
 */
public record WeightedTool(String name, double weight) implements Serializable {}
