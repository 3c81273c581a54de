package io.tracewright.engine.summary;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * What a chunk counts of one group, by the numbers of a {@link Vocabulary}; names come in at the
 * chunk's end only. Not thread-safe.
 */
final class GroupCounts {
  final Summary summary = new Summary(SummaryPlan.MAX_SAMPLE);
  final ValueSketch traceLatencyMs = summary.sketch(Measures.TRACE_LATENCY_MS);
  final ValueSketch traceTokens = summary.sketch(Measures.TRACE_TOKENS);
  final ValueSketch traceCostUsd = summary.sketch(Measures.TRACE_COST_USD);
  final ValueSketch traceModelCalls = summary.sketch(Measures.TRACE_MODEL_CALLS);
  final ValueSketch traceToolCalls = summary.sketch(Measures.TRACE_TOOL_CALLS);
  final ValueSketch traceSubAgents = summary.sketch(Measures.TRACE_SUB_AGENTS);
  final ValueSketch traceFailedCalls = summary.sketch(Measures.TRACE_FAILED_CALLS);
  final DistinctCount users = summary.distinct(Measures.USERS);
  final DistinctCount corpusRecords = summary.distinct(Measures.CORPUS_RECORDS);

  private final Vocabulary names;
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

  GroupCounts(Vocabulary names) {
    this.names = names;
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

  void endTrace(int region) {
    regions = counted(regions, region);
    if (previousTool != Vocabulary.EDGE) {
      addTransition(Vocabulary.EDGE);
    }
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

  /** The counts by name. */
  Summary named() {
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
        summary.take(label.apply(number), sketches[number]);
      }
    }
  }
}
