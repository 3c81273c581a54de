package io.tracewright.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The rows of a query as they come, in the format RowBinary. Not thread-safe. */
public final class RowStream implements AutoCloseable {
  private final Client client;
  private final QueryResponse response;

  private RowStream(Client client, QueryResponse response) {
    this.client = client;
    this.response = response;
  }

  /**
   * Sends a query and waits for its first bytes.
   *
   * @param settings settings of the server for this query
   * @throws IOException if the server cannot be reached or refuses
   */
  public static RowStream open(
      ClickHouseOptions options, String query, Map<String, String> settings) throws IOException {
    Client client = Clients.open(options, 1);
    QuerySettings asked = new QuerySettings().setFormat(ClickHouseFormat.RowBinary);
    settings.forEach(asked::serverSetting);
    try {
      return new RowStream(client, client.query(query, asked).get());
    } catch (InterruptedException e) {
      client.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a query", e);
    } catch (ExecutionException | RuntimeException e) {
      client.close();
      throw new IOException("query failed: " + e.getMessage(), e);
    }
  }

  /** The rows. */
  public InputStream bytes() {
    return response.getInputStream();
  }

  @Override
  public void close() throws IOException {
    try {
      response.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("a query cannot be ended", e);
    } finally {
      client.close();
    }
  }
}
