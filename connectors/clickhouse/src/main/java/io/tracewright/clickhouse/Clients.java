package io.tracewright.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import java.time.temporal.ChronoUnit;

/** Opens ClickHouse's client as this module wants it. */
final class Clients {
  private static final String CLIENT_NAME = "tracewright-flink-sink";

  private Clients() {}

  /**
   * Opens a client; nothing is sent yet.
   *
   * <p>The client's own retries are off: they would hide attempts from the budget, the metrics and
   * the log. Requests run in the calling thread.
   */
  static Client open(ClickHouseOptions options, int maxConnections) {
    return new Client.Builder()
        .addEndpoint(options.url().toString())
        .setUsername(options.username())
        .setPassword(options.password().value())
        .setDefaultDatabase(options.database())
        .setConnectTimeout(options.connectTimeout().toMillis(), ChronoUnit.MILLIS)
        .setConnectionRequestTimeout(options.requestTimeout().toMillis(), ChronoUnit.MILLIS)
        .setSocketTimeout(options.requestTimeout().toMillis(), ChronoUnit.MILLIS)
        .setMaxConnections(maxConnections)
        .setMaxRetries(0)
        .retryOnFailures(ClientFaultCause.None)
        .useAsyncRequests(false)
        .compressClientRequest(options.compressRequest())
        .compressServerResponse(false)
        .setClientName(CLIENT_NAME)
        .build();
  }
}
