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
 * The pipeline into a discarding sink, without ClickHouse, in turn without and with analysis: rows
 * a second, and processor time a row, which other work on the machine disturbs less.
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
    Figures without = new Figures(rounds);
    Figures with = new Figures(rounds);
    for (int round = -1; round < rounds; round++) {
      without.measure(round, spec, rows, (p, job) -> p.withoutAnalysis().discard(job));
      with.measure(round, spec, rows, TracePipeline::discard);
      if (round >= 0) {
        out.printf(Locale.ROOT, "round %d without analysis: %s%n", round + 1, without.of(round));
        out.printf(Locale.ROOT, "round %d with analysis:    %s%n", round + 1, with.of(round));
      }
    }
    out.printf(
        Locale.ROOT,
        "medians of %d rounds of %,d rows: %s without analysis, %s with it;"
            + " speed %.3f of that without, %.1f ns more a row%n",
        rounds,
        rows,
        without.median(),
        with.median(),
        median(with.rowsPerSecond) / median(without.rowsPerSecond),
        median(with.cpuNsPerRow) - median(without.cpuNsPerRow));
    System.exit(0); // Flink's local cluster leaves threads behind.
  }

  /** What rounds of one kind took. */
  private static final class Figures {
    private final double[] rowsPerSecond;
    private final double[] cpuNsPerRow;

    Figures(int rounds) {
      rowsPerSecond = new double[rounds];
      cpuNsPerRow = new double[rounds];
    }

    /** Runs a round; one below 0 only warms up. */
    void measure(int round, RunSpec spec, long rows, FlinkJob.Assembly assembly) throws Exception {
      long cpuStartNs = cpuNs();
      double seconds = FlinkJob.run(spec, assembly);
      if (round >= 0) {
        rowsPerSecond[round] = rows / seconds;
        cpuNsPerRow[round] = (double) (cpuNs() - cpuStartNs) / rows;
      }
    }

    String of(int round) {
      return text(rowsPerSecond[round], cpuNsPerRow[round]);
    }

    String median() {
      return text(DiscardSpeed.median(rowsPerSecond), DiscardSpeed.median(cpuNsPerRow));
    }

    private static String text(double rowsPerSecond, double cpuNsPerRow) {
      return String.format(
          Locale.ROOT, "%,.0f rows/s, %.0f ns of processor time a row", rowsPerSecond, cpuNsPerRow);
    }
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
