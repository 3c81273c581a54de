package io.tracewright.engine.generate.pilot;

import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the traces of batches, one after another. */
final class Meter {
  private final double[] workload;
  private final double[] latencyMs;
  private final double[] promptTokens;
  private final double[] completionTokens;
  private final double[] tokens;
  private final double[] costUsd;
  private final double[] toolCalls;
  private final double[] failed;
  private final double[] anomalous;
  private final double[] undisturbed;
  private final double[] rows;
  private final double[] bytes;
  private final Map<String, Integer> workloads = new HashMap<>();
  private final Map<String, Tally> models = new LinkedHashMap<>();
  private final Map<String, Tally> tools = new LinkedHashMap<>();
  private int count;

  /** A meter for the traces of a profile, at most so many. */
  Meter(WorkloadProfile profile, int traces) {
    workload = new double[traces];
    latencyMs = new double[traces];
    promptTokens = new double[traces];
    completionTokens = new double[traces];
    tokens = new double[traces];
    costUsd = new double[traces];
    toolCalls = new double[traces];
    failed = new double[traces];
    anomalous = new double[traces];
    undisturbed = new double[traces];
    rows = new double[traces];
    bytes = new double[traces];
    for (Workload workload : profile.workloads()) {
      workloads.put(workload.name(), workloads.size());
    }
    for (Model model : profile.models()) {
      models.put(model.name() + "@" + model.version(), new Tally(model.name(), model.version()));
    }
    for (Tool tool : profile.tools()) {
      tools.put(tool.name(), new Tally(tool.name(), ""));
    }
  }

  /** Adds all traces of a batch, of a run with these incidents. */
  void add(SpanBatch batch, List<PlannedIncident> incidents) {
    for (int trace = 0; trace < batch.traces(); trace++) {
      int root = batch.traceStart(trace);
      workload[count] = workloads.get(batch.workloadType.get(root));
      latencyMs[count] = batch.latencyMs.get(root);
      failed[count] = isError(batch, root) ? 1 : 0;
      for (int row = root; row < batch.traceEnd(trace); row++) {
        addRow(batch, row);
      }
      long startMs = batch.timestampMs.get(root);
      boolean inIncident =
          incidents.stream().anyMatch(i -> i.startMs() <= startMs && startMs < i.endMs());
      undisturbed[count] = inIncident || anomalous[count] > 0 ? 0 : 1;
      count++;
    }
  }

  PilotSample sample() {
    return new PilotSample(
        series(workload),
        series(latencyMs),
        series(promptTokens),
        series(completionTokens),
        series(tokens),
        series(costUsd),
        series(toolCalls),
        series(failed),
        series(anomalous),
        series(undisturbed),
        series(rows),
        series(bytes),
        uses(models.values()),
        uses(tools.values()));
  }

  private void addRow(SpanBatch batch, int row) {
    rows[count]++;
    bytes[count] += RowBytes.of(batch, row);
    promptTokens[count] += batch.promptTokens.get(row);
    completionTokens[count] += batch.completionTokens.get(row);
    tokens[count] += batch.totalTokens.get(row);
    costUsd[count] += batch.costUsd.get(row);
    if (!batch.anomaly.get(row).isEmpty()) {
      anomalous[count] = 1;
    }
    String model = batch.modelName.get(row);
    if (!model.isEmpty()) {
      String version = batch.modelVersion.get(row);
      models
          .computeIfAbsent(model + "@" + version, key -> new Tally(model, version))
          .add(batch, row);
    }
    if (batch.eventType.get(row).equals("tool_call")) {
      toolCalls[count]++;
      for (int i = 0; i < batch.toolInvocations.length(row); i++) {
        String tool = batch.toolInvocations.get(row, i);
        tools.computeIfAbsent(tool, key -> new Tally(tool, "")).add(batch, row);
      }
    }
  }

  private Series series(double[] values) {
    return Series.of(Arrays.copyOf(values, count));
  }

  private static boolean isError(SpanBatch batch, int row) {
    return batch.status.get(row).equals("error");
  }

  private static List<PilotSample.Use> uses(Collection<Tally> tallies) {
    return tallies.stream().map(Tally::use).toList();
  }

  private static final class Tally {
    private final String name;
    private final String version;
    private long calls;
    private long failed;
    private long tokens;
    private double costUsd;

    Tally(String name, String version) {
      this.name = name;
      this.version = version;
    }

    void add(SpanBatch batch, int row) {
      calls++;
      failed += isError(batch, row) ? 1 : 0;
      tokens += batch.totalTokens.get(row);
      costUsd += batch.costUsd.get(row);
    }

    PilotSample.Use use() {
      return new PilotSample.Use(name, version, calls, failed, tokens, costUsd);
    }
  }
}
