package io.tracewright.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --data-dir}: where a laptop's ClickHouse and Flink keep their files. */
final class DataFolder {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Folder for the embedded server's data (default: tracewright in the data home).")
  private Path dataDir;

  Path path() {
    if (dataDir != null && dataDir.toString().isEmpty()) {
      throw UserError.badInput("--data-dir is empty: name a folder or leave the option out");
    }
    return (dataDir == null ? dataHome().resolve("tracewright") : dataDir)
        .toAbsolutePath()
        .normalize();
  }

  /** The option as it was given, to be repeated in a command; empty when it was not. */
  String option() {
    return dataDir == null ? "" : " --data-dir " + dataDir;
  }

  /** The XDG base directory for data. */
  private static Path dataHome() {
    String xdg = System.getenv("XDG_DATA_HOME");
    return xdg == null || xdg.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "share")
        : Path.of(xdg);
  }
}
