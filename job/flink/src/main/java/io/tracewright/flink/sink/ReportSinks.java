package io.tracewright.flink.sink;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.flink.functions.LabelledSpan;
import io.tracewright.flink.functions.RejectedTrace;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * JDBC sinks for the rows that report on a run: few, small, and keyed, so that a row written twice
 * replaces itself.
 */
public final class ReportSinks {
  private static final String DRIVER = "com.clickhouse.jdbc.Driver";

  private static final String INSERT_PROGRESS =
      "INSERT INTO run_progress (run_id, chunk, traces, rows, rejected_traces, rejected_rows, bytes,"
          + " insert_latency_ms, attempts, acknowledged_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String INSERT_REJECTED =
      "INSERT INTO rejected_events (run_id, chunk, trace_id, rule, spans, rejected_at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  private static final String INSERT_GROUND_TRUTH =
      "INSERT INTO ground_truth (run_id, chunk, trace_id, span_id, anomaly, operation_name,"
          + " timestamp_utc, latency_ms, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final DateTimeFormatter UTC_TEXT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final int MAX_RETRIES = 3;
  private static final long FLUSH_INTERVAL_MS = 200;
  private static final int BATCH_ROWS = 1_000;

  private ReportSinks() {}

  /** The sink of {@code run_progress}. */
  public static JdbcSink<ProgressRow> progress(ClickHouseOptions clickHouse) {
    return JdbcSink.<ProgressRow>builder()
        .withQueryStatement(INSERT_PROGRESS, ReportSinks::bind)
        .withExecutionOptions(execution())
        .buildAtLeastOnce(connection(clickHouse));
  }

  /** The sink of {@code rejected_events}. */
  public static JdbcSink<RejectedTrace> rejected(ClickHouseOptions clickHouse) {
    return JdbcSink.<RejectedTrace>builder()
        .withQueryStatement(INSERT_REJECTED, ReportSinks::bind)
        .withExecutionOptions(execution())
        .buildAtLeastOnce(connection(clickHouse));
  }

  /** The sink of {@code ground_truth}. */
  public static JdbcSink<LabelledSpan> groundTruth(ClickHouseOptions clickHouse) {
    return JdbcSink.<LabelledSpan>builder()
        .withQueryStatement(INSERT_GROUND_TRUTH, ReportSinks::bind)
        .withExecutionOptions(execution())
        .buildAtLeastOnce(connection(clickHouse));
  }

  private static void bind(PreparedStatement insert, ProgressRow row) throws SQLException {
    insert.setString(1, row.runId());
    insert.setInt(2, row.chunk());
    insert.setInt(3, row.traces());
    insert.setLong(4, row.rows());
    insert.setInt(5, row.rejectedTraces());
    insert.setInt(6, row.rejectedRows());
    insert.setLong(7, row.bytes());
    insert.setDouble(8, row.insertLatencyMs());
    insert.setInt(9, row.attempts());
    insert.setString(10, utc(row.acknowledgedAtMs()));
  }

  private static void bind(PreparedStatement insert, RejectedTrace trace) throws SQLException {
    insert.setString(1, trace.runId());
    insert.setInt(2, trace.chunk());
    insert.setString(3, trace.traceId());
    insert.setString(4, trace.rule());
    insert.setInt(5, trace.spans());
    insert.setString(6, utc(trace.rejectedAtMs()));
  }

  private static void bind(PreparedStatement insert, LabelledSpan span) throws SQLException {
    insert.setString(1, span.runId());
    insert.setInt(2, span.chunk());
    insert.setString(3, span.traceId());
    insert.setString(4, span.spanId());
    insert.setString(5, span.anomaly());
    insert.setString(6, span.operationName());
    insert.setString(7, utc(span.timestampMs()));
    insert.setDouble(8, span.latencyMs());
    insert.setString(9, utc(System.currentTimeMillis()));
  }

  /** As text: the driver would read a {@code LocalDateTime} in the zone of this JVM. */
  static String utc(long epochMs) {
    return UTC_TEXT.format(Instant.ofEpochMilli(epochMs));
  }

  static JdbcExecutionOptions execution() {
    return JdbcExecutionOptions.builder()
        .withBatchSize(BATCH_ROWS)
        .withBatchIntervalMs(FLUSH_INTERVAL_MS)
        .withMaxRetries(MAX_RETRIES)
        .build();
  }

  static JdbcConnectionOptions connection(ClickHouseOptions clickHouse) {
    URI url = clickHouse.url();
    return new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
        .withUrl("jdbc:clickhouse:" + url + "/" + clickHouse.database())
        .withDriverName(DRIVER)
        .withUsername(clickHouse.username())
        .withPassword(clickHouse.password().value())
        .withProperty("socket_timeout", Long.toString(clickHouse.requestTimeout().toMillis()))
        .build();
  }
}
