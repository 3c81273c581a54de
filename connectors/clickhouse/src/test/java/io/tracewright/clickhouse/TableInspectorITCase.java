package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TableInspectorITCase {
  private static TestServer server;
  private static TableInspector inspector;

  private final TableSchema schema = new NumberBatchEncoder(1_000).schema();

  @BeforeAll
  static void start() {
    server = TestServer.start();
    inspector = new TableInspector(server.options());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void a_missing_table_is_told_or_made() {
    assertThatThrownBy(() -> inspector.check("missing", schema, false))
        .isInstanceOf(ClickHouseSinkException.class)
        .hasMessage(
            "Table default.missing does not exist. Create it, or let the sink do so (createTable).");
    assertThatCode(
            () -> {
              inspector.check("missing", schema, true);
              inspector.check("missing", schema, true);
              inspector.check("missing", schema, false);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_name_is_never_sql() {
    String name = "odd ` name'); DROP TABLE x --";
    assertThatCode(() -> inspector.check(name, schema, true)).doesNotThrowAnyException();
  }

  @Test
  void a_table_of_another_shape_is_told_with_every_difference() throws Exception {
    server.execute(
        "CREATE TABLE shaped (number String, extra UInt8) ENGINE = MergeTree ORDER BY number");
    assertThatThrownBy(() -> inspector.check("shaped", schema, true))
        .hasMessageStartingWith(
            "Table default.shaped has another shape than the rows to be written: column 'number' is String, expected UInt64; column 'parity' is missing, expected LowCardinality(String).");
  }

  @Test
  void a_table_without_deduplication_is_refused_and_the_quoted_statement_mends_it()
      throws Exception {
    server.execute(
        "CREATE TABLE windowless (number UInt64, parity LowCardinality(String)) ENGINE = MergeTree ORDER BY number");
    Throwable refusal = catchThrowable(() -> inspector.check("windowless", schema, false));
    assertThat(refusal).hasMessageContaining("keeps no deduplication window");
    String message = refusal.getMessage();
    server.execute(message.substring(message.indexOf("ALTER TABLE")));
    assertThatCode(() -> inspector.check("windowless", schema, false)).doesNotThrowAnyException();
  }

  @Test
  void a_window_of_one_is_refused_and_the_quoted_statement_mends_it() throws Exception {
    server.execute(
        "CREATE TABLE narrow (number UInt64, parity LowCardinality(String)) ENGINE = MergeTree ORDER BY number SETTINGS non_replicated_deduplication_window = 1");
    Throwable refusal = catchThrowable(() -> inspector.check("narrow", schema, false));
    assertThat(refusal)
        .hasMessageStartingWith(
            "Table default.narrow keeps a deduplication window of 1, less than the 1000 required");
    assertThatCode(() -> inspector.check("narrow", schema, false, 1)).doesNotThrowAnyException();
    String message = refusal.getMessage();
    server.execute(message.substring(message.indexOf("ALTER TABLE")));
    assertThatCode(() -> inspector.check("narrow", schema, false)).doesNotThrowAnyException();
  }

  @Test
  void the_target_of_a_view_needs_a_window_too() throws Exception {
    inspector.check("viewed", schema, true);
    server.execute(
        "CREATE TABLE view_target (number UInt64) ENGINE = MergeTree ORDER BY number",
        "CREATE TABLE view_log (number UInt64) ENGINE = Log",
        "CREATE MATERIALIZED VIEW view_1 TO view_target AS SELECT number FROM viewed",
        "CREATE MATERIALIZED VIEW view_2 TO view_log AS SELECT number FROM viewed");
    assertThatThrownBy(() -> inspector.check("viewed", schema, false))
        .hasMessageStartingWith("Table default.view_target keeps no deduplication window")
        .hasMessageContaining("ALTER TABLE `default`.`view_target` MODIFY SETTING");
    server.execute(
        "ALTER TABLE view_target MODIFY SETTING non_replicated_deduplication_window = 999");
    assertThatThrownBy(() -> inspector.check("viewed", schema, false))
        .hasMessageStartingWith("Table default.view_target keeps a deduplication window of 999");
    server.execute(
        "ALTER TABLE view_target MODIFY SETTING non_replicated_deduplication_window = 1000");
    assertThatCode(() -> inspector.check("viewed", schema, false)).doesNotThrowAnyException();
  }

  @Test
  void an_engine_that_cannot_deduplicate_is_refused() throws Exception {
    server.execute(
        "CREATE TABLE logged (number UInt64, parity LowCardinality(String)) ENGINE = Log");
    assertThatThrownBy(() -> inspector.check("logged", schema, false))
        .hasMessageContaining("has the engine Log, which cannot drop repeated blocks");
  }

  @Test
  void an_unreachable_server_is_told_at_once() throws Exception {
    URI nobody = URI.create("http://localhost:" + FreePort.find());
    ClickHouseOptions options =
        ClickHouseOptions.of(nobody).withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThatThrownBy(() -> new TableInspector(options).check("t", schema, false))
        .isInstanceOfSatisfying(
            ClickHouseSinkException.class, e -> assertThat(e.isTransient()).isTrue())
        .hasMessageStartingWith("ClickHouse at " + nobody + " is unreachable: ")
        .hasMessageEndingWith(". Start it or correct the URL.");
  }

  @Test
  void a_missing_database_is_told() {
    TableInspector elsewhere = new TableInspector(server.options().withDatabase("nowhere"));
    assertThatThrownBy(() -> elsewhere.check("t", schema, false))
        .hasMessageContaining("nowhere")
        .hasMessageContaining("does not exist");
  }
}
