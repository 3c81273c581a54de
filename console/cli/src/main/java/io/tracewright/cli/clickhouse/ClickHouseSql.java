package io.tracewright.cli.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.tracewright.cli.UserError;
import io.tracewright.migrations.Migrations;
import io.tracewright.migrations.TableShapeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** SQL over the official client. Values reach the server as bound parameters only. */
@SuppressWarnings("try") // The client's responses declare that closing may be interrupted.
public final class ClickHouseSql implements AutoCloseable {
  private static final String USER_VARIABLE = "TRACEWRIGHT_CLICKHOUSE_USER";
  private static final String PASSWORD_VARIABLE = "TRACEWRIGHT_CLICKHOUSE_PASSWORD";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final URI url;
  private final Client client;

  /**
   * Opens a client; credentials come from the environment, never from the command line.
   *
   * @param silence how long the server may say nothing before a statement counts as failed
   */
  public ClickHouseSql(URI url, Duration silence) {
    this.url = url;
    this.client =
        new Client.Builder()
            .addEndpoint(url.toString())
            .setUsername(System.getenv().getOrDefault(USER_VARIABLE, "default"))
            .setPassword(System.getenv().getOrDefault(PASSWORD_VARIABLE, ""))
            .setDefaultDatabase("default")
            .setConnectTimeout(CONNECT_TIMEOUT.toMillis(), ChronoUnit.MILLIS)
            .setSocketTimeout(silence.toMillis(), ChronoUnit.MILLIS)
            .build();
  }

  /** Whether the server answers. */
  public boolean isReachable() {
    HttpRequest ping =
        HttpRequest.newBuilder(url.resolve("/ping")).timeout(CONNECT_TIMEOUT).build();
    try {
      return HttpClient.newBuilder()
              .connectTimeout(CONNECT_TIMEOUT)
              .build()
              .send(ping, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Brings the server's tables to the present schema.
   *
   * @throws UserError if a table of another shape is in the way
   */
  public void migrate() {
    try {
      Migrations.apply(this::execute, sql -> text(sql, Map.of()).lines().toList());
    } catch (TableShapeException e) {
      throw UserError.badInput(e.getMessage(), e);
    }
  }

  /** Runs a statement and waits for it. */
  public void execute(String sql) {
    text(sql, Map.of());
  }

  /** The result's rows as tab-separated fields. */
  public List<String[]> rows(String sql, Map<String, Object> parameters) {
    return text(sql, parameters).lines().map(line -> line.split("\t", -1)).toList();
  }

  /** Writes the result as the server prints it. */
  public void print(String sql, String format, OutputStream out) throws IOException {
    try (QueryResponse response = query(sql, Map.of(), ClickHouseFormat.valueOf(format));
        InputStream body = response.getInputStream()) {
      body.transferTo(out);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw rethrown(e);
    }
  }

  /** Inserts rows given as JSON objects, one a line. */
  public void insertJsonLines(String table, byte[] lines) {
    try (InsertResponse response =
        client
            .insert(
                table,
                new ByteArrayInputStream(lines),
                ClickHouseFormat.JSONEachRow,
                new InsertSettings())
            .get()) {
      response.getWrittenRows();
    } catch (Exception e) {
      throw rethrown(e);
    }
  }

  private String text(String sql, Map<String, Object> parameters) {
    try (QueryResponse response = query(sql, parameters, ClickHouseFormat.TabSeparated);
        InputStream body = response.getInputStream()) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      body.transferTo(text);
      return text.toString(StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw rethrown(e);
    }
  }

  private QueryResponse query(String sql, Map<String, Object> parameters, ClickHouseFormat format)
      throws InterruptedException, ExecutionException {
    return client.query(sql, parameters, new QuerySettings().setFormat(format)).get();
  }

  private static ClickHouseSqlException rethrown(Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof ServerException server) {
        return new ClickHouseSqlException(server.getMessage(), server.getCode(), failure);
      }
      cause = cause.getCause();
    }
    return new ClickHouseSqlException(failure.getMessage(), 0, failure);
  }

  @Override
  public void close() {
    client.close();
  }
}
