package io.tracewright.clickhouse.embedded;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the embedded server is told on its command line.
 *
 * @param dataDir where the engine keeps its tables; created if absent
 * @param host the loopback address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param maxBodyBytes the largest request body, decompressed
 * @param maxConcurrentQueries how many statements run at a time
 * @param exitWithParent whether the end of standard input stops the server
 */
record ServerOptions(
    Path dataDir,
    String host,
    int port,
    long maxBodyBytes,
    int maxConcurrentQueries,
    boolean exitWithParent) {

  static final long DEFAULT_MAX_BODY_BYTES = 256L << 20;
  static final int DEFAULT_MAX_CONCURRENT_QUERIES = 32;

  static final String USAGE =
      "usage: EmbeddedServerMain --data-dir DIR --port N [--host 127.0.0.1] [--max-body-bytes N]"
          + " [--max-concurrent-queries N] [--exit-with-parent]";

  private static final long MIN_BODY_BYTES = 1 << 10;
  private static final long MAX_BODY_BYTES = 1L << 30;
  private static final int MAX_CONCURRENT_QUERIES = 256;

  /**
   * Parses the command line.
   *
   * @throws IllegalArgumentException naming every option that is wrong, its value and the rule
   */
  static ServerOptions parse(List<String> arguments) {
    List<String> problems = new ArrayList<>();
    Map<String, String> given = read(arguments, problems);
    Path dataDir = null;
    if (given.containsKey("--data-dir")) {
      dataDir = path(given.get("--data-dir"), problems);
    } else {
      problems.add("--data-dir is missing: name the folder for the engine's tables");
    }
    if (!given.containsKey("--port")) {
      problems.add("--port is missing: give a port, or 0 for any free one");
    }
    String host = given.getOrDefault("--host", "127.0.0.1");
    if (!host.equals("localhost") && !host.equals("::1") && !host.matches("127(\\.\\d{1,3}){3}")) {
      problems.add(
          "--host is '"
              + host
              + "': it must be a loopback address (127.0.0.1, ::1 or localhost), as the server has"
              + " no password");
    }
    ServerOptions options =
        new ServerOptions(
            dataDir,
            host,
            (int) number("--port", given, 0, 0, 65_535, problems),
            number(
                "--max-body-bytes",
                given,
                DEFAULT_MAX_BODY_BYTES,
                MIN_BODY_BYTES,
                MAX_BODY_BYTES,
                problems),
            (int)
                number(
                    "--max-concurrent-queries",
                    given,
                    DEFAULT_MAX_CONCURRENT_QUERIES,
                    1,
                    MAX_CONCURRENT_QUERIES,
                    problems),
            given.containsKey("--exit-with-parent"));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return options;
  }

  /** The name the server gives itself in its answers. */
  String displayName() {
    return "tracewright-embedded";
  }

  private static Map<String, String> read(List<String> arguments, List<String> problems) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      switch (name) {
        case "--exit-with-parent" -> given.put(name, "");
        case "--data-dir", "--port", "--host", "--max-body-bytes", "--max-concurrent-queries" -> {
          i++;
          if (i < arguments.size()) {
            given.put(name, arguments.get(i));
          } else {
            problems.add(name + " needs a value");
          }
        }
        default -> problems.add("'" + name + "' is no option (" + USAGE + ")");
      }
    }
    return given;
  }

  private static Path path(String value, List<String> problems) {
    try {
      if (!value.isBlank()) {
        return Path.of(value);
      }
      problems.add("--data-dir is empty: name the folder for the engine's tables");
    } catch (InvalidPathException e) {
      problems.add("--data-dir is '" + value + "': it must be a path (" + e.getReason() + ")");
    }
    return null;
  }

  private static long number(
      String name,
      Map<String, String> given,
      long whenAbsent,
      long min,
      long max,
      List<String> problems) {
    String value = given.get(name);
    if (value == null) {
      return whenAbsent;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of range
    }
    problems.add(
        "%s is '%s': it must be a whole number from %d to %d".formatted(name, value, min, max));
    return whenAbsent;
  }
}
