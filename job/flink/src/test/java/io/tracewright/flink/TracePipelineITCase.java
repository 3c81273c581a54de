package io.tracewright.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracewright.flink.SabotagedExpander.Sabotage;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real pipeline in a real Flink, into the real engine, against a count made without them. */
@Timeout(180)
class TracePipelineITCase {
  private static final int PARALLELISM = 2;
  private static final int MAX_IN_FLIGHT = 2;
  private static final int TRACES = 300;
  private static final int TRACES_PER_CHUNK = 20;
  private static final int CHUNKS = 15;

  /** Long after today, so that no TTL drops rows. */
  private static final Instant START = Instant.parse("2100-03-01T00:00:00Z");

  private static final Sabotage NONE = trace -> "";

  @TempDir private static Path dataDir;
  private static MigratedServer server;
  private static Instant startedAt;

  @BeforeAll
  static void start() throws Exception {
    server = MigratedServer.start(dataDir);
    startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aRunIsStoredAsPlanned() throws Exception {
    RunSpec spec = spec("as-planned");
    run(new TracePipeline(spec, PlannedRun::builtin), spec);
    PlannedRun planned = new PlannedRun(spec, NONE);
    assertThat(planned.traces()).isEqualTo(TRACES);
    assertThat(planned.rows()).isGreaterThan(TRACES);
    assertThat(planned.errors).isPositive();
    assertThat(planned.tools).isNotEmpty();
    assertStored(spec, planned);
  }

  /** Traces break rules here and there, and in one chunk all of them. */
  @Test
  void tracesThatBreakARuleAreReportedAndNotStored() throws Exception {
    RunSpec spec = spec("sabotaged");
    Sabotage sabotage = TracePipelineITCase::sabotage;
    run(new TracePipeline(spec, new SabotagedExpander(spec, sabotage), Optional.empty()), spec);
    PlannedRun planned = new PlannedRun(spec, sabotage);
    assertThat(planned.rejected).hasSize(20 + 14 + 12);
    assertThat(planned.traces()).isEqualTo(TRACES - 46);
    assertStored(spec, planned);
  }

  /** Odd traces are stored with their label, and recorded; those that break a rule are neither. */
  @Test
  void whatIsOddIsRecorded() throws Exception {
    RunSpec spec = spec("odd");
    run(
        new TracePipeline(spec, new SabotagedExpander(spec, new Oddities()), Optional.empty()),
        spec);
    PlannedRun planned = new PlannedRun(spec, new Oddities());
    assertThat(planned.groundTruth).hasSizeGreaterThanOrEqualTo(TRACES / 5 - TRACES / 10);
    assertStored(spec, planned);
    assertThat(labelsOfEvents(spec)).isEqualTo((long) planned.groundTruth.size());
  }

  @Test
  void whatIsHiddenIsRecordedAllTheSameAndEventsKeepQuiet() throws Exception {
    RunSpec spec = spec("hidden", hidden(Presets.read("default")));
    run(
        new TracePipeline(spec, new SabotagedExpander(spec, new Oddities()), Optional.empty()),
        spec);
    PlannedRun planned = new PlannedRun(spec, new Oddities());
    assertStored(spec, planned);
    assertThat(labelsOfEvents(spec)).isEqualTo(0L);
  }

  private static Object labelsOfEvents(RunSpec spec) throws Exception {
    return select("countIf(anomaly != '') AS labels FROM events", spec, "").get(0).get("labels");
  }

  /** Every fifth trace is odd, every second of those is rejected. */
  private static final class Oddities implements Sabotage {
    @Override
    public String ruleThatBreaks(long trace) {
      return trace % 10 == 0 ? "TOKEN_SUM" : "";
    }

    @Override
    public String anomaly(long trace) {
      return trace % 5 == 0 ? "loop" : "";
    }
  }

  /** A limit ends a run at a chunk's end; what it made is how the whole run begins. */
  @Test
  void aLimitedRunIsTheBeginningOfTheWholeOne() throws Exception {
    RunSpec spec = spec("limited").withChunkLimit(4);
    run(new TracePipeline(spec, PlannedRun::builtin), spec);
    List<Map<String, Object>> progress =
        select(
            "chunk, traces, rows, rejected_traces, rejected_rows FROM run_progress FINAL",
            spec,
            "ORDER BY chunk");
    assertThat(progress)
        .extracting(row -> List.copyOf(row.values()))
        .isEqualTo(new PlannedRun(spec("whole"), NONE).progress.subList(0, 4));
    assertThat(select("uniqExact(trace_id) AS traces FROM events", spec, "").get(0).get("traces"))
        .isEqualTo(spec.tracesToMake())
        .isEqualTo(4L * TRACES_PER_CHUNK);
  }

  /** All of chunk 7; the first of every chunk; the last of chunks 0 to 12. */
  private static String sabotage(long trace) {
    long chunk = trace / TRACES_PER_CHUNK;
    if (chunk == 7) {
      return "FINITE_MEASURES";
    }
    return switch ((int) (trace % TRACES_PER_CHUNK)) {
      case 0 -> "TOKEN_SUM";
      case TRACES_PER_CHUNK - 1 -> chunk <= 12 ? "PARENT_EXISTS" : "";
      default -> "";
    };
  }

  private static void assertStored(RunSpec spec, PlannedRun planned) throws Exception {
    assertEvents(spec, planned);
    assertSpanSums("trace_summary", spec, planned);
    assertSpanSums("workload_metrics", spec, planned);
    assertTools(spec, planned);
    assertProgress(spec, planned);
    assertAcknowledgements(spec);
    assertRejected(spec, planned);
    assertGroundTruth(spec, planned);
  }

  private static void assertGroundTruth(RunSpec spec, PlannedRun planned) throws Exception {
    assertThat(
            select(
                "chunk, trace_id, span_id, anomaly, operation_name, timestamp_utc, latency_ms"
                    + " FROM ground_truth FINAL",
                spec,
                ""))
        .extracting(row -> List.copyOf(row.values()))
        .containsExactlyInAnyOrderElementsOf(planned.groundTruth);
  }

  private static void assertEvents(RunSpec spec, PlannedRun planned) throws Exception {
    List<Map<String, Object>> ids = select("event_id, chunk FROM events", spec, "");
    assertThat(ids).hasSize(Math.toIntExact(planned.rows()));
    Set<String> stored =
        ids.stream()
            .map(row -> row.get("event_id") + " of chunk " + row.get("chunk"))
            .collect(Collectors.toSet());
    assertThat(stored).isEqualTo(planned.eventIds);
    assertSums(
        select(
            "count() AS spans, countIf(status = 'error') AS errors,"
                + " sum(events.total_tokens) AS tokens, sum(events.cost_usd) AS cost FROM events",
            spec,
            ""),
        planned);
    assertThat(
            select(
                    "workload_type, uniqExact(trace_id) AS traces FROM events",
                    spec,
                    "GROUP BY workload_type")
                .stream()
                .collect(
                    Collectors.toMap(
                        row -> (String) row.get("workload_type"), row -> (Long) row.get("traces"))))
        .isEqualTo(planned.tracesOfWorkload);
  }

  private static void assertSpanSums(String view, RunSpec spec, PlannedRun planned)
      throws Exception {
    assertSums(
        select(
            "sum(v.spans) AS spans, sum(v.errors) AS errors, sum(v.total_tokens) AS tokens,"
                + " sum(v.cost_usd) AS cost FROM "
                + view
                + " AS v",
            spec,
            ""),
        planned);
  }

  /** Events were compared with the plan, so what equals the plan equals them. */
  private static void assertSums(List<Map<String, Object>> rows, PlannedRun planned) {
    assertThat(rows).hasSize(1);
    Map<String, Object> sums = rows.get(0);
    assertThat(sums.get("spans")).isEqualTo(planned.rows());
    assertThat(sums.get("errors")).isEqualTo(planned.errors);
    assertThat(sums.get("tokens")).isEqualTo(planned.totalTokens);
    assertClose(sums.get("cost"), planned.costUsd);
  }

  private static void assertTools(RunSpec spec, PlannedRun planned) throws Exception {
    assertTools(
        select(
            "tool_name, sum(v.calls) AS calls, sum(v.errors) AS errors, sum(v.cost_usd) AS cost"
                + " FROM tool_invocations AS v",
            spec,
            "GROUP BY tool_name ORDER BY tool_name"),
        planned);
    assertTools(
        select(
            "tool_name, count() AS calls, countIf(status = 'error') AS errors,"
                + " sum(events.cost_usd) AS cost"
                + " FROM events ARRAY JOIN tool_invocations AS tool_name",
            spec,
            "GROUP BY tool_name ORDER BY tool_name"),
        planned);
  }

  private static void assertTools(List<Map<String, Object>> rows, PlannedRun planned) {
    assertThat(rows)
        .extracting(row -> row.get("tool_name"))
        .containsExactlyElementsOf(planned.tools.keySet());
    for (Map<String, Object> row : rows) {
      PlannedRun.Tool tool = planned.tools.get((String) row.get("tool_name"));
      assertThat(row.get("calls")).isEqualTo(tool.calls);
      assertThat(row.get("errors")).isEqualTo(tool.errors);
      assertClose(row.get("cost"), tool.costUsd);
    }
  }

  private static void assertProgress(RunSpec spec, PlannedRun planned) throws Exception {
    List<Map<String, Object>> rows =
        select(
            "chunk, traces, rows, rejected_traces, rejected_rows FROM run_progress FINAL",
            spec,
            "ORDER BY chunk");
    assertThat(rows).hasSize(CHUNKS);
    assertThat(rows).extracting(row -> List.copyOf(row.values())).isEqualTo(planned.progress);
  }

  /** What the server's and the clock's part is in it cannot be planned, but it has bounds. */
  private static void assertAcknowledgements(RunSpec spec) throws Exception {
    List<Map<String, Object>> acknowledgements =
        select(
            "rows, bytes, attempts, insert_latency_ms, acknowledged_at FROM run_progress FINAL",
            spec,
            "");
    for (Map<String, Object> row : acknowledgements) {
      boolean sent = (Long) row.get("rows") > 0;
      long bytes = (Long) row.get("bytes");
      // Four identifiers alone are 64 bytes.
      assertThat(bytes).isGreaterThanOrEqualTo(64 * (Long) row.get("rows"));
      assertThat(bytes > 0).isEqualTo(sent);
      assertThat((Long) row.get("attempts")).isBetween(sent ? 1L : 0L, sent ? 20L : 0L);
      assertThat((Double) row.get("insert_latency_ms")).isBetween(0.0, 60_000.0);
      assertThat((Instant) row.get("acknowledged_at")).isBetween(startedAt, Instant.now());
    }
  }

  private static void assertRejected(RunSpec spec, PlannedRun planned) throws Exception {
    assertThat(select("chunk, trace_id, rule, spans FROM rejected_events FINAL", spec, ""))
        .extracting(row -> List.copyOf(row.values()))
        .containsExactlyInAnyOrderElementsOf(planned.rejected);
    for (Map<String, Object> row : select("rejected_at FROM rejected_events", spec, "")) {
      assertThat((Instant) row.get("rejected_at")).isBetween(startedAt, Instant.now());
    }
  }

  private static List<Map<String, Object>> select(String what, RunSpec spec, String rest)
      throws Exception {
    return server.query("SELECT " + what + " WHERE run_id = '" + spec.runId() + "' " + rest);
  }

  private static void assertClose(Object actual, double expected) {
    assertThat((Double) actual).isCloseTo(expected, offset(1e-9 * Math.abs(expected)));
  }

  private static void run(TracePipeline pipeline, RunSpec spec) throws Exception {
    StreamExecutionEnvironment job = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM);
    Configuration cluster = Checkpoints.onDisk();
    job.configure(cluster);
    job.configure(JobMain.defaults(cluster));
    pipeline.writeTo(server.options(), MAX_IN_FLIGHT, job);
    job.execute(spec.runId());
  }

  private static WorkloadProfile hidden(WorkloadProfile profile) throws Exception {
    ObjectNode tree = (ObjectNode) ModelJson.mapper().valueToTree(profile);
    ((ObjectNode) tree.get("anomalies")).put("hidden", true);
    return ModelJson.mapper().treeToValue(tree, WorkloadProfile.class);
  }

  private static RunSpec spec(String runId) {
    return spec(runId, Presets.read("default"));
  }

  private static RunSpec spec(String runId, WorkloadProfile profile) {
    return new RunSpec(
        runId,
        profile,
        profile.seed(),
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
