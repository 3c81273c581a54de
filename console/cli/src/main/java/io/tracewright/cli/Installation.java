package io.tracewright.cli;

import java.nio.file.Path;

/**
 * Where the product's files are, as {@code ./tracewright} lays them out.
 *
 * @param home folder with {@code cli}, {@code flink} and {@code job}
 */
public record Installation(Path home) {
  private static final String PROPERTY = "tracewright.home";

  /** The installation that the launcher named. */
  public static Installation current() {
    String home = System.getProperty(PROPERTY);
    if (home == null) {
      throw new IllegalStateException(
          "system property " + PROPERTY + " is not set: start through ./tracewright");
    }
    return new Installation(Path.of(home));
  }

  /** Jars of Flink. */
  public Path flinkLibraries() {
    return home.resolve("flink");
  }

  /** The job as it is submitted. */
  public Path jobJar() {
    return home.resolve("job").resolve("tracewright-job.jar");
  }
}
