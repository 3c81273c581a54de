package io.tracewright.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One body is one insert: atomic, and dropped when its deduplication token has been seen. */
final class InsertContractITCase {

  private final HttpProbe http = new HttpProbe(ServerUnderTest.url());

  @BeforeEach
  void createTables() {
    http.query("DROP TABLE IF EXISTS dedup_view");
    http.query("DROP TABLE IF EXISTS dedup_sums");
    http.query("DROP TABLE IF EXISTS dedup");
    http.query(
        "CREATE TABLE dedup (a UInt64, s String) ENGINE = MergeTree ORDER BY a"
            + " SETTINGS non_replicated_deduplication_window = 1000");
    http.query(
        "CREATE TABLE dedup_sums (bucket UInt64, n UInt64) ENGINE = SummingMergeTree ORDER BY bucket"
            + " SETTINGS non_replicated_deduplication_window = 1000");
    http.query(
        "CREATE MATERIALIZED VIEW dedup_view TO dedup_sums AS"
            + " SELECT a % 10 AS bucket, count() AS n FROM dedup GROUP BY bucket");
  }

  @ParameterizedTest
  @CsvSource({"Native, 10000", "Native, 100000", "JSONEachRow, 10000", "CSV, 100000"})
  void repeatedTokenAddsNothing(String format, int rows) {
    byte[] body = rows(format, 0, rows);

    for (int attempt = 0; attempt < 3; attempt++) {
      insert(body, format, "run/1");
    }
    assertCounts(rows);

    insert(rows(format, rows, rows), format, "run/2");
    assertCounts(2 * rows);
  }

  @Test
  void repeatedTokenAddsNothingInParallel() throws Exception {
    List<byte[]> bodies =
        IntStream.range(0, 3).mapToObj(i -> rows("Native", i * 20_000, 20_000)).toList();
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> inserts =
          IntStream.range(0, 24)
              .<Future<?>>mapToObj(
                  i ->
                      writers.submit(
                          () -> insert(bodies.get(i % 3), "Native", "parallel/" + i % 3)))
              .toList();
      for (Future<?> insert : inserts) {
        insert.get();
      }
    } finally {
      writers.shutdown();
    }

    assertCounts(60_000);
  }

  /** Atomicity rests on this: the engine must not cut a body into several parts. */
  @ParameterizedTest
  @ValueSource(strings = {"Native", "RowBinary", "CSV", "JSONEachRow", "Values"})
  void oneBodyIsOnePart(String format) {
    http.query("SYSTEM STOP MERGES dedup");

    insert(rows(format, 0, 200_000), format, "one/" + format);

    assertThat(
            http.query(
                "SELECT count(), sum(rows) FROM system.parts WHERE database = currentDatabase()"
                    + " AND table = 'dedup' AND active"))
        .isEqualTo("1\t200000\n");
  }

  /** A body of several Native blocks, as a client that flushes often writes it. */
  @Test
  void severalBlocksOfABodyAreOneInsert() {
    http.query("SYSTEM STOP MERGES dedup");
    byte[] body =
        http.postForBytes(
                "SELECT number AS a, toString(a) AS s FROM numbers(50000)"
                    + " SETTINGS max_block_size = 1000 FORMAT Native")
            .body();

    insert(body, "Native", "blocks");
    insert(body, "Native", "blocks");

    assertThat(http.query("SELECT uniqExact(_part), count() FROM dedup")).isEqualTo("1\t50000\n");
  }

  private void assertCounts(int rows) {
    assertThat(http.query("SELECT count(), uniqExact(a) FROM dedup"))
        .isEqualTo(rows + "\t" + rows + "\n");
    assertThat(http.query("SELECT sum(n) FROM dedup_sums")).isEqualTo(rows + "\n");
  }

  private void insert(byte[] body, String format, String token) {
    HttpResponse<String> response =
        http.post(
            body,
            "query",
            "INSERT INTO dedup FORMAT " + format,
            "insert_deduplication_token",
            token,
            "deduplicate_blocks_in_dependent_materialized_views",
            "1",
            "async_insert",
            "0");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private byte[] rows(String format, int first, int count) {
    return http.postForBytes(
            "SELECT number AS a, toString(a) AS s FROM numbers(%d, %d) FORMAT %s"
                .formatted(first, count, format))
        .body();
  }
}
