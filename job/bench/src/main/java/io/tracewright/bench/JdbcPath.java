package io.tracewright.bench;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.flink.TracePipeline;
import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.SymbolListColumn;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.RowTypeInfo;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;

/**
 * The path that most people take: rows through Flink's JdbcSink and clickhouse-jdbc, in batches of
 * 8,192.
 */
final class JdbcPath implements FlinkJob.Assembly {
  private static final int COLUMNS = 36;
  private static final int BATCH_ROWS = 8_192;

  private final ClickHouseOptions clickHouse;

  JdbcPath(ClickHouseOptions clickHouse) {
    this.clickHouse = clickHouse;
  }

  @Override
  public void add(TracePipeline pipeline, StreamExecutionEnvironment job) {
    TypeInformation<?>[] types = new TypeInformation<?>[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      types[i] = Types.STRING;
    }
    types[4] = Types.LOCAL_DATE_TIME;
    for (int i : new int[] {12, 13, 14, 15, 32}) {
      types[i] = Types.DOUBLE;
    }
    for (int i : new int[] {18, 19, 20, 28}) {
      types[i] = Types.INT;
    }
    types[21] = Types.OBJECT_ARRAY(Types.STRING);
    types[26] = Types.OBJECT_ARRAY(Types.STRING);
    pipeline
        .checked(job)
        .flatMap(JdbcPath::rows)
        .returns(new RowTypeInfo(types))
        .uid("rows")
        .sinkTo(
            JdbcSink.<Row>builder()
                .withQueryStatement(
                    "INSERT INTO events VALUES ("
                        + String.join(", ", Collections.nCopies(COLUMNS, "?"))
                        + ")",
                    JdbcPath::bind)
                .withExecutionOptions(
                    JdbcExecutionOptions.builder()
                        .withBatchSize(BATCH_ROWS)
                        .withMaxRetries(0)
                        .build())
                .buildAtLeastOnce(
                    new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl(
                            "jdbc:clickhouse:" + clickHouse.url() + "/" + clickHouse.database())
                        .withDriverName("com.clickhouse.jdbc.Driver")
                        .withUsername(clickHouse.username())
                        .withPassword(clickHouse.password().value())
                        .build()))
        .uid("jdbc");
  }

  private static void bind(PreparedStatement insert, Row row) throws SQLException {
    for (int i = 0; i < COLUMNS; i++) {
      insert.setObject(i + 1, row.getField(i));
    }
  }

  private static void rows(SpanBatch batch, Collector<Row> out) {
    int[] order = batch.timeOrder();
    for (int i = 0; i < batch.acceptedRows(); i++) {
      out.collect(row(batch, order[i]));
    }
  }

  /** A row in the order of the table's columns. */
  private static Row row(SpanBatch batch, int row) {
    return Row.of(
        batch.eventId.get(row).toString(),
        batch.traceId.get(row).toString(),
        batch.spanId.get(row).toString(),
        batch.parentSpanId.isNone(row) ? null : batch.parentSpanId.get(row).toString(),
        LocalDateTime.ofInstant(Instant.ofEpochMilli(batch.timestampMs.get(row)), ZoneOffset.UTC),
        batch.eventType.get(row),
        batch.serviceName.get(row),
        batch.operationName.get(row),
        batch.workloadType.get(row),
        batch.workloadCategory.get(row),
        batch.domain.get(row),
        batch.tenantId.get(row),
        batch.latencyMs.get(row),
        batch.cpuUsagePercent.get(row),
        batch.memoryUsageMb.get(row),
        batch.throughputRps.get(row),
        batch.modelName.get(row),
        batch.modelVersion.get(row),
        batch.promptTokens.get(row),
        batch.completionTokens.get(row),
        batch.totalTokens.get(row),
        list(batch.toolInvocations, row),
        batch.userId.get(row),
        batch.sessionId.get(row),
        batch.requestMetadata.get(row),
        batch.responseMetadata.get(row),
        list(batch.tags, row),
        batch.runId(),
        batch.chunk().index(),
        batch.region.get(row),
        batch.status.get(row),
        batch.errorType.get(row),
        batch.costUsd.get(row),
        batch.corpusVersion.get(row),
        batch.corpusRecordId.get(row),
        batch.anomaly.get(row));
  }

  private static String[] list(SymbolListColumn column, int row) {
    String[] values = new String[column.length(row)];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.get(row, i);
    }
    return values;
  }
}
