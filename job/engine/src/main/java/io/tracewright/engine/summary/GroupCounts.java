package io.tracewright.engine.summary;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * What is counted of one group of traces, by the numbers of a {@link Vocabulary}; names come in
 * only when it is handed on. Not thread-safe.
 */
final class GroupCounts {
  private final Summary summary = new Summary(SummaryPlan.MAX_SAMPLE);
  private final Vocabulary names;
  private final int firstBin;

  private final ValueSketch traceLatencyMs = summary.sketch(Measures.TRACE_LATENCY_MS);
  private final ValueSketch traceTokens = summary.sketch(Measures.TRACE_TOKENS);
  private final ValueSketch traceCostUsd = summary.sketch(Measures.TRACE_COST_USD);
  private final ValueSketch traceModelCalls = summary.sketch(Measures.TRACE_MODEL_CALLS);
  private final ValueSketch traceToolCalls = summary.sketch(Measures.TRACE_TOOL_CALLS);
  private final ValueSketch traceSubAgents = summary.sketch(Measures.TRACE_SUB_AGENTS);
  private final ValueSketch traceFailedCalls = summary.sketch(Measures.TRACE_FAILED_CALLS);
  private final DistinctCount users = summary.distinct(Measures.USERS);
  private final DistinctCount sessions = summary.distinct(Measures.SESSIONS);
  private final DistinctCount corpusRecords = summary.distinct(Measures.CORPUS_RECORDS);

  private long spans;
  private long traces;
  private long failedTraces;
  private final long[] hours = new long[Summary.HOURS_OF_WEEK];
  private final long[] binTraces = new long[Summary.BINS_PER_PANE];
  private final long[] binErrors = new long[Summary.BINS_PER_PANE];
  private final long[] binLatencyUs = new long[Summary.BINS_PER_PANE];
  private int[] eventTypes = new int[8];
  private int[] operations = new int[32];
  private int[] failedOperations = new int[32];
  private int[] loneFailures = new int[32];
  private int[] models = new int[8];
  private int[] errors = new int[8];
  private int[] regions = new int[8];
  private int[] transitions = new int[32];
  private int previousTool = Vocabulary.EDGE;
  private ValueSketch[] latencyMs = new ValueSketch[32];
  private ValueSketch[] promptTokens = new ValueSketch[8];
  private ValueSketch[] completionTokens = new ValueSketch[8];
  private ValueSketch[] latencyFactor = new ValueSketch[8];

  /**
   * Counts of nothing yet.
   *
   * @param firstBin first bin of the group's pane
   */
  GroupCounts(Vocabulary names, int firstBin) {
    this.names = names;
    this.firstBin = firstBin;
  }

  /** What is kept by name already: samples, suspects, defects. */
  Summary summary() {
    return summary;
  }

  void addSpan(int eventType, int operation) {
    eventTypes = counted(eventTypes, eventType);
    operations = counted(operations, operation);
  }

  void addDuration(int operation, double durationMs) {
    latencyMs = added(latencyMs, operation, durationMs);
  }

  void addFailure(int operation, int error) {
    failedOperations = counted(failedOperations, operation);
    errors = counted(errors, error);
  }

  void addLoneFailure(int operation) {
    loneFailures = counted(loneFailures, operation);
  }

  void addModelCall(int model, double prompt) {
    models = counted(models, model);
    promptTokens = added(promptTokens, model, prompt);
  }

  void addAnswer(int model, double completion) {
    completionTokens = added(completionTokens, model, completion);
  }

  void addLatencyFactor(int model, double factor) {
    latencyFactor = added(latencyFactor, model, factor);
  }

  void addToolCall(int operation) {
    addTransition(operation + 1);
  }

  /**
   * Counts the trace whose spans came.
   *
   * @param bin place of its start in the pane, 0 to {@code BINS_PER_PANE - 1}
   */
  void addTrace(
      int rows, boolean failed, int hour, int bin, int failures, double durationMs, int region) {
    spans += rows;
    traces++;
    failedTraces += failed ? 1 : 0;
    hours[hour]++;
    binTraces[bin]++;
    binErrors[bin] += failures;
    binLatencyUs[bin] += Math.round(durationMs * 1000);
    traceLatencyMs.add(durationMs);
    regions = counted(regions, region);
    if (previousTool != Vocabulary.EDGE) {
      addTransition(Vocabulary.EDGE);
    }
  }

  void addAmounts(double tokens, double costUsd) {
    traceTokens.add(tokens);
    traceCostUsd.add(costUsd);
  }

  /** Counts a trace's {@link TraceSizes}, which stand from {@code at}. */
  void addSizes(double[] sizes, int at) {
    traceModelCalls.add(sizes[at + TraceSizes.MODEL_CALLS]);
    traceToolCalls.add(sizes[at + TraceSizes.TOOL_CALLS]);
    traceSubAgents.add(sizes[at + TraceSizes.SUB_AGENTS]);
    traceFailedCalls.add(sizes[at + TraceSizes.FAILED_CALLS]);
  }

  void addIdentities(long user, long session, long corpusRecord) {
    users.add(user);
    sessions.add(session);
    corpusRecords.add(corpusRecord);
  }

  private void addTransition(int tool) {
    transitions = counted(transitions, names.transitions.number(previousTool, tool));
    previousTool = tool;
  }

  private static int[] counted(int[] counts, int number) {
    int[] longer = number < counts.length ? counts : Arrays.copyOf(counts, 2 * number);
    longer[number]++;
    return longer;
  }

  private static ValueSketch[] added(ValueSketch[] sketches, int number, double value) {
    ValueSketch[] longer =
        number < sketches.length ? sketches : Arrays.copyOf(sketches, 2 * number);
    ValueSketch sketch = longer[number];
    if (sketch == null) {
      sketch = new ValueSketch();
      longer[number] = sketch;
    }
    sketch.add(value);
    return longer;
  }

  /** All counts by name. Nothing can be counted afterwards. */
  Summary named() {
    summary.addTraces(spans, traces, failedTraces);
    for (int hour = 0; hour < hours.length; hour++) {
      summary.addHour(hour, hours[hour]);
    }
    for (int bin = 0; bin < binTraces.length; bin++) {
      if (binTraces[bin] > 0) {
        summary.addBin(
            firstBin + bin, new Summary.Bin(binTraces[bin], binErrors[bin], binLatencyUs[bin]));
      }
    }
    tally(Measures.EVENT_TYPE, eventTypes, names.eventTypes::name);
    tally(Measures.OPERATION, operations, names.operations::name);
    tally(Measures.FAILED_OPERATION, failedOperations, names.operations::name);
    tally(Measures.LONE_FAILURE, loneFailures, names.operations::name);
    tally(Measures.MODEL, models, names.models::name);
    tally(Measures.ERROR_TYPE, errors, names.errors::name);
    tally(Measures.REGION, regions, names.regions::name);
    tally(Measures.TRANSITION, transitions, names::transition);
    sketches(latencyMs, names.latencyMs::of);
    sketches(promptTokens, names.promptTokens::of);
    sketches(completionTokens, names.completionTokens::of);
    sketches(latencyFactor, names.latencyFactor::of);
    return summary;
  }

  private void tally(String dimension, int[] counts, IntFunction<String> name) {
    Tally tally = summary.tally(dimension);
    for (int number = 0; number < counts.length; number++) {
      if (counts[number] > 0) {
        tally.add(name.apply(number), counts[number]);
      }
    }
  }

  private void sketches(ValueSketch[] sketches, IntFunction<String> label) {
    for (int number = 0; number < sketches.length; number++) {
      if (sketches[number] != null) {
        summary.sketch(label.apply(number)).merge(sketches[number]);
      }
    }
  }
}
