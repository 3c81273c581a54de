package io.tracewright.engine.summary;

import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts a group the obvious way, with maps and lists of all values. */
final class NaiveSummary {
  final Map<String, Map<String, Long>> tallies = new TreeMap<>();
  final Map<String, List<Double>> values = new TreeMap<>();
  final Set<String> users = new HashSet<>();
  long rows;
  long traces;
  long failedTraces;

  static Map<GroupKey, NaiveSummary> of(SummaryPlan plan, SpanBatch batch) {
    Map<GroupKey, NaiveSummary> groups = new TreeMap<>();
    for (int trace = 0; trace < batch.traces(); trace++) {
      if (!batch.isRejected(trace)) {
        int root = batch.traceStart(trace);
        GroupKey key =
            new GroupKey(
                batch.tenantId.get(root),
                batch.workloadType.get(root),
                plan.pane(batch.timestampMs.get(root)));
        groups.computeIfAbsent(key, k -> new NaiveSummary()).add(batch, trace);
      }
    }
    return groups;
  }

  private void add(SpanBatch batch, int trace) {
    int root = batch.traceStart(trace);
    String tool = "^";
    double tokens = 0;
    double costUsd = 0;
    List<String> failed = new ArrayList<>();
    Map<String, Integer> numbers = new TreeMap<>();
    for (int row = root; row < batch.traceEnd(trace); row++) {
      String type = batch.eventType.get(row);
      String operation = batch.operationName.get(row);
      boolean ok = batch.status.get(row).equals("ok");
      count(Measures.EVENT_TYPE, type);
      count(Measures.OPERATION, operation);
      if (ok) {
        add(Measures.latencyMs(operation), batch.latencyMs.get(row));
      } else {
        count(Measures.FAILED_OPERATION, operation);
        count(Measures.ERROR_TYPE, batch.errorType.get(row));
        failed.add(operation);
      }
      if (type.equals("llm_call")) {
        String model = batch.modelName.get(row);
        count(Measures.MODEL, model);
        add(Measures.promptTokens(model), batch.promptTokens.get(row));
        if (ok) {
          add(Measures.completionTokens(model), batch.completionTokens.get(row));
        }
        numbers.merge(
            ok ? Measures.TRACE_MODEL_CALLS : Measures.TRACE_FAILED_CALLS, 1, Integer::sum);
      } else if (type.equals("tool_call")) {
        count(Measures.TRANSITION, tool + " > " + operation);
        tool = operation;
        numbers.merge(
            ok ? Measures.TRACE_TOOL_CALLS : Measures.TRACE_FAILED_CALLS, 1, Integer::sum);
      } else if (type.equals("agent") && row > root) {
        numbers.merge(Measures.TRACE_SUB_AGENTS, 1, Integer::sum);
      }
      tokens += batch.totalTokens.get(row);
      costUsd += batch.costUsd.get(row);
    }
    if (!tool.equals("^")) {
      count(Measures.TRANSITION, tool + " > $");
    }
    if (failed.size() == 1 && batch.status.get(root).equals("ok")) {
      count(Measures.LONE_FAILURE, failed.get(0));
    }
    count(Measures.REGION, batch.region.get(root));
    add(Measures.TRACE_LATENCY_MS, batch.latencyMs.get(root));
    add(Measures.TRACE_TOKENS, tokens);
    add(Measures.TRACE_COST_USD, costUsd);
    for (String number :
        List.of(
            Measures.TRACE_MODEL_CALLS,
            Measures.TRACE_TOOL_CALLS,
            Measures.TRACE_FAILED_CALLS,
            Measures.TRACE_SUB_AGENTS)) {
      add(number, numbers.getOrDefault(number, 0));
    }
    users.add(batch.userId.get(root));
    rows += batch.traceEnd(trace) - root;
    traces++;
    failedTraces += batch.status.get(root).equals("ok") ? 0 : 1;
  }

  private void count(String dimension, String name) {
    tallies.computeIfAbsent(dimension, key -> new TreeMap<>()).merge(name, 1L, Long::sum);
  }

  private void add(String measure, double value) {
    values.computeIfAbsent(measure, key -> new ArrayList<>()).add(value);
  }
}
