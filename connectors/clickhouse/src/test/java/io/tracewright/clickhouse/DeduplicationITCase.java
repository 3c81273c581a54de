package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same token twice is one block, in the table and in the views behind it. */
class DeduplicationITCase {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void a_second_arrival_changes_neither_table_nor_views() throws Exception {
    server.execute(
        "CREATE TABLE numbers (number UInt64, parity LowCardinality(String)) ENGINE = MergeTree PARTITION BY number % 3 ORDER BY number SETTINGS non_replicated_deduplication_window = 100",
        "CREATE TABLE sums (parity String, total UInt64) ENGINE = SummingMergeTree ORDER BY parity SETTINGS non_replicated_deduplication_window = 100",
        "CREATE MATERIALIZED VIEW sums_view TO sums AS SELECT parity, sum(number) AS total FROM numbers GROUP BY parity");
    for (int arrival = 0; arrival < 3; arrival++) {
      // A writer each, as after a restart.
      try (BatchWriter<Long> writer = writer("numbers", false)) {
        for (long batch = 0; batch < 5; batch++) {
          writer.write(batch, null);
        }
        writer.flush(false);
        assertThat(writer.prepareCommit()).hasSize(5);
      }
    }
    long rows = 5L * NumberBatchEncoder.ROWS;
    assertThat(server.queryLong("SELECT count() FROM numbers")).isEqualTo(rows);
    assertThat(server.queryLong("SELECT sum(total) FROM sums")).isEqualTo(rows * (rows - 1) / 2);
  }

  @Test
  void a_large_block_stays_one_block_compressed_or_not() throws Exception {
    for (boolean compressed : new boolean[] {false, true}) {
      String table = compressed ? "large_lz4" : "large";
      server.execute(
          "CREATE TABLE "
              + table
              + " (number UInt64, parity LowCardinality(String)) ENGINE = MergeTree ORDER BY number SETTINGS non_replicated_deduplication_window = 100",
          "SYSTEM STOP MERGES " + table);
      // More rows than the server's default block (65,409) and than it joins blocks to (1,048,449).
      int rows = 1_200_000;
      LargeBatchEncoder encoder = new LargeBatchEncoder(rows);
      for (int arrival = 0; arrival < 2; arrival++) {
        try (BatchWriter<Long> writer = writer(table, compressed, encoder)) {
          writer.write(0L, null);
          writer.flush(false);
        }
      }
      assertThat(server.queryLong("SELECT count() FROM " + table)).isEqualTo(rows);
      assertThat(
              server.queryLong(
                  "SELECT count() FROM system.parts WHERE active AND table = '" + table + "'"))
          .isEqualTo(1);
    }
  }

  private static BatchWriter<Long> writer(String table, boolean compressed) {
    return writer(table, compressed, new NumberBatchEncoder(100));
  }

  private static BatchWriter<Long> writer(
      String table, boolean compressed, BatchEncoder<Long> encoder) {
    SinkSpec<Long> spec =
        new SinkSpec<>(
            server.options().withCompressRequest(compressed),
            table,
            encoder,
            2,
            RetryPolicy.DEFAULT,
            false,
            1,
            Map.of());
    return Writers.open(spec);
  }
}
