package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: one data directory, one engine, one HTTP listener.
 *
 * <p>Threads: Jetty's serve requests and block while they do; each running SELECT has one engine
 * thread more. Both are bounded by {@link QueryGate}.
 */
final class EmbeddedServer {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  private static final int SPARE_THREADS = 16;
  private static final int MAX_HEADER_BYTES = 1 << 20;
  private static final int INPUT_BUFFER_BYTES = 64 << 10;
  private static final long IDLE_TIMEOUT_MS = 300_000;
  private static final long MAX_FINISH_MS = 15_000;
  private static final long MAX_CANCEL_MS = 10_000;

  private final DataDirectory directory;
  private final Engine engine;
  private final Connections connections;
  private final Server server;
  private final ExecutorService engineThreads;
  private final QueryGate gate;
  private final URI url;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedServer(
      DataDirectory directory,
      Engine engine,
      Connections connections,
      Server server,
      ExecutorService engineThreads,
      QueryGate gate,
      URI url) {
    this.directory = directory;
    this.engine = engine;
    this.connections = connections;
    this.server = server;
    this.engineThreads = engineThreads;
    this.gate = gate;
    this.url = url;
  }

  /**
   * Starts it; when this returns it answers requests.
   *
   * @throws StartupException for what the user can put right
   */
  static EmbeddedServer start(ServerOptions options, Path library) throws Exception {
    DataDirectory directory = DataDirectory.lock(options.dataDir());
    Engine engine = null;
    try {
      engine = Engine.open(library, directory.engineDirectory(), directory.writeConfiguration());
      return start(options, directory, engine);
    } catch (Exception e) {
      if (engine != null) {
        engine.close();
      }
      directory.close();
      throw e;
    }
  }

  private static EmbeddedServer start(ServerOptions options, DataDirectory directory, Engine engine)
      throws Exception {
    ExecutorService engineThreads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "engine");
              thread.setDaemon(true);
              return thread;
            });
    QueryGate gate = new QueryGate(options.maxConcurrentQueries());
    Connections connections = new Connections(engine, System::nanoTime);
    QueryRunner runner =
        new QueryRunner(
            engine, connections, directory.workDirectory(), engineThreads, new ResultBuffers());
    QueuedThreadPool httpThreads =
        new QueuedThreadPool(options.maxConcurrentQueries() + SPARE_THREADS);
    httpThreads.setName("http");
    Server server = new Server(httpThreads);
    ServerConnector connector = new ServerConnector(server, 1, 1, httpConnections());
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE_TIMEOUT_MS);
    server.addConnector(connector);
    server.setHandler(
        new QueryHandler(
            engine, runner, gate, new BodyMemory(2 * options.maxBodyBytes()), options));
    try {
      server.start();
    } catch (IOException e) {
      server.stop();
      engineThreads.shutdown();
      if (e instanceof BindException || e.getCause() instanceof BindException) {
        throw new StartupException(
            "port "
                + options.port()
                + " is in use on "
                + options.host()
                + ": stop what listens there or choose another with --port");
      }
      throw e;
    }
    URI url = URI.create("http://" + hostInUrl(options.host()) + ":" + connector.getLocalPort());
    directory.publish(new ServerInfo(url, ProcessHandle.current().pid(), engine.version()));
    return new EmbeddedServer(directory, engine, connections, server, engineThreads, gate, url);
  }

  URI url() {
    return url;
  }

  String version() {
    return engine.version();
  }

  /**
   * Finishes the running statements, cancels those that take too long, and closes the engine.
   *
   * @throws IllegalStateException if a statement did not even stop when cancelled; the engine is
   *     then still open
   */
  void stop() throws Exception {
    if (closed.getAndSet(true)) {
      return;
    }
    boolean idle = gate.closeAndAwait(MAX_FINISH_MS);
    if (!idle) {
      LOG.warn("cancelling the statements that still run after {} ms", MAX_FINISH_MS);
      engine.killAll();
    }
    server.stop(); // and with it the clients that read too slowly
    if (!idle && !gate.closeAndAwait(MAX_CANCEL_MS)) {
      throw new IllegalStateException("a statement did not stop when it was cancelled");
    }
    engineThreads.shutdown();
    connections.close();
    engine.close();
    directory.close();
  }

  private static HttpConnectionFactory httpConnections() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setSendServerVersion(false);
    HttpConnectionFactory connections = new HttpConnectionFactory(configuration);
    connections.setInputBufferSize(INPUT_BUFFER_BYTES);
    return connections;
  }

  /** {@code host} as it stands in a URL and in a Host header. */
  static String hostInUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
