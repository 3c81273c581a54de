package io.tracewright.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.flink.TracePipeline.Analysis;
import io.tracewright.flink.analysis.Analysts;
import io.tracewright.flink.functions.ChunkExpander;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The analysis of real runs, in a real Flink, into the real engine's tables. */
@Timeout(300)
class AnalysisITCase {
  private static final int TRACES = 12_000;
  private static final int TRACES_PER_CHUNK = 200;
  private static final int PANES = 4;

  /** Long after today, so that no TTL drops rows. */
  private static final Instant START = Instant.parse("2100-03-01T00:00:00Z");

  private static final List<String> TABLES =
      List.of("quality_reports", "clusters", "cluster_members", "patterns", "anomalies");

  @TempDir private static Path dataDir;
  private static MigratedServer server;

  @BeforeAll
  static void start() throws Exception {
    server = MigratedServer.start(dataDir);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void findingsDoNotDependOnParallelism() throws Exception {
    RunSpec one = spec("parallel-1");
    run(one, analysis(one), 1);
    List<String> findings = findings(one);
    for (String table : TABLES) {
      assertThat(findings).as(table).anyMatch(row -> row.startsWith(table));
    }
    RunSpec two = spec("parallel-2");
    run(two, analysis(two), 2);
    assertThat(findings(two)).isEqualTo(findings);
    RunSpec four = spec("parallel-4");
    run(four, analysis(four), 4);
    assertThat(findings(four)).isEqualTo(findings);
  }

  @Test
  void aCleanRunIsGoodAndItsTracesAreLabelled() throws Exception {
    RunSpec spec = spec("clean");
    run(spec, analysis(spec), 2);
    QualityReport report = report(spec.runId());
    assertThat(report.notAssessed()).isEmpty();
    assertThat(report.findings().toString()).doesNotContain("CRITICAL");
    assertThat(report.verdict()).isEqualTo(QualityReport.GOOD);
    assertThat(report.traces()).isEqualTo(TRACES);
    assertThat(report.rows()).isEqualTo(count("events", spec));
    assertThat(count("trace_clusters", spec)).isEqualTo(TRACES);
    assertThat(
            server
                .query(
                    "SELECT uniqExact(window_end) AS windows FROM clusters WHERE run_id = 'clean'")
                .get(0)
                .get("windows"))
        .isEqualTo((long) PANES);
  }

  /** A view labels every trace as the job labelled its sample. */
  @Test
  void theViewAgreesWithTheJob() throws Exception {
    RunSpec spec = spec("viewed");
    run(spec, analysis(spec), 2);
    Map<String, Object> agreement =
        server
            .query(
                "SELECT count() AS members, countIf(m.cluster_id = v.cluster_id) AS equal"
                    + " FROM (SELECT * FROM cluster_members FINAL WHERE run_id = 'viewed') AS m"
                    + " INNER JOIN (SELECT * FROM trace_clusters WHERE run_id = 'viewed') AS v"
                    + " ON m.trace_id = v.trace_id AND m.window_end = v.window_end")
            .get(0);
    assertThat((Long) agreement.get("members")).isGreaterThan(1_000);
    // A hierarchy's border need not lie half-way between the centres of its groups.
    assertThat((Long) agreement.get("equal"))
        .isGreaterThanOrEqualTo((long) (0.99 * (Long) agreement.get("members")));
  }

  @Test
  void stepsThatThrowAreDisabledAndRowsArrive() throws Exception {
    RunSpec spec = spec("broken");
    Analysis whole = analysis(spec);
    Analysts analysts = whole.analysts();
    run(
        spec,
        new Analysis(
            whole.plan(),
            whole.summarizer(),
            new Analysts(
                (window, before) -> {
                  throw new ArithmeticException("singular");
                },
                window -> {
                  throw new IllegalStateException("no patterns");
                },
                analysts.anomalies(),
                analysts.judge())),
        2);
    QualityReport report = report(spec.runId());
    assertThat(report.notAssessed())
        .hasSize(2)
        .anyMatch(reason -> reason.contains("data-clusterer") && reason.contains("singular"))
        .anyMatch(reason -> reason.contains("pattern-analyzer") && reason.contains("no patterns"));
    assertThat(report.traces()).isEqualTo(TRACES);
    assertThat(count("events", spec)).isEqualTo(report.rows());
    assertThat(count("clusters", spec)).isZero();
    assertThat(count("anomalies", spec)).isPositive();
  }

  /** Without summaries nothing is known, and the report says so. */
  @Test
  void aSummariserThatThrowsLeavesTheRows() throws Exception {
    RunSpec spec = spec("unseen");
    Analysis whole = analysis(spec);
    run(
        spec,
        new Analysis(
            whole.plan(),
            () -> {
              throw new IllegalStateException("blind");
            },
            whole.analysts()),
        2);
    assertThat(
            server
                .query("SELECT uniqExact(trace_id) AS traces FROM events WHERE run_id = 'unseen'")
                .get(0)
                .get("traces"))
        .isEqualTo((long) TRACES);
    QualityReport report = report(spec.runId());
    assertThat(report.rows()).isZero();
    assertThat(report.notAssessed())
        .anyMatch(reason -> reason.contains("chunk-summarizer") && reason.contains("blind"));
  }

  /** All rows of a run's findings, the times at which they were written left out. */
  static List<String> findings(RunSpec spec) throws Exception {
    List<String> rows = new ArrayList<>();
    for (String table : TABLES) {
      String id = table.equals("quality_reports") ? "report_id" : "run_id";
      String writtenAt = table.equals("quality_reports") ? "reported_at" : "recorded_at";
      for (Map<String, Object> row :
          server.query(
              "SELECT formatRow('JSONEachRow', * EXCEPT "
                  + writtenAt
                  + ") AS line FROM "
                  + table
                  + " FINAL WHERE "
                  + id
                  + " = '"
                  + spec.runId()
                  + "' ORDER BY line")) {
        rows.add(table + " " + row.get("line").toString().replace(spec.runId(), "RUN"));
      }
    }
    return rows;
  }

  private static QualityReport report(String id) throws Exception {
    List<Map<String, Object>> reports =
        server.query("SELECT report FROM quality_reports FINAL WHERE report_id = '" + id + "'");
    assertThat(reports).hasSize(1);
    return ModelJson.read((String) reports.get(0).get("report"), QualityReport.class);
  }

  private static long count(String table, RunSpec spec) throws Exception {
    return (Long)
        server
            .query("SELECT count() AS n FROM " + table + " WHERE run_id = '" + spec.runId() + "'")
            .get(0)
            .get("n");
  }

  private static Analysis analysis(RunSpec spec) {
    long paneMs = (spec.windowEndMs() - spec.windowStartMs()) / PANES;
    return Analysis.of(
        spec,
        PlannedRun::builtin,
        new SummaryPlan(
            spec.runId(), spec.windowStartMs(), spec.windowEndMs(), paneMs, 0.5, spec.seed()));
  }

  private static void run(RunSpec spec, Analysis analysis, int parallelism) throws Exception {
    StreamExecutionEnvironment job = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
    Configuration cluster = Checkpoints.onDisk();
    job.configure(cluster);
    job.configure(JobMain.defaults(cluster));
    new TracePipeline(spec, new ChunkExpander(spec, PlannedRun::builtin), Optional.of(analysis))
        .writeTo(server.options(), 2, job);
    job.execute(spec.runId());
  }

  private static RunSpec spec(String runId) {
    return new RunSpec(
        runId,
        Presets.read("default"),
        5,
        TRACES,
        TRACES_PER_CHUNK,
        START.toEpochMilli(),
        START.plus(Duration.ofDays(7)).toEpochMilli(),
        BuiltinCorpora.names().stream()
            .map(name -> new CorpusRef("builtin:" + name, BuiltinCorpora.VERSION, ""))
            .toList(),
        false,
        "events");
  }
}
