package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The transport against servers that accept a connection and then misbehave. */
@Timeout(30)
class ClientTransportTest {

  @Test
  void closing_breaks_off_a_request_that_the_server_never_answers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      InsertTransport transport = transport(silent, Duration.ofMinutes(5));
      CompletableFuture<FailureKind> insert = CompletableFuture.supplyAsync(() -> send(transport));
      try (Socket accepted = silent.accept()) {
        try (transport) {
          assertThat(accepted.getInputStream().read()).isPositive();
        }
        assertThat(insert.get(10, TimeUnit.SECONDS)).isNotNull();
      }
    }
  }

  @Test
  void a_silent_server_times_out_and_may_be_tried_again() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        InsertTransport transport = transport(silent, Duration.ofMillis(300))) {
      assertThat(send(transport)).isEqualTo(FailureKind.RETRY);
    }
  }

  @Test
  void a_connection_that_breaks_may_be_tried_again() throws Exception {
    try (ServerSocket rude = new ServerSocket(0);
        InsertTransport transport = transport(rude, Duration.ofSeconds(20))) {
      CompletableFuture<FailureKind> insert = CompletableFuture.supplyAsync(() -> send(transport));
      rude.accept().close();
      assertThat(insert.get(10, TimeUnit.SECONDS)).isEqualTo(FailureKind.RETRY);
    }
  }

  private static FailureKind send(InsertTransport transport) {
    try {
      BlockBuffer block = new BlockBuffer();
      block.write(0);
      transport.insert(new InsertRequest("token", "", 1, block));
      return null;
    } catch (Exception e) {
      return FailureKind.of(e);
    }
  }

  private static InsertTransport transport(ServerSocket server, Duration requestTimeout) {
    URI url = URI.create("http://localhost:" + server.getLocalPort());
    return new ClientTransport(
        new SinkSpec<>(
            ClickHouseOptions.of(url).withTimeouts(Duration.ofSeconds(2), requestTimeout),
            "t",
            new NumberBatchEncoder(10),
            2,
            RetryPolicy.DEFAULT,
            false,
            1,
            Map.of()));
  }
}
