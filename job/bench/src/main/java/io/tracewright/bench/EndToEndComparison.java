package io.tracewright.bench;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.clickhouse.embedded.EmbeddedClickHouse;
import io.tracewright.flink.ClickHouseJdbc;
import io.tracewright.model.run.RunSpec;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All contenders in turn, several rounds in one run, into the same table with its views; none is
 * analysed, for that is {@link AnalysisCost}'s affair. Prints medians, ratios and each process's
 * peak memory as a Markdown table.
 *
 * <p>Arguments: rounds (default 3), rows for each contender (default 1,000,000).
 */
public final class EndToEndComparison implements AutoCloseable {
  /** Fast contenders make more rows and slow ones fewer, so that all take seconds. */
  private static final int JDBC_SHARE = 5;

  private static final int DISCARD_SHARE = 10;
  private static final List<String> TARGETS =
      List.of(
          "events",
          "trace_summary",
          "workload_metrics",
          "tool_invocations",
          "run_progress",
          "ground_truth");

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final EmbeddedClickHouse server;
  private final ClickHouseOptions clickHouse;
  private final Connection sql;
  private final long rows;
  private int runs;

  private EndToEndComparison(Path folder, long rows) throws Exception {
    this.rows = rows;
    this.server = EmbeddedClickHouse.start(folder, 0);
    this.clickHouse = ClickHouseOptions.of(server.url());
    ClickHouseJdbc.migrate(clickHouse);
    this.sql = ClickHouseJdbc.connect(clickHouse);
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    long rows = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000_000;
    Path folder = Files.createTempDirectory("tracewright-bench");
    try (EndToEndComparison comparison = new EndToEndComparison(folder, rows)) {
      comparison.run(rounds);
    }
    System.exit(0); // Flink's local cluster leaves threads behind.
  }

  private void run(int rounds) throws Exception {
    List<Contender> contenders = contenders();
    Map<String, List<Double>> speeds = new LinkedHashMap<>();
    Map<String, long[]> peaks = new LinkedHashMap<>();
    ProcessMemory here = new ProcessMemory(ProcessHandle.current().pid());
    ProcessMemory there = new ProcessMemory(server.pid());
    for (int round = 0; round <= rounds; round++) {
      for (Contender contender : contenders) {
        truncate();
        here.reset();
        there.reset();
        double speed = contender.run().rowsPerSecond();
        String label = round == 0 ? "warm-up" : "round " + round;
        System.err.printf(Locale.ROOT, "%s: %s: %,.0f rows/s%n", label, contender.name(), speed);
        if (round > 0) {
          speeds.computeIfAbsent(contender.name(), n -> new ArrayList<>()).add(speed);
          long[] peak = peaks.computeIfAbsent(contender.name(), n -> new long[2]);
          peak[0] = Math.max(peak[0], here.peakMb());
          peak[1] = Math.max(peak[1], there.peakMb());
        }
      }
    }
    print(speeds, peaks);
  }

  private List<Contender> contenders() throws Exception {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(
        job(
            "Tracewright to a discarding sink",
            8_192,
            rows * DISCARD_SHARE,
            (pipeline, job) -> pipeline.withoutAnalysis().discard(job)));
    for (int batch : new int[] {500, 2_000, 8_192, 32_768}) {
      contenders.add(
          job(
              String.format(Locale.ROOT, "Tracewright to ClickHouse, %,d rows a batch", batch),
              batch,
              rows,
              (pipeline, job) ->
                  FlinkJob.toClickHouse(clickHouse).add(pipeline.withoutAnalysis(), job)));
    }
    contenders.add(
        job(
            "JdbcSink with clickhouse-jdbc, 8,192 rows a batch",
            8_192,
            rows / JDBC_SHARE,
            new JdbcPath(clickHouse)));
    RunSpec spec = BenchRuns.spec("replay", BenchRuns.tracesFor(rows), BenchRuns.tracesFor(8_192));
    NativeReplay replay = new NativeReplay(server.url(), spec);
    contenders.add(replay);
    fillMemoryTable(replay);
    contenders.add(insertSelect());
    return contenders;
  }

  private Contender job(String name, int batchRows, long jobRows, FlinkJob.Assembly assembly) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Measured run() throws Exception {
        RunSpec spec =
            BenchRuns.spec(
                "bench-" + ++runs, BenchRuns.tracesFor(jobRows), BenchRuns.tracesFor(batchRows));
        double seconds = FlinkJob.run(spec, assembly);
        long stored = count("events");
        return new Measured(stored == 0 ? AnalysisCost.rowsOf(spec) : stored, seconds);
      }
    };
  }

  private void fillMemoryTable(NativeReplay replay) throws Exception {
    replay.run();
    execute("DROP TABLE IF EXISTS rows_in_memory");
    execute("CREATE TABLE rows_in_memory ENGINE = Memory AS SELECT * FROM events");
  }

  private Contender insertSelect() {
    return new Contender() {
      @Override
      public String name() {
        return "engine limit: INSERT … SELECT of the same rows from a Memory table";
      }

      @Override
      public Measured run() throws Exception {
        long startNs = System.nanoTime();
        execute("INSERT INTO events SELECT * FROM rows_in_memory");
        return new Measured(count("events"), (System.nanoTime() - startNs) / 1e9);
      }
    };
  }

  private void truncate() throws Exception {
    for (String table : TARGETS) {
      execute("TRUNCATE TABLE " + table);
    }
  }

  private void execute(String statement) throws Exception {
    try (Statement call = sql.createStatement()) {
      call.execute(statement);
    }
  }

  private long count(String table) throws Exception {
    try (Statement call = sql.createStatement();
        ResultSet result = call.executeQuery("SELECT count() FROM " + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  private void print(Map<String, List<Double>> speeds, Map<String, long[]> peaks) {
    double jdbc = median(speeds, "JdbcSink");
    double limit = median(speeds, "engine limit: INSERT");
    out.println(
        "| contender | rows/s, median | min – max | × JdbcSink | × INSERT … SELECT | peak MB, job | peak MB, ClickHouse |");
    out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    speeds.forEach(
        (name, values) -> {
          double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          double median = sorted[sorted.length / 2];
          out.printf(
              Locale.ROOT,
              "| %s | %,.0f | %,.0f – %,.0f | %.2f | %.2f | %,d | %,d |%n",
              name,
              median,
              sorted[0],
              sorted[sorted.length - 1],
              median / jdbc,
              median / limit,
              peaks.get(name)[0],
              peaks.get(name)[1]);
        });
  }

  private static double median(Map<String, List<Double>> speeds, String prefix) {
    double[] values =
        speeds.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .flatMapToDouble(entry -> entry.getValue().stream().mapToDouble(Double::doubleValue))
            .toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }

  @Override
  public void close() throws SQLException {
    sql.close();
    server.close();
  }
}
