package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The server that contract tests talk to: an embedded one, started once for all of them with a
 * small heap, or the one that the environment variable {@value #VARIABLE} names.
 */
final class ServerUnderTest {

  static final String VARIABLE = "TRACEWRIGHT_CLICKHOUSE_URL";
  static final int MAX_HEAP_MEGABYTES = 128;

  private ServerUnderTest() {}

  static URI url() {
    String external = System.getenv(VARIABLE);
    return external != null ? URI.create(external) : Embedded.SERVER.url();
  }

  /** A new data directory under {@code target}. */
  static Path newDataDir() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(Path.of("target", "it")), "data-");
  }

  /** Ends with this process. */
  private static final class Embedded {
    static final EmbeddedClickHouse SERVER = start();

    private static EmbeddedClickHouse start() {
      try {
        return EmbeddedClickHouse.start(
            EmbeddedClickHouse.Options.of(newDataDir(), 0)
                .withMaxHeapMegabytes(MAX_HEAP_MEGABYTES));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
