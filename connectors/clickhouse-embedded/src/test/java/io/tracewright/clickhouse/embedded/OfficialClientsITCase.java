package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ClickHouse's own Java clients, with their default settings unless a test says otherwise. */
@SuppressWarnings("try") // the clients declare close() throws Exception
final class OfficialClientsITCase {

  private static final URI SERVER = ServerUnderTest.url();
  private static final UUID ID = UUID.fromString("61f0c404-5cb3-11e7-907b-a6006ad3dba0");

  private final HttpProbe http = new HttpProbe(SERVER);

  @BeforeEach
  void createTable() {
    http.query("DROP TABLE IF EXISTS clients");
    http.query(
        "CREATE TABLE clients (id UUID, at DateTime64(3, 'UTC'), parent Nullable(UUID),"
            + " service LowCardinality(String), tags Array(String), counts Map(String, UInt64),"
            + " body JSON, amount Float64) ENGINE = MergeTree ORDER BY at");
  }

  @ParameterizedTest
  @CsvSource({"false, false, false", "true, false, false", "true, true, false", "true, true, true"})
  void clientV2InsertsAndQueries(
      boolean compressResponse, boolean compressRequest, boolean httpCompression) throws Exception {
    try (Client client =
        new Client.Builder()
            .addEndpoint(SERVER.toString())
            .setUsername("default")
            .setPassword("")
            .compressServerResponse(compressResponse)
            .compressClientRequest(compressRequest)
            .useHttpCompression(httpCompression)
            .build()) {
      StringBuilder rows = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        rows.append("{\"id\":\"%s\",\"service\":\"s%d\",\"amount\":%d}\n".formatted(ID, i % 7, i));
      }
      try (InsertResponse inserted =
          client
              .insert(
                  "clients",
                  new ByteArrayInputStream(rows.toString().getBytes(UTF_8)),
                  ClickHouseFormat.JSONEachRow)
              .get(30, TimeUnit.SECONDS)) {
        assertThat(inserted.getWrittenRows()).isEqualTo(20_000);
      }

      List<GenericRecord> records =
          client.queryAll(
              "SELECT service, count() AS n, sum(amount) AS total FROM clients"
                  + " GROUP BY service ORDER BY service");
      assertThat(records).hasSize(7);
      assertThat(records.get(0).getString("service")).isEqualTo("s0");

      try (QueryResponse response =
          client
              .query(
                  "SELECT amount FROM clients WHERE service = {s:String} FORMAT TSV",
                  Map.of("s", "s3"))
              .get(30, TimeUnit.SECONDS)) {
        String text = new String(response.getInputStream().readAllBytes(), UTF_8);
        assertThat(text.lines().count()).isEqualTo(2_857);
      }
    }
  }

  @Test
  void clientV2SeesTheServersErrors() {
    try (Client client = clientWithDefaults()) {
      assertThatThrownBy(() -> client.queryAll("SELECT * FROM nope"))
          .hasRootCauseInstanceOf(ServerException.class)
          .rootCause()
          .satisfies(
              e -> assertThat(((ServerException) e).getCode()).isEqualTo(60),
              e -> assertThat(e).hasMessageContaining("UNKNOWN_TABLE"));
    }
  }

  @Test
  void clientV2ReadsALargeResult() {
    try (Client client = clientWithDefaults()) {
      assertThat(client.queryAll("SELECT number FROM numbers(200000)")).hasSize(200_000);
      assertThat(client.ping()).isTrue();
    }
  }

  @Test
  void jdbcKeepsEveryType() throws SQLException {
    try (Connection connection = jdbc();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO clients (id, at, parent, service, tags, counts, body, amount)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, ID);
      insert.setTimestamp(2, Timestamp.from(Instant.parse("2026-03-04T05:06:07.089Z")));
      insert.setObject(3, null);
      insert.setString(4, "it's; a -- \\ \"service\"");
      insert.setArray(5, connection.createArrayOf("String", new String[] {"a", "b'c"}));
      insert.setObject(6, Map.of("k", 7));
      insert.setString(7, "{\"a\":{\"b\":1}}");
      insert.setDouble(8, 0.5);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    try (Connection connection = jdbc();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT *, toJSONString(body) AS json FROM clients WHERE service = ?")) {
      query.setString(1, "it's; a -- \\ \"service\"");
      try (ResultSet row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getObject("id")).isEqualTo(ID);
        assertThat(row.getTimestamp("at").toInstant())
            .isEqualTo(Instant.parse("2026-03-04T05:06:07.089Z"));
        assertThat(row.getObject("parent")).isNull();
        assertThat((Object[]) row.getArray("tags").getArray()).containsExactly("a", "b'c");
        assertThat(row.getObject("counts").toString()).contains("k").contains("7");
        assertThat(row.getString("json")).isEqualTo("{\"a\":{\"b\":1}}");
        assertThat(row.getDouble("amount")).isEqualTo(0.5);
        assertThat(row.next()).isFalse();
      }
    }
  }

  @Test
  void jdbcInsertsBatches() throws SQLException {
    try (Connection connection = jdbc();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO clients (id, at, service, amount) VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < 5_000; i++) {
        insert.setObject(1, new UUID(1, i));
        insert.setObject(2, LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(i));
        insert.setString(3, "s" + i % 3);
        insert.setDouble(4, i);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(5_000);
    }
    assertThat(http.query("SELECT count(), sum(amount), uniqExact(id) FROM clients"))
        .isEqualTo("5000\t12497500\t5000\n");
  }

  @Test
  void jdbcReportsErrors() throws SQLException {
    try (Connection connection = jdbc();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM nope"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("UNKNOWN_TABLE");
      assertThatThrownBy(() -> statement.execute("SELEC 1")).isInstanceOf(SQLException.class);
      try (ResultSet row = statement.executeQuery("SELECT version()")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).matches("[0-9.]+");
      }
    }
  }

  private static Client clientWithDefaults() {
    return new Client.Builder()
        .addEndpoint(SERVER.toString())
        .setUsername("default")
        .setPassword("")
        .build();
  }

  private static Connection jdbc() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:clickhouse://" + SERVER.getHost() + ":" + SERVER.getPort() + "/default");
  }
}
