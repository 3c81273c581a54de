package io.tracewright.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

  private static final ServerInfo INFO =
      new ServerInfo(URI.create("http://127.0.0.1:8123"), 42, "26.7.2.1");

  @TempDir private Path root;

  @Test
  void tellsWhoHoldsIt() throws Exception {
    try (DataDirectory held = DataDirectory.lock(root)) {
      held.publish(INFO);

      assertThatThrownBy(() -> DataDirectory.lock(root))
          .isInstanceOf(StartupException.class)
          .hasMessage(
              "the data directory "
                  + root
                  + " is in use by the server at http://127.0.0.1:8123 (process 42): use that one"
                  + " or stop it");
    }
  }

  @Test
  void isFreeAgainWhenClosed() throws Exception {
    try (DataDirectory held = DataDirectory.lock(root)) {
      held.publish(INFO);
      assertThat(ServerInfo.readFrom(root)).contains(INFO);
    }

    assertThat(ServerInfo.readFrom(root)).isEmpty();
    DataDirectory.lock(root).close();
  }

  @Test
  void clearsWhatAKilledServerLeft() throws Exception {
    INFO.writeTo(root);
    Files.createDirectories(root.resolve("work"));
    Files.writeString(root.resolve("work").resolve("result-1"), "x");

    try (DataDirectory held = DataDirectory.lock(root)) {
      assertThat(ServerInfo.readFrom(root)).isEmpty();
      assertThat(held.workDirectory()).isEmptyDirectory();
    }
  }

  @Test
  void takesNothingFromAFileThatIsNotOurs() throws Exception {
    Files.writeString(root.resolve(ServerInfo.FILE_NAME), "{\"url\":\"http://evil\"");

    assertThat(ServerInfo.readFrom(root)).isEmpty();
  }
}
