package io.tracewright.flink.analysis;

import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.pilot.Pilot;
import io.tracewright.engine.summary.ChunkSummarizer;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.run.RunSpec;
import java.util.List;

/** What a run should look like: some of its traces made again. */
final class Reference {
  private static final int TRACES = 20_000;

  private Reference() {}

  /** The summary of traces of a run, spread evenly over it, or of all when it has fewer. */
  static RunSummary of(RunSpec spec, List<LoadedCorpus> corpora, SummaryPlan plan) {
    SummaryPlan all =
        new SummaryPlan(
            plan.runId(), plan.startMs(), plan.endMs(), plan.paneMs(), 1, plan.sampleSeed());
    RunSummary reference = new RunSummary(all);
    ChunkSummarizer summarizer = new ChunkSummarizer(all);
    Pilot.batches(
        spec, corpora, TRACES, batch -> summarizer.summarize(batch).forEach(reference::add));
    return reference;
  }
}
