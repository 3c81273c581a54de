package io.tracewright.cli.run;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How fast this machine generates a run's rows: tried for half a second, of which the fastest tenth
 * counts, for the first ones run in a cold JVM.
 */
public final class GenerationSpeed {
  private static final int SLICES = 5;
  private static final long SLICE_NS = 100_000_000;
  private static final double NS_PER_SECOND = 1e9;

  /** Chunks from so many places of the window are tried, in turn. */
  private static final int PLACES = 16;

  private GenerationSpeed() {}

  /**
   * Rows a second that one task generates.
   *
   * @param clockNs a clock that only goes forward, nanoseconds
   */
  public static double rowsPerSecond(
      RunSpec spec, List<LoadedCorpus> corpora, LongSupplier clockNs) {
    ChunkGenerator generator = new ChunkGenerator(spec, corpora);
    ChunkPlan plan = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    double fastest = 0;
    int place = 0;
    for (int slice = 0; slice < SLICES; slice++) {
      long rows = 0;
      long startNs = clockNs.getAsLong();
      long tookNs = 0;
      while (tookNs < SLICE_NS) {
        int chunk = (int) ((long) place++ % PLACES * spec.chunks() / PLACES);
        generator.generate(plan.chunk(chunk), batch);
        rows += batch.rows();
        tookNs = clockNs.getAsLong() - startNs;
      }
      fastest = Math.max(fastest, rows * NS_PER_SECOND / tookNs);
    }
    return fastest;
  }
}
