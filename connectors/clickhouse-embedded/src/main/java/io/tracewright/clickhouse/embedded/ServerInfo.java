package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code server.json} in a data directory says of the server that has it open.
 *
 * @param url where the server listens
 * @param pid its process
 * @param version its ClickHouse version
 */
record ServerInfo(URI url, long pid, String version) {

  static final String FILE_NAME = "server.json";

  private static final Pattern JSON =
      Pattern.compile(
          "\\{\"url\":\"(http://[^\"\\\\]+)\",\"pid\":(\\d{1,18}),\"version\":\"([^\"\\\\]*)\"}\\s*");

  /** Writes the file in one step, so that nobody reads half of it. */
  void writeTo(Path dataDir) throws IOException {
    Path temporary = dataDir.resolve(FILE_NAME + ".tmp");
    Files.writeString(
        temporary, "{\"url\":\"%s\",\"pid\":%d,\"version\":\"%s\"}\n".formatted(url, pid, version));
    Files.move(temporary, dataDir.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Reads the file; empty if there is none or it is not one of ours. */
  static Optional<ServerInfo> readFrom(Path dataDir) throws IOException {
    try {
      Matcher json = JSON.matcher(Files.readString(dataDir.resolve(FILE_NAME)));
      if (json.matches()) {
        return Optional.of(
            new ServerInfo(
                URI.create(json.group(1)), Long.parseLong(json.group(2)), json.group(3)));
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
