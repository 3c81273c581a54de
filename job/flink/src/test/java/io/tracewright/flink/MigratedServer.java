package io.tracewright.flink;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.clickhouse.embedded.EmbeddedClickHouse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An embedded ClickHouse with the product's tables. */
public final class MigratedServer implements AutoCloseable {
  private final EmbeddedClickHouse clickHouse;

  private MigratedServer(EmbeddedClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  public static MigratedServer start(Path dataDir) throws IOException, SQLException {
    MigratedServer server = new MigratedServer(EmbeddedClickHouse.start(dataDir, 0));
    ClickHouseJdbc.migrate(server.options());
    return server;
  }

  public ClickHouseOptions options() {
    return ClickHouseOptions.of(clickHouse.url());
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = ClickHouseJdbc.connect(options());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * The rows of a result, their values by name of the column: whole numbers as Long, others as
   * Double, times as Instant, arrays as List.
   */
  public List<Map<String, Object>> query(String sql) throws SQLException {
    List<Map<String, Object>> result = new ArrayList<>();
    try (Connection connection = ClickHouseJdbc.connect(options());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          String name = rows.getMetaData().getColumnLabel(i);
          row.put(name, normalize(rows.getObject(name)));
        }
        result.add(row);
      }
    }
    return result;
  }

  private static Object normalize(Object value) throws SQLException {
    if (value instanceof java.sql.Array array) {
      return Arrays.asList((Object[]) array.getArray());
    }
    if (value instanceof Float || value instanceof Double) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof Timestamp time) {
      // The driver puts the column's wall clock, which is UTC, into this JVM's zone.
      return time.toLocalDateTime().toInstant(ZoneOffset.UTC);
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return value;
  }

  @Override
  public void close() {
    clickHouse.close();
  }
}
