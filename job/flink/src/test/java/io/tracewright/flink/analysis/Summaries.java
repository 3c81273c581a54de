package io.tracewright.flink.analysis;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.summary.ChunkSummarizer;
import io.tracewright.engine.summary.Defect;
import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Summaries of a small run to test with. */
final class Summaries {
  static final long START_MS = 1_772_409_600_000L;
  static final long HOUR_MS = 3_600_000;
  static final int PANES = 6;

  static final RunSpec SPEC =
      new RunSpec(
          "test",
          Presets.read("default"),
          1,
          1_200,
          100,
          START_MS,
          START_MS + PANES * HOUR_MS,
          BuiltinCorpora.names().stream()
              .map(name -> new CorpusRef("builtin:" + name, BuiltinCorpora.VERSION, ""))
              .toList(),
          false,
          "events");

  static final SummaryPlan PLAN =
      new SummaryPlan("test", START_MS, START_MS + PANES * HOUR_MS, HOUR_MS, 1, 7);

  private Summaries() {}

  /** The chunks of the run. */
  static List<SpanBatch> batches() {
    ChunkPlan plan = new ChunkPlan(SPEC);
    ChunkGenerator generator = new ChunkGenerator(SPEC, corpora(SPEC.corpora()));
    List<SpanBatch> batches = new ArrayList<>();
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      SpanBatch batch = new SpanBatch();
      generator.generate(plan.chunk(chunk), batch);
      batches.add(batch);
    }
    return batches;
  }

  static List<LoadedCorpus> corpora(List<CorpusRef> refs) {
    return refs.stream()
        .map(ref -> new LoadedCorpus(ref, BuiltinCorpora.read(ref.builtinName())))
        .toList();
  }

  /** A summary of the traces of one group, the group's names and pane made up. */
  static GroupSummary of(String tenant, String workload, int pane, SpanBatch... batches) {
    Summary all = new Summary(SummaryPlan.MAX_SAMPLE);
    ChunkSummarizer summarizer = new ChunkSummarizer(PLAN);
    for (SpanBatch batch : batches) {
      summarizer.summarize(batch).values().forEach(all::merge);
    }
    return GroupSummary.whole(new GroupKey(tenant, workload, pane), all);
  }

  /** All that a summary says: what it writes depends on the order in which users came. */
  static String describe(Summary summary) {
    StringBuilder text = new StringBuilder();
    text.append(summary.rows()).append(' ').append(summary.traces());
    text.append(' ').append(summary.failedTraces()).append('\n');
    for (Defect defect : Defect.values()) {
      text.append(defect).append(summary.defects(defect)).append(summary.example(defect));
    }
    for (String dimension :
        List.of(
            Measures.REGION,
            Measures.EVENT_TYPE,
            Measures.OPERATION,
            Measures.FAILED_OPERATION,
            Measures.ERROR_TYPE,
            Measures.MODEL,
            Measures.TRANSITION)) {
      text.append(dimension).append(summary.tally(dimension).counts()).append('\n');
    }
    summary
        .sketches()
        .forEach(
            (name, sketch) -> {
              text.append(name).append(sketch.count());
              for (int i = 0; i <= 20; i++) {
                text.append(' ').append(sketch.quantile(i / 20.0));
              }
              text.append('\n');
            });
    text.append(summary.distinct(Measures.USERS).estimate()).append(' ');
    text.append(summary.distinct(Measures.CORPUS_RECORDS).estimate()).append('\n');
    text.append(Arrays.toString(summary.hourOfWeek())).append(summary.timeline()).append('\n');
    text.append(summary.sample().traces()).append(summary.suspects().traces());
    return text.toString();
  }
}
