package io.tracewright.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerOptionsTest {

  @Test
  void hasDefaults() {
    ServerOptions options = ServerOptions.parse(List.of("--data-dir", "d", "--port", "0"));

    assertThat(options)
        .isEqualTo(new ServerOptions(Path.of("d"), "127.0.0.1", 0, 256L << 20, 32, false));
  }

  @Test
  void readsEveryOption() {
    ServerOptions options =
        ServerOptions.parse(
            List.of(
                "--exit-with-parent",
                "--host",
                "::1",
                "--port",
                "8123",
                "--max-body-bytes",
                "2048",
                "--max-concurrent-queries",
                "3",
                "--data-dir",
                "d"));

    assertThat(options).isEqualTo(new ServerOptions(Path.of("d"), "::1", 8123, 2048, 3, true));
  }

  @Test
  void reportsAllProblemsTogether() {
    assertThatThrownBy(
            () -> ServerOptions.parse(List.of("--port", "70000", "--max-body-bytes", "many", "-x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'-x' is no option")
        .hasMessageContaining("--data-dir is missing")
        .hasMessageContaining("--port is '70000': it must be a whole number from 0 to 65535")
        .hasMessageContaining("--max-body-bytes is 'many': it must be a whole number from 1024");
  }

  @Test
  void refusesToListenBeyondThisMachine() {
    assertThatThrownBy(
            () ->
                ServerOptions.parse(List.of("--data-dir", "d", "--port", "1", "--host", "0.0.0.0")))
        .hasMessageContaining("--host is '0.0.0.0': it must be a loopback address");
  }

  @Test
  void saysWhichValueIsMissing() {
    assertThatThrownBy(() -> ServerOptions.parse(List.of("--data-dir", "d", "--port")))
        .hasMessageContaining("--port needs a value");
  }
}
