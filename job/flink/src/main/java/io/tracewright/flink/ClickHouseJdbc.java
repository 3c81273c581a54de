package io.tracewright.flink;

import com.clickhouse.jdbc.Driver;
import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.migrations.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** JDBC connections for what the job reads and sets up; the hot path does not come here. */
public final class ClickHouseJdbc {
  private ClickHouseJdbc() {}

  /** Opens a connection. */
  public static Connection connect(ClickHouseOptions options) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", options.username());
    properties.setProperty("password", options.password().value());
    properties.setProperty("socket_timeout", Long.toString(options.requestTimeout().toMillis()));
    // Not through DriverManager: it knows the drivers of the first job's class loader only.
    return new Driver()
        .connect("jdbc:clickhouse:" + options.url() + "/" + options.database(), properties);
  }

  /** Brings the database to the present schema. */
  public static void migrate(ClickHouseOptions options) throws SQLException {
    try (Connection connection = connect(options);
        Statement statement = connection.createStatement()) {
      Migrations.apply(sql -> execute(statement, sql), sql -> firstColumn(statement, sql));
    }
  }

  private static void execute(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("migration failed: " + e.getMessage() + "\n" + sql, e);
    }
  }

  private static List<String> firstColumn(Statement statement, String sql) {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("migration failed: " + e.getMessage() + "\n" + sql, e);
    }
    return values;
  }
}
