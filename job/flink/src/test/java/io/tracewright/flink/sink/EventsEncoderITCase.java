package io.tracewright.flink.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.clickhouse.block.ColumnDefinition;
import io.tracewright.clickhouse.block.NativeBlock;
import io.tracewright.flink.MigratedServer;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.span.SpanBatch;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is encoded is what the table's columns hold, by their names. */
@Timeout(120)
class EventsEncoderITCase {
  private static final List<String> COLUMNS =
      EventColumns.SCHEMA.columns().stream().map(ColumnDefinition::name).toList();

  @TempDir private static Path dataDir;
  private static MigratedServer server;

  private final RecognisableSpans spans = new RecognisableSpans();
  private final EventsEncoder encoder = new EventsEncoder(false);
  private final NativeBlock block = new NativeBlock(encoder.schema().columns());

  @BeforeAll
  static void start() throws Exception {
    server = MigratedServer.start(dataDir);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Otherwise the comparisons below might pass over two columns that were swapped. */
  @Test
  void noTwoCellsOfTheInputLookAlike() {
    Set<Object> seen = new HashSet<>();
    for (String column : COLUMNS) {
      for (int row : RecognisableSpans.STORED) {
        Object value = spans.expected(column, row);
        boolean ofTheRun = column.equals("run_id") || column.equals("chunk");
        if (value != null && !value.equals(List.of()) && !ofTheRun) {
          assertThat(seen.add(value)).as("%s of row %s: %s", column, row, value).isTrue();
        }
      }
    }
    assertThat(seen).doesNotContain(RecognisableSpans.RUN_ID, (long) RecognisableSpans.CHUNK);
  }

  @Test
  void everyColumnHoldsWhatWasEncoded() throws Exception {
    encoder.encode(spans.batch, block);
    insert("events");
    assertHolds(server.query("SELECT * FROM events ORDER BY timestamp_utc"));
  }

  /** That the label is written otherwise, the test above shows. */
  @Test
  void aHiddenAnomalyIsNowhereInTheRow() throws Exception {
    server.execute("CREATE TABLE events_in_hiding AS events ENGINE = Memory");
    new EventsEncoder(true).encode(spans.batch, block);
    insert("events_in_hiding");
    List<Map<String, Object>> rows = server.query("SELECT * FROM events_in_hiding");
    assertThat(rows).hasSameSizeAs(RecognisableSpans.STORED);
    for (Map<String, Object> row : rows) {
      assertThat(row.get("anomaly")).isEqualTo("");
      assertThat(row.toString()).doesNotContain((String) spans.expected("anomaly", 0));
    }
  }

  /** The engine Memory keeps rows as they came, so that the block's own order shows. */
  @Test
  void aBlockThatIsUsedAgainHoldsTheNewBatchAloneAndInTimeOrder() throws Exception {
    server.execute("CREATE TABLE events_as_sent AS events ENGINE = Memory");
    encoder.encode(spans.batch, block);
    block.reset();
    encoder.encode(spans.batch, block);
    insert("events_as_sent");
    assertHolds(server.query("SELECT * FROM events_as_sent"));
  }

  @Test
  void theSchemaIsTheTables() throws Exception {
    assertThat(
            server
                .query(
                    "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND"
                        + " table = 'events' ORDER BY position")
                .stream()
                .map(row -> row.get("name") + " " + row.get("type")))
        .containsExactlyElementsOf(
            EventColumns.SCHEMA.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList());
  }

  @Test
  void theTokenNamesRunAndChunkAndTheLabelCountsTraces() {
    assertThat(encoder.deduplicationToken(spans.batch)).isEqualTo("run-of-the-test/4711");
    assertThat(ChunkLabel.parse(encoder.label(spans.batch)))
        .isEqualTo(new ChunkLabel("run-of-the-test", 4_711, 2, 1, 2));
  }

  @Test
  void aBatchWithoutTracesMakesNoRows() {
    SpanBatch empty = new SpanBatch();
    empty.reset("empty", new ChunkDescriptor(0, 0, 1, 0, 1, 2));
    encoder.encode(empty, block);
    assertThat(block.rows()).isZero();
  }

  private void assertHolds(List<Map<String, Object>> rows) {
    assertThat(rows).hasSameSizeAs(RecognisableSpans.STORED);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).keySet()).containsExactlyInAnyOrderElementsOf(COLUMNS);
      for (String column : COLUMNS) {
        int row = RecognisableSpans.STORED.get(i);
        assertThat(rows.get(i).get(column))
            .as("%s of row %s", column, row)
            .isEqualTo(spans.expected(column, row));
      }
    }
  }

  @SuppressWarnings("try") // The client's responses declare that closing may be interrupted.
  private void insert(String table) throws Exception {
    ClickHouseOptions options = server.options();
    try (Client client =
            new Client.Builder()
                .addEndpoint(options.url().toString())
                .setUsername(options.username())
                .setPassword(options.password().value())
                .build();
        InsertResponse response =
            client
                .insert(
                    table,
                    new ByteArrayInputStream(block.toBytes()),
                    ClickHouseFormat.Native,
                    new InsertSettings())
                .get()) {
      response.getWrittenRows();
    }
  }
}
