package io.tracewright.engine.generate.pilot;

import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run will be like, extrapolated from a sample of its traces.
 *
 * <p>Bounds hold the run's own figure with a probability of about 95 %: they are 1.96 standard
 * errors wide to each side, corrected for the share of the run that was sampled (Cochran, "Sampling
 * Techniques", 1977, 2.6). Neighbours in time may be alike, as the messages of a conversation are.
 * A run no larger than the sample is measured whole: its bounds are its figures.
 *
 * @param traces traces that the run makes
 * @param sampledTraces traces that were tried
 * @param rows spans
 * @param rowsLow lower bound
 * @param rowsHigh upper bound
 * @param bytes size of the rows before compression, bytes
 * @param costUsd what the simulated calls cost, US dollars
 * @param costUsdLow lower bound
 * @param costUsdHigh upper bound
 * @param meanLatencyMs mean duration of traces, milliseconds
 * @param errorRate share of traces that fail, 0 to 1
 * @param anomalyShare share of traces with an anomaly, 0 to 1
 * @param spansPerTrace mean number of spans
 * @param promptTokens prompt tokens
 * @param completionTokens completion tokens
 * @param workloads each workload, in the profile's order
 * @param models each model, in the profile's order
 * @param tools each tool, in the profile's order
 */
public record RunEstimate(
    long traces,
    int sampledTraces,
    long rows,
    long rowsLow,
    long rowsHigh,
    long bytes,
    double costUsd,
    double costUsdLow,
    double costUsdHigh,
    double meanLatencyMs,
    double errorRate,
    double anomalyShare,
    double spansPerTrace,
    long promptTokens,
    long completionTokens,
    List<OfWorkload> workloads,
    List<OfModel> models,
    List<OfTool> tools) {

  /** Traces that an estimate tries, unless the run has fewer. */
  static final int SAMPLE = 4_000;

  private static final double TWO_SIDED_95_PERCENT = 1.96;

  public RunEstimate {
    workloads = List.copyOf(workloads);
    models = List.copyOf(models);
    tools = List.copyOf(tools);
  }

  /**
   * Estimates a run.
   *
   * @throws IllegalArgumentException when the run cannot be planned
   */
  public static RunEstimate of(RunSpec spec, List<LoadedCorpus> corpora) {
    long traces = spec.tracesToMake();
    PilotSample sample = Pilot.of(spec, corpora, (int) Math.min(SAMPLE, traces));
    return of(spec.profile(), sample, traces);
  }

  static RunEstimate of(WorkloadProfile profile, PilotSample sample, long traces) {
    double scale = (double) traces / sample.traces();
    double rows = traces * sample.rows().mean();
    double rowsMargin = margin(sample.rows(), traces);
    double costUsd = traces * sample.costUsd().mean();
    double costMargin = margin(sample.costUsd(), traces);
    return new RunEstimate(
        traces,
        sample.traces(),
        Math.round(rows),
        Math.max(traces, (long) Math.floor(rows - rowsMargin + 1e-6)),
        (long) Math.ceil(rows + rowsMargin - 1e-6),
        Math.round(traces * sample.bytes().mean()),
        costUsd,
        Math.max(0, costUsd - costMargin),
        costUsd + costMargin,
        sample.latencyMs().mean(),
        sample.failed().mean(),
        sample.anomalous().mean(),
        sample.rows().mean(),
        Math.round(traces * sample.promptTokens().mean()),
        Math.round(traces * sample.completionTokens().mean()),
        workloads(profile, sample, scale),
        sample.models().stream().map(use -> OfModel.of(use, scale)).toList(),
        sample.tools().stream().map(use -> OfTool.of(use, scale)).toList());
  }

  private static double margin(Series series, long traces) {
    double unsampled = Math.max(0, 1 - (double) series.size() / traces);
    return TWO_SIDED_95_PERCENT
        * traces
        * series.standardErrorOfNeighbours()
        * Math.sqrt(unsampled);
  }

  private static List<OfWorkload> workloads(
      WorkloadProfile profile, PilotSample sample, double scale) {
    List<OfWorkload> workloads = new ArrayList<>();
    for (int i = 0; i < profile.workloads().size(); i++) {
      Series latencyMs = sample.latencyMs().where(sample.workload(), i);
      workloads.add(
          new OfWorkload(
              profile.workloads().get(i).name(),
              (double) latencyMs.size() / sample.traces(),
              Math.round(scale * latencyMs.size()),
              sample.rows().where(sample.workload(), i).mean(),
              latencyMs.mean(),
              sample.failed().where(sample.workload(), i).mean(),
              sample.costUsd().where(sample.workload(), i).mean(),
              sample.tokens().where(sample.workload(), i).mean()));
    }
    return workloads;
  }

  /**
   * A workload's part of the run; means are 0 when the sample holds none of it.
   *
   * @param name its name
   * @param share share of traces, 0 to 1, as sampled
   * @param traces traces
   * @param spansPerTrace mean number of spans
   * @param meanLatencyMs mean duration of traces, milliseconds
   * @param errorRate share of its traces that fail, 0 to 1
   * @param costUsdPerTrace mean cost of a trace, US dollars
   * @param tokensPerTrace mean tokens of a trace
   */
  public record OfWorkload(
      String name,
      double share,
      long traces,
      double spansPerTrace,
      double meanLatencyMs,
      double errorRate,
      double costUsdPerTrace,
      double tokensPerTrace) {}

  /**
   * A model's part of the run.
   *
   * @param name its name
   * @param version its version
   * @param calls calls, retries included
   * @param tokens prompt and completion tokens
   * @param costUsd cost, US dollars
   */
  public record OfModel(String name, String version, long calls, long tokens, double costUsd) {
    private static OfModel of(PilotSample.Use use, double scale) {
      return new OfModel(
          use.name(),
          use.version(),
          Math.round(use.calls() * scale),
          Math.round(use.tokens() * scale),
          use.costUsd() * scale);
    }
  }

  /**
   * A tool's part of the run.
   *
   * @param name its name
   * @param calls calls, retries included
   * @param errorShare share of calls that fail, 0 to 1; 0 when there are none
   * @param costUsd cost, US dollars
   */
  public record OfTool(String name, long calls, double errorShare, double costUsd) {
    private static OfTool of(PilotSample.Use use, double scale) {
      return new OfTool(
          use.name(),
          Math.round(use.calls() * scale),
          use.calls() == 0 ? 0 : (double) use.failed() / use.calls(),
          use.costUsd() * scale);
    }
  }
}
