package io.tracewright.cli.preview;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;

/** The first traces of a run, made as its job will make them. */
public final class Preview {
  private final RunSpec spec;
  private final ChunkPlan plan;
  private final ChunkGenerator generator;
  private final SpanBatch batch = new SpanBatch();

  /**
   * Prepares a run's preview.
   *
   * @param corpora the corpora that the spec names, in its order
   */
  public Preview(RunSpec spec, List<LoadedCorpus> corpora) {
    this.spec = spec;
    this.plan = new ChunkPlan(spec);
    this.generator = new ChunkGenerator(spec, corpora);
  }

  /**
   * Shows traces in their order in the run.
   *
   * @param most how many at most
   * @param workload name of the workload that they belong to; null: any
   * @return how many there were
   */
  public int show(int most, String workload, Viewer viewer) {
    int shown = 0;
    for (int chunk = 0; chunk < spec.chunks() && shown < most; chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      for (int trace = 0; trace < batch.traces() && shown < most; trace++) {
        String found = batch.workloadType.get(batch.traceStart(trace));
        if (workload == null || workload.equals(found)) {
          viewer.see(batch, trace);
          shown++;
        }
      }
    }
    return shown;
  }

  /** Whom traces are shown to. */
  @FunctionalInterface
  public interface Viewer {
    /**
     * Takes a trace.
     *
     * @param batch holds it, until the method returns
     * @param trace its place in the batch
     */
    void see(SpanBatch batch, int trace);
  }
}
