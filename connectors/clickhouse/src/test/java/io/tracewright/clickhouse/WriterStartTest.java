package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How patiently a writer looks for its server, with nobody at the address. */
class WriterStartTest {

  @Test
  void a_first_start_fails_at_once() throws Exception {
    SinkSpec<Long> spec = spec(Duration.ofMinutes(5));
    long start = System.nanoTime();
    assertThatThrownBy(() -> WriterStart.inspect(spec, false))
        .isInstanceOf(ClickHouseSinkException.class)
        .hasMessageStartingWith("ClickHouse at " + spec.options().url() + " is unreachable: ")
        .hasMessageEndingWith(". Start it or correct the URL.");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void a_restart_waits_for_the_server_as_long_as_the_budget_lasts() throws Exception {
    SinkSpec<Long> spec = spec(Duration.ofMillis(500));
    long start = System.nanoTime();
    assertThatThrownBy(() -> WriterStart.inspect(spec, true))
        .hasMessageContaining(" is unreachable: ");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(500));
  }

  @Test
  void cancelling_ends_the_wait() throws Exception {
    SinkSpec<Long> spec = spec(Duration.ofMinutes(5));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> WriterStart.inspect(spec, true))
        .hasMessage("The start of the ClickHouse writer was cancelled.");
    assertThat(Thread.interrupted()).isTrue();
  }

  private static SinkSpec<Long> spec(Duration budget) throws Exception {
    URI nobody = URI.create("http://localhost:" + FreePort.find());
    return new SinkSpec<>(
        ClickHouseOptions.of(nobody).withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)),
        "t",
        new NumberBatchEncoder(10),
        1,
        new RetryPolicy(budget, Duration.ofMillis(20), Duration.ofMillis(50)),
        false,
        1,
        Map.of());
  }
}
