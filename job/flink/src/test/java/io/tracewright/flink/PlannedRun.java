package io.tracewright.flink;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.flink.SabotagedExpander.Sabotage;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a run must store, counted from the engine's batches, without Flink and ClickHouse. */
final class PlannedRun {
  long errors;
  long totalTokens;
  double costUsd;
  final Set<String> eventIds = new HashSet<>();
  final Map<String, Long> tracesOfWorkload = new HashMap<>();
  final Map<String, Tool> tools = new TreeMap<>();

  /** In the order of chunks: chunk, traces, rows, rejected traces, rejected rows. */
  final List<List<Long>> progress = new ArrayList<>();

  /** In the order of traces: chunk, trace, rule, spans. */
  final List<List<Object>> rejected = new ArrayList<>();

  /** In no order: chunk, trace, span, anomaly, operation, start, latency. */
  final List<List<Object>> groundTruth = new ArrayList<>();

  /** Calls of a tool. */
  static final class Tool {
    long calls;
    long errors;
    double costUsd;
  }

  /** Counts a run whose traces are broken as told; the broken ones must not be stored. */
  PlannedRun(RunSpec spec, Sabotage sabotage) {
    ChunkPlan plan = new ChunkPlan(spec);
    ChunkGenerator generator = new ChunkGenerator(spec, builtin(spec.corpora()));
    SpanBatch batch = new SpanBatch();
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      SabotagedExpander.label(batch, sabotage);
      addChunk(batch, sabotage);
    }
  }

  /** Reads the corpora that ship with the product. */
  static List<LoadedCorpus> builtin(List<CorpusRef> refs) {
    return refs.stream()
        .map(ref -> new LoadedCorpus(ref, BuiltinCorpora.read(ref.builtinName())))
        .toList();
  }

  long rows() {
    return eventIds.size();
  }

  long traces() {
    return tracesOfWorkload.values().stream().mapToLong(Long::longValue).sum();
  }

  private void addChunk(SpanBatch batch, Sabotage sabotage) {
    long traces = 0;
    long rows = 0;
    long rejectedRows = 0;
    for (int trace = 0; trace < batch.traces(); trace++) {
      int from = batch.traceStart(trace);
      int to = batch.traceEnd(trace);
      String rule = sabotage.ruleThatBreaks(batch.chunk().firstTrace() + trace);
      if (rule.isEmpty()) {
        traces++;
        rows += to - from;
        tracesOfWorkload.merge(batch.workloadType.get(from), 1L, Long::sum);
        for (int row = from; row < to; row++) {
          addSpan(batch, row);
        }
      } else {
        rejectedRows += to - from;
        rejected.add(
            List.of(
                (long) batch.chunk().index(), batch.traceId.get(from), rule, (long) (to - from)));
      }
    }
    progress.add(
        List.of((long) batch.chunk().index(), traces, rows, batch.traces() - traces, rejectedRows));
  }

  private void addSpan(SpanBatch batch, int row) {
    boolean failed = batch.status.get(row).equals("error");
    eventIds.add(batch.eventId.get(row) + " of chunk " + batch.chunk().index());
    if (!batch.anomaly.get(row).isEmpty()) {
      groundTruth.add(
          List.of(
              (long) batch.chunk().index(),
              batch.traceId.get(row),
              batch.spanId.get(row),
              batch.anomaly.get(row),
              batch.operationName.get(row),
              Instant.ofEpochMilli(batch.timestampMs.get(row)),
              batch.latencyMs.get(row)));
    }
    errors += failed ? 1 : 0;
    totalTokens += batch.totalTokens.get(row);
    costUsd += batch.costUsd.get(row);
    for (int i = 0; i < batch.toolInvocations.length(row); i++) {
      Tool tool = tools.computeIfAbsent(batch.toolInvocations.get(row, i), t -> new Tool());
      tool.calls++;
      tool.errors += failed ? 1 : 0;
      tool.costUsd += batch.costUsd.get(row);
    }
  }
}
