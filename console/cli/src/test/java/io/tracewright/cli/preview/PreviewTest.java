package io.tracewright.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.cli.corpus.CorpusRecords;
import io.tracewright.cli.run.Plans;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PreviewTest {
  private static final List<LoadedCorpus> CORPORA = CorpusRecords.builtin();

  @Test
  void showsTheTracesThatTheRunStores() {
    RunSpec spec = plan(5);
    assertThat(ids(spec, 30, null)).isEqualTo(stored(spec).subList(0, 30)).hasSize(30);
    assertThat(ids(plan(6), 30, null)).doesNotContainAnyElementsOf(stored(spec));
  }

  @Test
  void equalSeedsShowEqualTrees() {
    assertThat(trees(plan(5))).isEqualTo(trees(plan(5))).isNotEqualTo(trees(plan(6)));
  }

  @Test
  void showsNoMoreThanThereIs() {
    RunSpec spec = plan(5);
    assertThat(ids(spec, 1000, null)).isEqualTo(stored(spec)).hasSize(100);
  }

  @Test
  void keepsToAWorkloadAcrossChunks() {
    RunSpec spec = plan(5);
    String workload = "data_analysis";
    List<String> workloads = new ArrayList<>();
    int shown =
        new Preview(spec, CORPORA)
            .show(
                10,
                workload,
                (batch, trace) -> workloads.add(batch.workloadType.get(batch.traceStart(trace))));
    assertThat(shown).as("more than a chunk of 12 traces holds").isEqualTo(10);
    assertThat(workloads).hasSize(10).containsOnly(workload);
    assertThat(stored(spec)).containsSubsequence(ids(spec, 10, workload));
  }

  private static List<UUID> ids(RunSpec spec, int most, String workload) {
    List<UUID> ids = new ArrayList<>();
    new Preview(spec, CORPORA)
        .show(
            most, workload, (batch, trace) -> ids.add(batch.traceId.get(batch.traceStart(trace))));
    return ids;
  }

  private static List<String> trees(RunSpec spec) {
    List<String> lines = new ArrayList<>();
    new Preview(spec, CORPORA)
        .show(20, null, (batch, trace) -> lines.addAll(TraceTree.lines(batch, trace)));
    return lines;
  }

  /** What the job makes, chunk by chunk. */
  private static List<UUID> stored(RunSpec spec) {
    ChunkPlan plan = new ChunkPlan(spec);
    ChunkGenerator generator = new ChunkGenerator(spec, CORPORA);
    SpanBatch batch = new SpanBatch();
    List<UUID> ids = new ArrayList<>();
    for (int chunk = 0; chunk < spec.chunks(); chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      for (int trace = 0; trace < batch.traces(); trace++) {
        ids.add(batch.traceId.get(batch.traceStart(trace)));
      }
    }
    return ids;
  }

  private static RunSpec plan(long seed) {
    return Plans.of(Presets.read("default"), 100L, seed, 12);
  }
}
