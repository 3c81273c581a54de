package io.tracewright.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast rows of the size of a span go in, over HTTP, from two clients.
 *
 * <p>The system property {@code throughput.seconds} makes it a measurement; by default it only
 * guards against a collapse.
 */
final class InsertThroughputITCase {

  private static final Logger LOG = LoggerFactory.getLogger(InsertThroughputITCase.class);
  private static final int CLIENTS = 2;
  private static final double SECONDS =
      Double.parseDouble(System.getProperty("throughput.seconds", "1"));
  private static final double MIN_ROWS_PER_SECOND = 20_000;

  /** 27 columns, about 270 bytes a row. */
  private static final String ROWS =
      "SELECT generateUUIDv4(1) AS c1, generateUUIDv4(2) AS c2, generateUUIDv4(3) AS c3,"
          + " toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + number / 1000 AS c4,"
          + " toString(number % 5) AS c5, toString(number % 50) AS c6, toString(number % 500) AS c7,"
          + " 'workload-' || toString(number % 9) AS c8, 'category' AS c9, 'domain' AS c10,"
          + " 'tenant-' || toString(number % 20) AS c11, rand() / 1e6 AS c12,"
          + " toFloat32(rand(1) / 1e6) AS c13, toFloat32(rand(2) / 1e6) AS c14, rand(3) / 1e6 AS c15,"
          + " 'model-large-2026' AS c16, '1.0.3' AS c17, rand(4) AS c18, rand(5) AS c19,"
          + " rand(6) AS c20, ['search', 'lookup'] AS c21, 'user-' || toString(rand(7) % 10000) AS c22,"
          + " 'session-' || toString(rand(8) % 100000) AS c23, hex(randomString(20)) AS c24,"
          + " ['a', 'b'] AS c25, 'run' AS c26, number AS c27 FROM numbers";

  private final HttpProbe http = new HttpProbe(ServerUnderTest.url());

  @ParameterizedTest
  @ValueSource(ints = {8_000, 32_000})
  void twoClientsInsertNativeBlocks(int rowsPerInsert) throws Exception {
    http.query("DROP TABLE IF EXISTS throughput");
    http.query("CREATE TABLE throughput ENGINE = MergeTree ORDER BY (c4, c1) AS " + ROWS + "(0)");
    byte[] body = http.postForBytes(ROWS + "(" + rowsPerInsert + ") FORMAT Native").body();

    AtomicLong rows = new AtomicLong();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    long begin = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      running.add(
          clients.submit(
              () -> {
                while (System.nanoTime() - begin < SECONDS * 1e9) {
                  assertThat(
                          http.post(body, "query", "INSERT INTO throughput FORMAT Native")
                              .statusCode())
                      .isEqualTo(200);
                  rows.addAndGet(rowsPerInsert);
                }
              }));
    }
    for (Future<?> client : running) {
      client.get();
    }
    clients.shutdown();

    double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1e3;
    double rowsPerSecond = rows.get() / seconds;
    LOG.info(
        "{}",
        String.format(
            Locale.ROOT,
            "%d clients, %d rows of %d bytes an insert: %,.0f rows/s, %,.0f MB/s",
            CLIENTS,
            rowsPerInsert,
            body.length / rowsPerInsert,
            rowsPerSecond,
            rowsPerSecond * body.length / rowsPerInsert / 1e6));
    assertThat(http.query("SELECT count() FROM throughput")).isEqualTo(rows.get() + "\n");
    http.query("DROP TABLE throughput");
    assertThat(rowsPerSecond).isGreaterThan(MIN_ROWS_PER_SECOND);
  }
}
