package io.tracewright.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.flink.TracePipeline;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The pipeline into a discarding sink, without ClickHouse: rows a second, and processor time a row,
 * which other work on the machine disturbs less.
 *
 * <p>Arguments: rounds (default 5), rows (default 10,000,000). The first round warms up.
 */
public final class DiscardSpeed {
  private static final int BATCH_ROWS = 8_192;

  private DiscardSpeed() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    long asked = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10_000_000;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    RunSpec spec =
        BenchRuns.spec("discard", BenchRuns.tracesFor(asked), BenchRuns.tracesFor(BATCH_ROWS));
    long rows = rowsOf(spec);
    double[] rowsPerSecond = new double[rounds];
    double[] cpuNsPerRow = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      long cpuStartNs = cpuNs();
      double seconds = FlinkJob.run(spec, TracePipeline::discard);
      if (round >= 0) {
        rowsPerSecond[round] = rows / seconds;
        cpuNsPerRow[round] = (double) (cpuNs() - cpuStartNs) / rows;
        out.printf(
            Locale.ROOT,
            "round %d: %,.0f rows/s, %.0f ns of processor time a row%n",
            round + 1,
            rowsPerSecond[round],
            cpuNsPerRow[round]);
      }
    }
    out.printf(
        Locale.ROOT,
        "median of %d rounds of %,d rows: %,.0f rows/s, %.0f ns of processor time a row%n",
        rounds,
        rows,
        median(rowsPerSecond),
        median(cpuNsPerRow));
    System.exit(0); // Flink's local cluster leaves threads behind.
  }

  /** Rows of a run: counted by making them. */
  static long rowsOf(RunSpec spec) throws IOException {
    ChunkPlan plan = new ChunkPlan(spec);
    ChunkGenerator generator = new ChunkGenerator(spec, BenchRuns.corpora(spec));
    SpanBatch batch = new SpanBatch();
    long rows = 0;
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      rows += batch.rows();
    }
    return rows;
  }

  /** Processor time of this process so far, garbage collection and compilation included. */
  private static long cpuNs() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
