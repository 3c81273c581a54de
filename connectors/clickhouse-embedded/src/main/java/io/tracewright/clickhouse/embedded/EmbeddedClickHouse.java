package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An embedded ClickHouse server in a process of its own, started and stopped from here.
 *
 * <p>The server ends with this process, even if this process is killed: it watches its standard
 * input. {@link #close} waits for running statements and leaves the data directory clean; {@link
 * #killHard} is for tests of what a crash leaves behind.
 */
public final class EmbeddedClickHouse implements AutoCloseable {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);
  private static final int PING_TIMEOUT_MS = 2_000;

  private final ServerProcess process;
  private final URI url;

  private EmbeddedClickHouse(ServerProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts a server with default {@link Options} on {@code dataDir}; port 0 takes any free one. */
  public static EmbeddedClickHouse start(Path dataDir, int port) throws IOException {
    return start(Options.of(dataDir, port));
  }

  /**
   * Starts a server and returns when it answers.
   *
   * @throws IOException if it does not get ready; the message holds what the server said last
   */
  public static EmbeddedClickHouse start(Options options) throws IOException {
    ServerProcess process = ServerProcess.launch(options.command());
    URI url = process.awaitReady(options.startTimeout());
    return new EmbeddedClickHouse(process, url);
  }

  /** Where the server that has {@code dataDir} open listens; empty if none answers. */
  public static Optional<URI> running(Path dataDir) throws IOException {
    Optional<ServerInfo> info = ServerInfo.readFrom(dataDir);
    return info.isPresent() && answersPing(info.get().url())
        ? Optional.of(info.get().url())
        : Optional.empty();
  }

  /** The server's address, such as {@code http://127.0.0.1:8123}. */
  public URI url() {
    return url;
  }

  /** The port it listens on. */
  public int port() {
    return url.getPort();
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Whether its process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills the process at once, as {@code kill -9} does, and waits until it is gone. */
  public void killHard() {
    process.killHard();
  }

  /** Stops the server: running statements finish, the engine closes; kills it if that hangs. */
  @Override
  public void close() {
    process.stop(STOP_TIMEOUT);
  }

  private static boolean answersPing(URI url) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) url.resolve("/ping").toURL().openConnection();
      connection.setConnectTimeout(PING_TIMEOUT_MS);
      connection.setReadTimeout(PING_TIMEOUT_MS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * How to start a server.
   *
   * @param dataDir where it keeps its tables; created if absent
   * @param port the port to listen on; 0 takes any free one
   * @param javaExecutable the {@code java} to run
   * @param classPath a class path that holds this module and what it needs
   * @param engineFolder the {@code node_modules} folder that holds the engine
   * @param maxHeapMegabytes the Java heap of the server; the engine's memory is not in it
   * @param maxBodyBytes the largest request body it takes
   * @param startTimeout how long it may take to get ready
   */
  public record Options(
      Path dataDir,
      int port,
      Path javaExecutable,
      String classPath,
      Path engineFolder,
      int maxHeapMegabytes,
      long maxBodyBytes,
      Duration startTimeout) {

    private static final int DEFAULT_MAX_HEAP_MEGABYTES = 512;
    private static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

    /** Checks the numbers. */
    public Options {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port is " + port + ": it must be from 0 to 65535");
      }
      if (maxHeapMegabytes < 64) {
        throw new IllegalArgumentException(
            "maxHeapMegabytes is " + maxHeapMegabytes + ": it must be at least 64");
      }
      if (startTimeout.isNegative() || startTimeout.isZero()) {
        throw new IllegalArgumentException(
            "startTimeout is " + startTimeout + ": it must be positive");
      }
    }

    /** This process's java and class path, and the engine folder it is configured with. */
    public static Options of(Path dataDir, int port) {
      return new Options(
          dataDir,
          port,
          Path.of(System.getProperty("java.home"), "bin", "java"),
          System.getProperty("java.class.path"),
          EngineLibrary.requireFolder(),
          DEFAULT_MAX_HEAP_MEGABYTES,
          ServerOptions.DEFAULT_MAX_BODY_BYTES,
          DEFAULT_START_TIMEOUT);
    }

    /** The same with another class path. */
    public Options withClassPath(String newClassPath) {
      return new Options(
          dataDir,
          port,
          javaExecutable,
          newClassPath,
          engineFolder,
          maxHeapMegabytes,
          maxBodyBytes,
          startTimeout);
    }

    /** The same with another engine folder. */
    public Options withEngineFolder(Path newEngineFolder) {
      return new Options(
          dataDir,
          port,
          javaExecutable,
          classPath,
          newEngineFolder,
          maxHeapMegabytes,
          maxBodyBytes,
          startTimeout);
    }

    /** The same with another limit of the Java heap. */
    public Options withMaxHeapMegabytes(int newMaxHeapMegabytes) {
      return new Options(
          dataDir,
          port,
          javaExecutable,
          classPath,
          engineFolder,
          newMaxHeapMegabytes,
          maxBodyBytes,
          startTimeout);
    }

    /** The same with another limit of request bodies. */
    public Options withMaxBodyBytes(long newMaxBodyBytes) {
      return new Options(
          dataDir,
          port,
          javaExecutable,
          classPath,
          engineFolder,
          maxHeapMegabytes,
          newMaxBodyBytes,
          startTimeout);
    }

    List<String> command() {
      List<String> command = new ArrayList<>();
      command.add(javaExecutable.toString());
      command.add("-Xmx" + maxHeapMegabytes + "m");
      command.add("-D" + EngineLibrary.PROPERTY + "=" + engineFolder.toAbsolutePath());
      command.add("-cp");
      command.add(classPath);
      command.add(EmbeddedServerMain.class.getName());
      command.addAll(List.of("--data-dir", dataDir.toAbsolutePath().toString()));
      command.addAll(List.of("--port", Integer.toString(port)));
      command.addAll(List.of("--max-body-bytes", Long.toString(maxBodyBytes)));
      command.add("--exit-with-parent");
      return command;
    }
  }
}
