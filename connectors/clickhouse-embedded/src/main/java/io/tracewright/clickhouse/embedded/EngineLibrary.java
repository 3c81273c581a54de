package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the engine's library file in the {@code node_modules} folder that npm filled. */
final class EngineLibrary {

  /** System property that names the {@code node_modules} folder. */
  static final String PROPERTY = "tracewright.engine";

  /** Environment variable that names it when the property is absent. */
  static final String ENVIRONMENT = "TRACEWRIGHT_ENGINE";

  private EngineLibrary() {}

  /**
   * The configured {@code node_modules} folder; empty when neither property nor variable is set.
   */
  static Optional<Path> configuredFolder() {
    String folder = System.getProperty(PROPERTY);
    if (folder == null || folder.isBlank()) {
      folder = System.getenv(ENVIRONMENT);
    }
    return folder == null || folder.isBlank() ? Optional.empty() : Optional.of(Path.of(folder));
  }

  /**
   * The configured folder.
   *
   * @throws IllegalStateException if none is
   */
  static Path requireFolder() {
    return configuredFolder()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the ClickHouse engine is not configured: set the system property "
                        + PROPERTY
                        + " or the environment variable "
                        + ENVIRONMENT
                        + " to the node_modules folder that install-engine filled"));
  }

  /** The library in {@code nodeModules}, such as {@code @chdb/lib-linux-x64-gnu/libchdb.so}. */
  static Path locateIn(Path nodeModules) {
    Path scope = nodeModules.resolve("@chdb");
    if (Files.isDirectory(scope)) {
      try (DirectoryStream<Path> packages = Files.newDirectoryStream(scope, "lib-*")) {
        for (Path candidate : packages) {
          for (String name : new String[] {"libchdb.so", "libchdb.dylib"}) {
            if (Files.isRegularFile(candidate.resolve(name))) {
              return candidate.resolve(name).toAbsolutePath();
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + scope, e);
      }
    }
    throw new IllegalStateException(
        "no ClickHouse engine in "
            + nodeModules.toAbsolutePath()
            + ": expected @chdb/lib-*/libchdb.so (or .dylib); run install-engine");
  }
}
