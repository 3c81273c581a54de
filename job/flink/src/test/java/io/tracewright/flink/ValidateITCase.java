package io.tracewright.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.flink.table.TableLook;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Severity;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.run.TableRows;
import io.tracewright.model.run.ValidateSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables of spans are judged where they stand: ours, copies with planted defects, and others'. */
@Timeout(300)
class ValidateITCase {
  private static final int TRACES = 12_000;

  private static final int ORPHANS = 37;
  private static final int DUPLICATES = 53;
  private static final int OUT_OF_WINDOW = 29;
  private static final int BROKEN_JSON = 31;
  private static final int UNKNOWN_STATUS = 17;
  private static final int NO_LATENCY = 11;

  @TempDir private static Path dataDir;
  private static MigratedServer server;
  private static RunSpec run;
  private static long rows;

  @BeforeAll
  static void start() throws Exception {
    server = MigratedServer.start(dataDir);
    Instant start = Instant.parse("2100-03-01T00:00:00Z");
    run =
        new RunSpec(
            "stored",
            Presets.read("default"),
            5,
            TRACES,
            200,
            start.toEpochMilli(),
            start.plus(Duration.ofDays(7)).toEpochMilli(),
            BuiltinCorpora.names().stream()
                .map(name -> new CorpusRef("builtin:" + name, BuiltinCorpora.VERSION, ""))
                .toList(),
            false,
            "events");
    StreamExecutionEnvironment job = environment(2);
    new TracePipeline(run, PlannedRun::builtin).withoutAnalysis().writeTo(server.options(), 2, job);
    job.execute("stored");
    rows = (Long) server.query("SELECT count() AS n FROM events").get(0).get("n");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aCleanRunIsGoodAtAnyParallelism() throws Exception {
    QualityReport report = validate("clean-1", "events", Map.of(), "stored", run, true, 1);
    assertThat(report.findings().toString()).doesNotContain("CRITICAL");
    assertThat(report.verdict()).isEqualTo(QualityReport.GOOD);
    assertThat(report.rows()).isEqualTo(rows);
    assertThat(report.traces()).isEqualTo(TRACES);
    assertThat(counts(report)).containsExactly(0L, 0L, 0L, 0L);
    assertThat(report.runId()).isEqualTo("stored");
    assertThat(validate("clean-2", "events", Map.of(), "stored", run, true, 2)).isEqualTo(report);
    assertThat(validate("clean-4", "events", Map.of(), "stored", run, true, 4)).isEqualTo(report);
    assertThat(server.query("SELECT * FROM clusters FINAL WHERE run_id = 'clean-4'")).isNotEmpty();
  }

  @Test
  void plantedDefectsAreCountedExactly() throws Exception {
    plant();
    QualityReport report = validate("planted", "planted", Map.of(), "stored", run, true, 2);
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
    assertThat(report.rows()).isEqualTo(rows + DUPLICATES);
    assertThat(report.notAssessed()).isEmpty();
    assertThat(counts(report))
        .as("orphans, duplicates, out of window, schema errors")
        .containsExactly(
            (long) ORPHANS,
            (long) DUPLICATES,
            (long) OUT_OF_WINDOW,
            (long) BROKEN_JSON + UNKNOWN_STATUS + NO_LATENCY);
  }

  /** OpenTelemetry's table as its exporter makes it, identifiers in hexadecimal. */
  @Test
  void aTableOfOpenTelemetryIsUnderstood() throws Exception {
    server.execute(
        "CREATE TABLE otel_traces (Timestamp DateTime64(9), TraceId String, SpanId String,"
            + " ParentSpanId String, SpanName LowCardinality(String),"
            + " ServiceName LowCardinality(String),"
            + " ResourceAttributes Map(LowCardinality(String), String),"
            + " SpanAttributes Map(LowCardinality(String), String), Duration UInt64,"
            + " StatusCode LowCardinality(String)) ENGINE = MergeTree ORDER BY Timestamp");
    server.execute(
        "INSERT INTO otel_traces SELECT timestamp_utc, lower(hex(trace_id)),"
            + " substring(lower(hex(sipHash128(span_id))), 1, 16),"
            + " if(isNull(parent_span_id), '',"
            + " substring(lower(hex(sipHash128(assumeNotNull(parent_span_id)))), 1, 16)),"
            + " operation_name, workload_type, map('service.namespace', tenant_id),"
            + " map('gen_ai.operation.name', multiIf(event_type = 'llm_call', 'chat', event_type ="
            + " 'tool_call', 'execute_tool', ''), 'gen_ai.request.model', model_name,"
            + " 'gen_ai.usage.input_tokens', toString(prompt_tokens)),"
            + " toUInt64(round(latency_ms * 1e6)),"
            + " if(status = 'ok', 'Unset', 'Error') FROM events");
    QualityReport report = validate("otel", "default.otel_traces", Map.of(), "", null, false, 2);
    assertThat(report.rows()).isEqualTo(rows);
    assertThat(report.traces()).isEqualTo(TRACES);
    // The rows lie in the future; every other table's would be a defect.
    assertThat(counts(report)).containsExactly(0L, 0L, rows, 0L);
    assertThat(report.notAssessed()).anyMatch(reason -> reason.startsWith("accuracy"));
  }

  /** Any table, by a map; texts stand for numbers and times. */
  @Test
  void anotherTableIsReadAsToldAndWhatCannotBeReadIsAnError() throws Exception {
    server.execute(
        "CREATE TABLE mine (t Nullable(String), s UInt64, up UInt64, at String, ms String, `a``b`"
            + " String) ENGINE = MergeTree ORDER BY s");
    server.execute(
        "INSERT INTO mine VALUES ('x', 1, 0, '2020-01-01 00:00:00.5', '10', 'plan'),"
            + " ('x', 2, 1, '2020-01-01 00:00:00.5', 'soon', 'plan'),"
            + " ('y', 3, 0, '2020-01-01 00:00:01', '7', 'plan'),"
            + " ('y', 4, 9, '2020-01-01 00:00:01', '7', 'plan'),"
            + " (NULL, 5, 0, '2020-01-01 00:00:02', '7', 'plan')");
    QualityReport report =
        validate(
            "mine",
            "mine",
            Map.of(
                "trace_id", "t",
                "span_id", "s",
                "parent_span_id", "up",
                "timestamp_utc", "at",
                "latency_ms", "ms",
                "operation_name", "a`b"),
            "",
            null,
            false,
            2);
    assertThat(report.rows()).isEqualTo(5);
    assertThat(counts(report)).containsExactly(1L, 0L, 0L, 2L);
  }

  /** The rows lie in the future, which no other table's may; all else is as in the other half. */
  @Test
  void aTableIsHeldAgainstAnotherAtAnyParallelism() throws Exception {
    server.execute("CREATE VIEW even AS SELECT * FROM events WHERE cityHash64(trace_id) % 2 = 0");
    server.execute(
        "CREATE TABLE odd ENGINE = MergeTree ORDER BY tuple() AS SELECT * EXCEPT latency_ms,"
            + " latency_ms AS took FROM events WHERE cityHash64(trace_id) % 2 = 1");
    TableRows even = new TableRows("even", Map.of(), "");
    TableRows odd = new TableRows("default.odd", Map.of("latency_ms", "took"), "");
    QualityReport report = validate(new ValidateSpec("even-1", even, null, false, odd), 1);
    assertThat(report.against()).isEqualTo("table default.odd");
    assertThat(report.findings())
        .filteredOn(finding -> finding.severity() == Severity.CRITICAL)
        .extracting(Finding::check)
        .containsExactly("out_of_window");
    assertThat(report.checks()).hasSizeGreaterThan(150);
    assertThat(report.notAssessed()).hasSize(1);
    assertThat(validate(new ValidateSpec("even-4", even, null, false, odd), 4)).isEqualTo(report);
  }

  @Test
  void whatIsNotThereIsRefused() throws Exception {
    assertThatThrownBy(() -> look("nowhere.table", Map.of(), ""))
        .hasMessage("there is no table nowhere.table");
    assertThatThrownBy(() -> look("events", Map.of("status", "x) OR (1"), ""))
        .hasMessageStartingWith(
            "table events: there is no column x) OR (1; there are event_id, trace_id,");
    assertThatThrownBy(() -> look("runs", Map.of(), ""))
        .hasMessage("table runs: no column is known to be trace_id: map it");
    assertThatThrownBy(() -> look("events", Map.of(), "absent"))
        .hasMessage("there are no rows of run absent in table events");
    server.execute("CREATE TABLE none AS events ENGINE = MergeTree ORDER BY tuple()");
    assertThatThrownBy(() -> look("none", Map.of(), ""))
        .hasMessage("there are no rows in table none");
  }

  /** Leaves of traces, so that nothing but what is planted goes wrong with them. */
  private static void plant() throws Exception {
    server.execute("CREATE TABLE planted AS events ENGINE = MergeTree ORDER BY tuple()");
    server.execute(
        "CREATE TABLE leaves ENGINE = MergeTree ORDER BY span_id AS SELECT span_id,"
            + " row_number() OVER (ORDER BY span_id) AS n FROM events"
            + " WHERE parent_span_id IS NOT NULL AND span_id NOT IN"
            + " (SELECT assumeNotNull(parent_span_id) FROM events WHERE parent_span_id IS NOT"
            + " NULL)");
    int orphans = ORPHANS;
    int duplicates = orphans + DUPLICATES;
    int outOfWindow = duplicates + OUT_OF_WINDOW;
    int json = outOfWindow + BROKEN_JSON;
    int status = json + UNKNOWN_STATUS;
    int latency = status + NO_LATENCY;
    server.execute(
        "INSERT INTO planted SELECT e.* REPLACE ("
            + "if(n BETWEEN 1 AND "
            + orphans
            + ", generateUUIDv4(), e.parent_span_id) AS parent_span_id,"
            + " if(n > "
            + duplicates
            + " AND n <= "
            + outOfWindow
            + ", e.timestamp_utc + INTERVAL 40 DAY, e.timestamp_utc) AS timestamp_utc,"
            + " if(n > "
            + outOfWindow
            + " AND n <= "
            + json
            + ", '{broken', e.request_metadata) AS request_metadata,"
            + " if(n > "
            + json
            + " AND n <= "
            + status
            + ", 'unknown', e.status) AS status,"
            + " if(n > "
            + status
            + " AND n <= "
            + latency
            + ", nan, e.latency_ms) AS latency_ms)"
            + " FROM events AS e LEFT JOIN leaves AS l ON e.span_id = l.span_id");
    server.execute(
        "INSERT INTO planted SELECT * FROM events WHERE span_id IN (SELECT span_id FROM leaves"
            + " WHERE n > "
            + orphans
            + " AND n <= "
            + duplicates
            + ")");
  }

  private static List<Long> counts(QualityReport report) {
    return List.of(
        report.orphans(), report.duplicates(), report.outOfWindow(), report.schemaErrors());
  }

  private static QualityReport validate(
      String id,
      String table,
      Map<String, String> columns,
      String runId,
      RunSpec of,
      boolean ofRun,
      int parallelism)
      throws Exception {
    TableRows rows = new TableRows(table, columns, runId);
    return validate(new ValidateSpec(id, rows, of, ofRun, null), parallelism);
  }

  private static QualityReport validate(ValidateSpec spec, int parallelism) throws Exception {
    String id = spec.reportId();
    ValidateSpec told = ModelJson.read(ModelJson.write(spec), ValidateSpec.class);
    assertThat(told).isEqualTo(spec);
    StreamExecutionEnvironment job = environment(parallelism);
    TableRows reference = told.reference();
    new ValidatePipeline(
            told,
            look(told.rows()),
            reference == null ? null : look(reference),
            PlannedRun::builtin)
        .writeTo(server.options(), job);
    job.execute(id);
    List<Map<String, Object>> reports =
        server.query("SELECT report FROM quality_reports FINAL WHERE report_id = '" + id + "'");
    assertThat(reports).hasSize(1);
    return ModelJson.read((String) reports.get(0).get("report"), QualityReport.class);
  }

  private static TableLook look(String table, Map<String, String> columns, String runId)
      throws Exception {
    return look(new TableRows(table, columns, runId));
  }

  private static TableLook look(TableRows rows) throws Exception {
    try (Connection connection = ClickHouseJdbc.connect(server.options())) {
      return TableLook.at(connection, "default", rows);
    }
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment job = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
    Configuration cluster = Checkpoints.onDisk();
    job.configure(cluster);
    job.configure(JobMain.defaults(cluster));
    return job;
  }
}
