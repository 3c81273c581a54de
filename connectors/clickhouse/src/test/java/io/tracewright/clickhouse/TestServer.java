package io.tracewright.clickhouse;

import io.tracewright.clickhouse.embedded.EmbeddedClickHouse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The ClickHouse of the integration tests: the embedded engine, or the server that {@code
 * TRACEWRIGHT_CLICKHOUSE_URL} names (without the tests that kill it).
 */
final class TestServer implements AutoCloseable {
  private static final String EXTERNAL_URL = System.getenv("TRACEWRIGHT_CLICKHOUSE_URL");

  private final Path dataDir;
  private final int port;
  private EmbeddedClickHouse embedded;

  private TestServer(Path dataDir, int port) {
    this.dataDir = dataDir;
    this.port = port;
  }

  static boolean isExternal() {
    return EXTERNAL_URL != null;
  }

  static TestServer start() {
    try {
      TestServer server =
          new TestServer(Files.createTempDirectory("tracewright-sink-it"), FreePort.find());
      server.restart();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("The test's ClickHouse does not start", e);
    }
  }

  /** Starts the embedded server again on the same port and data. */
  void restart() throws IOException {
    if (!isExternal()) {
      embedded = EmbeddedClickHouse.start(dataDir, port);
    }
  }

  /** As {@code kill -9}. */
  void killHard() {
    embedded.killHard();
  }

  ClickHouseOptions options() {
    URI url = URI.create(isExternal() ? EXTERNAL_URL : "http://localhost:" + port);
    return ClickHouseOptions.of(url).withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(20));
  }

  Connection jdbc() throws SQLException {
    return DriverManager.getConnection("jdbc:clickhouse:" + options().url());
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = jdbc();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first column of the first row. */
  long queryLong(String sql) throws SQLException {
    try (Connection connection = jdbc();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    if (embedded != null) {
      embedded.close();
    }
    try (Stream<Path> files = Files.walk(dataDir)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
