package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The embedded server's process.
 *
 * <p>Prints one line on standard output when it is ready: {@code ClickHouse <version> ready at
 * <url>}. Exits 0 when it is told to stop, 2 when it cannot start for a reason its user can mend.
 */
public final class EmbeddedServerMain {

  private static final int EXIT_USAGE = 2;
  private static final String LOG_CONFIGURATION = "log4j2.configurationFile";

  private EmbeddedServerMain() {}

  /** Runs the server; see {@link ServerOptions#USAGE}. */
  public static void main(String[] arguments) throws Exception {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(
          LOG_CONFIGURATION, "classpath:io/tracewright/clickhouse/embedded/server-log4j2.xml");
    }
    EmbeddedServer server;
    try {
      ServerOptions options = ServerOptions.parse(List.of(arguments));
      Path library = EngineLibrary.locateIn(EngineLibrary.requireFolder());
      server = EmbeddedServer.start(options, library);
      stopOnSignal(server);
      if (options.exitWithParent()) {
        stopAtEndOfInput();
      }
    } catch (StartupException | IllegalArgumentException | IllegalStateException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(EXIT_USAGE);
      return;
    }
    System.out.println("ClickHouse " + server.version() + " ready at " + server.url());
  }

  private static void stopOnSignal(EmbeddedServer server) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  int status = 0;
                  try {
                    server.stop();
                  } catch (Exception e) {
                    LoggerFactory.getLogger(EmbeddedServerMain.class).error("unclean stop", e);
                    status = 1;
                  }
                  // A signal would make the status 128 + its number, though all is well.
                  Runtime.getRuntime().halt(status);
                },
                "shutdown"));
  }

  private static void stopAtEndOfInput() {
    Thread watcher =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                LoggerFactory.getLogger(EmbeddedServerMain.class)
                    .info("standard input failed, stopping: {}", e.getMessage());
              }
              System.exit(0);
            },
            "parent-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }
}
