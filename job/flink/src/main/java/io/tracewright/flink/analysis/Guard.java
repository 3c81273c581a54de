package io.tracewright.flink.analysis;

import io.tracewright.model.report.StepFailure;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step of the analysis until it throws; from then on the step does nothing. The failure is
 * logged once and counted in the metric {@value #METRIC}.
 */
public final class Guard {
  /** Where steps report that they are disabled. */
  public static final OutputTag<StepFailure> FAILURES = new OutputTag<>("failures") {};

  public static final String METRIC = "disabledSteps";

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final int MAX_MESSAGE = 500;

  private final String runId;
  private final String step;
  private final Counter disabledSteps;
  private boolean disabled;

  Guard(String runId, String step, MetricGroup metrics) {
    this.runId = runId;
    this.step = step;
    this.disabledSteps = metrics.counter(METRIC);
  }

  /**
   * Works unless the step is disabled. Output does not belong here: when a job is cancelled, it
   * throws.
   *
   * @param otherwise the result when the step is or gets disabled
   * @param report hears of the failure that disables the step
   */
  <R> R call(Callable<R> work, R otherwise, Consumer<StepFailure> report) {
    if (disabled) {
      return otherwise;
    }
    try {
      return work.call();
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      // What an analysis may run into cannot be told; a lack of memory is not its own affair.
      disabled = true;
      disabledSteps.inc();
      LOG.error("Step {} of the analysis of run {} failed and is disabled", step, runId, e);
      report.accept(new StepFailure(runId, step, message(e)));
      return otherwise;
    }
  }

  private static String message(Throwable failure) {
    String message = failure.toString();
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }
}
