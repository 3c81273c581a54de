package io.tracewright.cli;

import io.tracewright.cli.clickhouse.ClickHouseTarget;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options {@code --clickhouse-url} and {@code --data-dir}: which server a command works on. */
final class ClickHouseChoice {
  @Option(
      names = "--clickhouse-url",
      paramLabel = "URL",
      description = "ClickHouse to use (default: the embedded server).")
  private URI url;

  @Mixin private DataFolder dataFolder;

  /** Whether anything may have been stored there: a server is named, or the data folder exists. */
  boolean mayHoldCorpora() {
    return url != null || Files.exists(dataFolder.path());
  }

  /** Opens the server for as long as the session is open. */
  ClickHouseTarget open(Session session, PrintWriter log) {
    return session.own(ClickHouseTarget.open(url, dataFolder.path(), log));
  }

  /** Folder of the embedded server. */
  Path folder() {
    return dataFolder.path();
  }
}
