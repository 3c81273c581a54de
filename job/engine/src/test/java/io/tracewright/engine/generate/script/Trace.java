package io.tracewright.engine.generate.script;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rows of a trace, the root first, each parent before its children.
 *
 * @param workload value of {@code workload_type}
 */
record Trace(String workload, List<Span> spans) {

  /** The traces of a run of one chunk over a week. */
  static List<Trace> play(WorkloadProfile profile, long seed, int traces) {
    return play(TestRuns.run(profile, seed, traces, traces));
  }

  /** The traces of a run's first chunk. */
  static List<Trace> play(RunSpec spec) {
    return of(Rows.batch(spec, 0));
  }

  static List<Trace> of(SpanBatch batch) {
    List<Trace> traces = new ArrayList<>();
    for (int trace = 0; trace < batch.traces(); trace++) {
      Map<UUID, Integer> places = new HashMap<>();
      List<Span> spans = new ArrayList<>();
      for (int row = batch.traceStart(trace); row < batch.traceEnd(trace); row++) {
        spans.add(span(batch, row, places));
        places.put(batch.spanId.get(row), spans.size() - 1);
      }
      traces.add(new Trace(batch.workloadType.get(batch.traceStart(trace)), spans));
    }
    return traces;
  }

  private static Span span(SpanBatch batch, int row, Map<UUID, Integer> places) {
    boolean retry = false;
    for (int i = 0; i < batch.tags.length(row); i++) {
      retry |= batch.tags.get(row, i).equals("retry");
    }
    return new Span(
        batch.parentSpanId.isNone(row) ? -1 : places.get(batch.parentSpanId.get(row)),
        batch.eventType.get(row),
        batch.operationName.get(row),
        batch.timestampMs.get(row),
        batch.latencyMs.get(row),
        batch.errorType.get(row),
        batch.promptTokens.get(row),
        batch.completionTokens.get(row),
        batch.costUsd.get(row),
        batch.modelName.get(row),
        batch.toolInvocations.length(row) == 0 ? "" : batch.toolInvocations.get(row, 0),
        batch.anomaly.get(row),
        retry,
        batch.requestMetadata.get(row),
        batch.responseMetadata.get(row));
  }

  Span root() {
    return spans.get(0);
  }

  List<Span> ofType(String type) {
    return spans.stream().filter(span -> span.is(type)).toList();
  }

  List<Span> modelCalls() {
    return ofType("llm_call");
  }

  List<Span> toolCalls() {
    return ofType("tool_call");
  }

  List<Span> marked() {
    return spans.stream().filter(Span::isMarked).toList();
  }

  List<Span> children(int place) {
    return spans.stream().filter(span -> span.parent() == place).toList();
  }

  /** Spans on the way from the root to a span, both included. */
  int depth(int place) {
    return place < 0 ? 0 : 1 + depth(spans.get(place).parent());
  }

  /** What follows each model call, up to the next model call or agent. */
  List<List<Span>> toolSteps() {
    List<List<Span>> steps = new ArrayList<>();
    List<Span> step = null;
    for (Span span : spans) {
      if (span.is("llm_call")) {
        step = new ArrayList<>();
        steps.add(step);
      } else if (span.is("agent")) {
        step = null;
      } else if (step != null) {
        step.add(span);
      }
    }
    return steps.stream().filter(found -> !found.isEmpty()).toList();
  }
}
