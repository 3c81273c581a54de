package io.tracewright.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.clickhouse.embedded.EmbeddedClickHouse;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.flink.ClickHouseJdbc;
import io.tracewright.flink.TracePipeline;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The same run in turn without and with analysis: rows a second, and processor time a row, which
 * other work on the machine disturbs less.
 *
 * <p>Arguments: {@code clickhouse} or {@code discard}, rounds (default 3), rows (default
 * 10,000,000). The first round warms up.
 */
public final class AnalysisCost {
  private static final int BATCH_ROWS = 8_192;

  private AnalysisCost() {}

  public static void main(String[] arguments) throws Exception {
    boolean stored = arguments.length > 0 && arguments[0].equals("clickhouse");
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    long asked = arguments.length > 2 ? Long.parseLong(arguments[2]) : 10_000_000;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (stored) {
      Path folder = Files.createTempDirectory("tracewright-bench");
      try (EmbeddedClickHouse server = EmbeddedClickHouse.start(folder, 0);
          Connection sql = storage(server);
          Statement statement = sql.createStatement()) {
        FlinkJob.Assembly store = FlinkJob.toClickHouse(ClickHouseOptions.of(server.url()));
        // Every run finds as little in the tables as the one before it.
        FlinkJob.Assembly storeAnew =
            (pipeline, job) -> {
              truncate(statement);
              store.add(pipeline, job);
            };
        compare(rounds, asked, storeAnew, server.pid(), out);
      }
    } else {
      compare(rounds, asked, TracePipeline::discard, ProcessHandle.current().pid(), out);
    }
    System.exit(0); // Flink's local cluster leaves threads behind.
  }

  private static Connection storage(EmbeddedClickHouse server) throws SQLException {
    ClickHouseOptions clickHouse = ClickHouseOptions.of(server.url());
    ClickHouseJdbc.migrate(clickHouse);
    return ClickHouseJdbc.connect(clickHouse);
  }

  private static void truncate(Statement statement) {
    try {
      for (String table :
          List.of("events", "trace_summary", "workload_metrics", "tool_invocations")) {
        statement.execute("TRUNCATE TABLE " + table);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the tables could not be emptied", e);
    }
  }

  private static void compare(
      int rounds, long asked, FlinkJob.Assembly assembly, long server, PrintStream out)
      throws Exception {
    long rows = rowsOf(spec(0, asked));
    Figures without = new Figures(rounds, server);
    Figures with = new Figures(rounds, server);
    for (int round = -1; round < rounds; round++) {
      // Equal runs would be stored once: every one has its own name.
      RunSpec first = spec(2 * round + 2, asked);
      RunSpec second = spec(2 * round + 3, asked);
      without.measure(round, first, rows, (p, job) -> assembly.add(p.withoutAnalysis(), job));
      with.measure(round, second, rows, assembly);
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
  }

  private static RunSpec spec(int run, long rows) {
    return BenchRuns.spec(
        "analysis-" + run, BenchRuns.tracesFor(rows), BenchRuns.tracesFor(BATCH_ROWS));
  }

  /** What rounds of one kind took. */
  private static final class Figures {
    private final double[] rowsPerSecond;
    private final double[] cpuNsPerRow;
    private final long server;

    Figures(int rounds, long server) {
      this.server = server;
      rowsPerSecond = new double[rounds];
      cpuNsPerRow = new double[rounds];
    }

    /** Runs a round; one below 0 only warms up. */
    void measure(int round, RunSpec spec, long rows, FlinkJob.Assembly assembly) throws Exception {
      long cpuStartNs = cpuNs(server);
      double seconds = FlinkJob.run(spec, assembly);
      if (round >= 0) {
        rowsPerSecond[round] = rows / seconds;
        cpuNsPerRow[round] = (double) (cpuNs(server) - cpuStartNs) / rows;
      }
    }

    String of(int round) {
      return text(rowsPerSecond[round], cpuNsPerRow[round]);
    }

    String median() {
      return text(AnalysisCost.median(rowsPerSecond), AnalysisCost.median(cpuNsPerRow));
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

  /** Processor time of this process and the server so far, garbage collection included. */
  private static long cpuNs(long server) {
    long here =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    return server == ProcessHandle.current().pid()
        ? here
        : here
            + ProcessHandle.of(server)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
