package io.tracewright.cli.clickhouse;

import io.tracewright.cli.HttpUrl;
import io.tracewright.cli.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The ClickHouse server that a command works on: the one that its user named, else the embedded one
 * of the data folder, for as long as this object is open.
 */
public final class ClickHouseTarget implements AutoCloseable {
  /** ClickHouse's own port; the first that is tried for the embedded server. */
  public static final int DEFAULT_PORT = 8123;

  private static final int PORTS_TRIED = 100;
  private static final Duration STATEMENT_SILENCE = Duration.ofMinutes(1);

  private final URI url;
  private final EmbeddedService embedded;
  private final ClickHouseSql sql;

  private ClickHouseTarget(URI url, EmbeddedService embedded) {
    this.url = url;
    this.embedded = embedded;
    this.sql = new ClickHouseSql(url, STATEMENT_SILENCE);
  }

  /**
   * Opens the server.
   *
   * @param namedUrl the server that the user named; null: the embedded one
   * @param dataFolder folder of the embedded server
   * @param log where restarts of the embedded server are told
   */
  public static ClickHouseTarget open(URI namedUrl, Path dataFolder, PrintWriter log) {
    if (namedUrl == null) {
      EmbeddedService embedded = openEmbedded(dataFolder, log);
      return new ClickHouseTarget(embedded.url(), embedded);
    }
    ClickHouseTarget target = new ClickHouseTarget(checked(namedUrl), null);
    if (!target.sql.isReachable()) {
      target.close();
      throw UserError.badInput(
          "--clickhouse-url "
              + namedUrl
              + ": no ClickHouse answers there. Start it, correct the URL, or leave the option out"
              + " to use the embedded server.");
    }
    return target;
  }

  private static EmbeddedService openEmbedded(Path dataFolder, PrintWriter log) {
    int port = freePort();
    try {
      return EmbeddedService.open(dataFolder, port, log);
    } catch (UserError e) {
      if (isFree(port)) {
        throw e;
      }
      return EmbeddedService.open(dataFolder, 0, log); // Somebody took the port in between.
    }
  }

  private static URI checked(URI url) {
    if (!HttpUrl.isUsable(url)) {
      throw UserError.badInput(
          "--clickhouse-url "
              + (url.getUserInfo() == null ? url : "with credentials")
              + ": must read like http://host:8123; credentials come from"
              + " TRACEWRIGHT_CLICKHOUSE_USER and TRACEWRIGHT_CLICKHOUSE_PASSWORD");
    }
    return url;
  }

  private static int freePort() {
    for (int port = DEFAULT_PORT; port < DEFAULT_PORT + PORTS_TRIED; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    return 0;
  }

  /** Whether nothing listens on a port of the loopback interface. */
  public static boolean isFree(int port) {
    try (ServerSocket probe =
        new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return probe.isBound();
    } catch (IOException inUse) {
      return false;
    }
  }

  public URI url() {
    return url;
  }

  public ClickHouseSql sql() {
    return sql;
  }

  /** Whether it is the embedded server. */
  public boolean isEmbedded() {
    return embedded != null;
  }

  @Override
  public void close() {
    sql.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
