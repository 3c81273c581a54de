package io.tracewright.engine.summary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of a whole run or table: a summary a workload, without suspects, and counts by
 * tenant, region and pane. Adding the groups of a run gives the same in any order. Not thread-safe.
 */
public final class RunSummary {
  /** Traces of a workload that are kept at most. */
  public static final int MAX_SAMPLE = 4_096;

  private final SummaryPlan plan;
  private final SortedMap<String, Summary> workloads = new TreeMap<>();
  private final SortedMap<String, Long> samplesUpTo = new TreeMap<>();
  private final SortedMap<String, Tally> regions = new TreeMap<>();
  private final SortedMap<Integer, Pane> panes = new TreeMap<>();

  /** Of nothing yet. */
  public RunSummary(SummaryPlan plan) {
    this.plan = plan;
  }

  /**
   * Adds a group of traces.
   *
   * @param group its summary; not changed
   */
  public void add(GroupKey key, Summary group) {
    workload(key.workload()).merge(group);
    if (group.sample().isFull()) {
      // What the group left out is unknown: beyond its last trace no sample of all is fair.
      List<SampledTrace> kept = group.sample().traces();
      samplesUpTo.merge(key.workload(), kept.get(kept.size() - 1).priority(), Math::min);
    }
    regions
        .computeIfAbsent(key.tenant(), tenant -> new Tally())
        .merge(group.tally(Measures.REGION));
    pane(key.pane()).add(group);
  }

  /** Adds what another has seen. */
  public void merge(RunSummary other) {
    other.workloads.forEach((name, summary) -> workload(name).merge(summary));
    other.samplesUpTo.forEach((name, bound) -> samplesUpTo.merge(name, bound, Math::min));
    other.regions.forEach(
        (tenant, tally) -> regions.computeIfAbsent(tenant, name -> new Tally()).merge(tally));
    other.panes.forEach((number, pane) -> pane(number).merge(pane));
  }

  private Summary workload(String name) {
    return workloads.computeIfAbsent(name, key -> new Summary(MAX_SAMPLE, 0));
  }

  private Pane pane(int number) {
    return panes.computeIfAbsent(number, key -> new Pane());
  }

  /** How its time is cut into panes. */
  public SummaryPlan plan() {
    return plan;
  }

  /** A summary of each workload's traces, by its name. */
  public SortedMap<String, Summary> workloads() {
    return Collections.unmodifiableSortedMap(workloads);
  }

  /** Traces of a workload, each as likely to be here as any other, in the sampling order. */
  public List<SampledTrace> sample(String workload) {
    long bound = samplesUpTo.getOrDefault(workload, Long.MAX_VALUE);
    return workloads.containsKey(workload)
        ? workloads.get(workload).sample().traces().stream()
            .filter(trace -> trace.priority() <= bound)
            .toList()
        : List.of();
  }

  /** Traces by region of each tenant. */
  public SortedMap<String, Tally> regions() {
    return Collections.unmodifiableSortedMap(regions);
  }

  /** Counts by pane, for those with traces. */
  public SortedMap<Integer, Pane> panes() {
    return Collections.unmodifiableSortedMap(panes);
  }

  /** Number of traces. */
  public long traces() {
    return workloads.values().stream().mapToLong(Summary::traces).sum();
  }

  /** Number of spans. */
  public long rows() {
    return workloads.values().stream().mapToLong(Summary::rows).sum();
  }

  /** How many spans or traces show a defect. */
  public long defects(Defect defect) {
    return workloads.values().stream().mapToLong(summary -> summary.defects(defect)).sum();
  }

  /** Counts of all workloads by a dimension. */
  public Tally tally(String dimension) {
    Tally all = new Tally();
    workloads.values().forEach(summary -> all.merge(summary.tally(dimension)));
    return all;
  }

  /** The number of different values of a column in all workloads. */
  public DistinctCount distinct(String column) {
    DistinctCount all = new DistinctCount();
    workloads.values().forEach(summary -> all.merge(summary.distinct(column)));
    return all;
  }

  /** Writes the summary in a form that {@link #read} understands. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(workloads.size());
    for (var workload : workloads.entrySet()) {
      out.writeUTF(workload.getKey());
      workload.getValue().write(out);
      out.writeLong(samplesUpTo.getOrDefault(workload.getKey(), Long.MAX_VALUE));
    }
    out.writeInt(regions.size());
    for (var tenant : regions.entrySet()) {
      out.writeUTF(tenant.getKey());
      tenant.getValue().write(out);
    }
    out.writeInt(panes.size());
    for (var pane : panes.entrySet()) {
      out.writeInt(pane.getKey());
      pane.getValue().write(out);
    }
  }

  /** Reads what {@link #write} wrote of a run with this plan. */
  public static RunSummary read(SummaryPlan plan, DataInput in) throws IOException {
    RunSummary summary = new RunSummary(plan);
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      summary.workloads.put(name, Summary.read(in));
      summary.samplesUpTo.put(name, in.readLong());
    }
    for (int left = in.readInt(); left > 0; left--) {
      summary.regions.put(in.readUTF(), Tally.read(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      summary.panes.put(in.readInt(), Pane.read(in));
    }
    return summary;
  }

  /** Counts of the traces that start within a pane. Not thread-safe. */
  public static final class Pane {
    private long traces;
    private long failedTraces;
    private final ValueSketch latencyMs;

    private Pane() {
      this(new ValueSketch());
    }

    private Pane(ValueSketch latencyMs) {
      this.latencyMs = latencyMs;
    }

    private void add(Summary group) {
      traces += group.traces();
      failedTraces += group.failedTraces();
      latencyMs.merge(group.sketch(Measures.TRACE_LATENCY_MS));
    }

    private void merge(Pane other) {
      traces += other.traces;
      failedTraces += other.failedTraces;
      latencyMs.merge(other.latencyMs);
    }

    /** Number of traces. */
    public long traces() {
      return traces;
    }

    /** Number of traces whose root failed. */
    public long failedTraces() {
      return failedTraces;
    }

    /** Durations of traces, milliseconds. */
    public ValueSketch latencyMs() {
      return latencyMs;
    }

    private void write(DataOutput out) throws IOException {
      out.writeLong(traces);
      out.writeLong(failedTraces);
      latencyMs.write(out);
    }

    private static Pane read(DataInput in) throws IOException {
      long traces = in.readLong();
      long failedTraces = in.readLong();
      Pane pane = new Pane(ValueSketch.read(in));
      pane.traces = traces;
      pane.failedTraces = failedTraces;
      return pane;
    }
  }
}
