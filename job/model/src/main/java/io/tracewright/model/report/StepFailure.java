package io.tracewright.model.report;

import java.io.Serializable;

/**
 * A step of the analysis that threw and was disabled; rows keep flowing.
 *
 * @param runId the run
 * @param step name of the step, as Flink's page shows it
 * @param message what it said
 */
public record StepFailure(String runId, String step, String message) implements Serializable {}
