package io.tracewright.engine;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.summary.ChunkSummarizer;
import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Traces whose groups and habits are known because they were made that way. */
public final class PlantedTraces {
  private PlantedTraces() {}

  /** A trace with a root over steps that follow one another. */
  public static SampledTrace trace(long number, List<Step> children) {
    double durationMs =
        5 + children.stream().mapToDouble(s -> s.offsetMs() + s.latencyMs()).max().orElse(0);
    List<Step> steps = new ArrayList<>();
    steps.add(step(number, 0, -1, "agent", "invoke_agent planted", "", 0, durationMs, 0, 0));
    steps.addAll(children);
    UUID id = new UUID(mix(number), mix(~number));
    return new SampledTrace(
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        mix(number + 77) >>> 1,
        TestRuns.MONDAY_MS,
        0,
        steps);
  }

  /** A step below the root. */
  public static Step step(
      long trace,
      int place,
      int parent,
      String eventType,
      String operation,
      String error,
      long offsetMs,
      double latencyMs,
      int promptTokens,
      int completionTokens) {
    return new Step(
        trace,
        place,
        parent,
        eventType,
        operation,
        eventType.equals("llm_call") ? "model" : "",
        error,
        false,
        offsetMs,
        latencyMs,
        promptTokens,
        completionTokens,
        (promptTokens + 4 * completionTokens) * 1e-6,
        0);
  }

  /** Calls of tools one after the other. */
  public static SampledTrace calls(long number, List<String> tools) {
    return failing(number, tools, List.of());
  }

  /** Calls of tools one after the other, of which those at some places fail. */
  public static SampledTrace failing(long number, List<String> tools, List<Integer> failed) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < tools.size(); i++) {
      steps.add(
          step(
              number,
              i + 1,
              0,
              "tool_call",
              "execute_tool " + tools.get(i),
              failed.contains(i) ? "timeout" : "",
              100L * i,
              90,
              0,
              0));
    }
    return trace(number, steps);
  }

  /** Summaries of a generated run by group. */
  public static Map<GroupKey, Summary> summaries(WorkloadProfile profile, long seed, long traces) {
    RunSpec run = TestRuns.onBuiltinCorpora(profile, seed, traces, 1_000);
    return summaries(run, SummaryPlan.of(run));
  }

  /** Summaries of a run by group. */
  public static Map<GroupKey, Summary> summaries(RunSpec run, SummaryPlan plan) {
    ChunkGenerator generator = new ChunkGenerator(run, TestRuns.builtinCorpora());
    ChunkSummarizer summarizer = new ChunkSummarizer(plan);
    Map<GroupKey, Summary> all = new TreeMap<>();
    SpanBatch batch = new SpanBatch();
    ChunkPlan chunks = new ChunkPlan(run);
    for (int chunk = 0; chunk < chunks.chunks(); chunk++) {
      generator.generate(chunks.chunk(chunk), batch);
      summarizer
          .summarize(batch)
          .forEach(
              (key, summary) ->
                  all.computeIfAbsent(key, k -> new Summary(SummaryPlan.MAX_SAMPLE))
                      .merge(summary));
    }
    return all;
  }

  private static long mix(long word) {
    long z = word * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    return z ^ (z >>> 27);
  }
}
