package io.tracewright.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineLibraryTest {

  @TempDir private Path nodeModules;

  @Test
  void findsTheLibraryOfAnyPlatform() throws Exception {
    Path folder = Files.createDirectories(nodeModules.resolve("@chdb").resolve("lib-darwin-arm64"));
    Path library = Files.createFile(folder.resolve("libchdb.dylib"));

    assertThat(EngineLibrary.locateIn(nodeModules)).isEqualTo(library);
  }

  @Test
  void saysWhereItLooked() {
    assertThatThrownBy(() -> EngineLibrary.locateIn(nodeModules))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no ClickHouse engine in " + nodeModules)
        .hasMessageContaining("run install-engine");
  }
}
