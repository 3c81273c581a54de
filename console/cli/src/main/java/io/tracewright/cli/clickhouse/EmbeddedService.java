package io.tracewright.cli.clickhouse;

import io.tracewright.cli.UserError;
import io.tracewright.clickhouse.embedded.EmbeddedClickHouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The embedded server of a data folder, kept running: one that dies is started again on the same
 * port, so that whoever writes to it goes on.
 *
 * <p>A server that another process has started on the folder is shared; should that process end
 * first, this one takes over.
 */
public final class EmbeddedService implements AutoCloseable {
  private static final int WATCH_INTERVAL_MS = 500;

  private final Path folder;
  private final URI url;
  private final PrintWriter log;
  private final ScheduledExecutorService watch;
  private EmbeddedClickHouse own;
  private boolean closed;

  private EmbeddedService(Path folder, URI url, EmbeddedClickHouse own, PrintWriter log) {
    this.folder = folder;
    this.url = url;
    this.own = own;
    this.log = log;
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "clickhouse-watch");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        watch.scheduleWithFixedDelay(
            this::restartIfDead, WATCH_INTERVAL_MS, WATCH_INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Finds the server of a data folder, or starts one.
   *
   * @param port port to listen on
   * @param log where a restart is told
   */
  public static EmbeddedService open(Path dataFolder, int port, PrintWriter log) {
    Path folder = dataFolder.resolve("clickhouse");
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw UserError.badInput("--data-dir " + dataFolder + ": cannot be written to");
      }
      Optional<URI> running = EmbeddedClickHouse.running(folder);
      if (running.isPresent()) {
        return new EmbeddedService(folder, running.get(), null, log);
      }
      EmbeddedClickHouse started = EmbeddedClickHouse.start(folder, port);
      return new EmbeddedService(folder, started.url(), started, log);
    } catch (FileSystemException e) {
      throw UserError.badInput(
          "--data-dir " + dataFolder + ": cannot be used as a folder (" + e.getMessage() + ")", e);
    } catch (IOException | IllegalStateException e) {
      throw UserError.badInput("embedded ClickHouse did not start: " + e.getMessage(), e);
    }
  }

  /** Address of the HTTP interface; stays the same over restarts. */
  public URI url() {
    return url;
  }

  /** Whether this process started the server, rather than finding it running. */
  public synchronized boolean isOwner() {
    return own != null;
  }

  private synchronized void restartIfDead() {
    try {
      boolean alive = own == null ? EmbeddedClickHouse.running(folder).isPresent() : own.isAlive();
      if (!closed && !alive) {
        log.println("ClickHouse at " + url + " is gone; starting it again");
        log.flush();
        own = EmbeddedClickHouse.start(folder, url.getPort());
      }
    } catch (IOException | RuntimeException e) {
      // Tried again at the next tick; the run's writers wait meanwhile.
      log.println("ClickHouse did not start: " + e.getMessage());
      log.flush();
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    synchronized (this) {
      closed = true;
      if (own != null) {
        own.close();
      }
    }
  }
}
