package io.tracewright.clickhouse.embedded;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The ClickHouse engine of this process, open on one data path.
 *
 * <p>The library allows one data path a process and many connections to it. The engine lives as
 * long as one connection does, so this object keeps one open until {@link #close}; requests open
 * their own, which costs about 0.1 ms and gives every request settings, parameters and a current
 * database that nobody else sees. The library must be closed before the process exits, or its
 * destructors abort it.
 */
final class Engine implements AutoCloseable {

  private static final double MAX_SHARE_OF_MEMORY = 0.5;

  private final LibChdb library;
  private final String[] arguments;
  private final Pointer root;
  private final String version;
  private final String timezone;

  private Engine(LibChdb library, String[] arguments, Pointer root) throws EngineException {
    this.library = library;
    this.arguments = arguments;
    this.root = root;
    String[] identity =
        queryRoot("SELECT version(), timezone() FORMAT TabSeparated").strip().split("\t", -1);
    this.version = identity[0];
    this.timezone = identity[1];
  }

  /**
   * Loads the library and opens {@code dataPath}, which is created if it does not exist.
   *
   * @param configuration what its only user may do: nothing that leaves the engine
   * @throws EngineException if the engine cannot open the path
   */
  static Engine open(Path libraryFile, Path dataPath, Path configuration) throws EngineException {
    LibChdb library = Native.load(libraryFile.toString(), LibChdb.class);
    library.chdb_set_signal_handlers_enabled(0); // the JVM owns SIGSEGV and its like
    String[] arguments = {
      "clickhouse",
      "--path=" + dataPath.toAbsolutePath(),
      // The library reads the users of a configuration only if both name it.
      "--config-file=" + configuration.toAbsolutePath(),
      "--users_config=" + configuration.toAbsolutePath(),
      "--max_server_memory_usage_to_ram_ratio=" + MAX_SHARE_OF_MEMORY,
      // Where the library's defaults are clickhouse-local's, the server's.
      "--implicit_select=0",
      "--allow_introspection_functions=0",
    };
    Pointer root = library.chdb_connect(arguments.length, arguments);
    if (root == null) {
      throw EngineException.of(
          EngineException.BAD_ARGUMENTS, "BAD_ARGUMENTS", "The engine cannot open " + dataPath);
    }
    return new Engine(library, arguments, root);
  }

  /** The engine's version, such as {@code 26.7.2.1}. */
  String version() {
    return version;
  }

  /** The engine's time zone, such as {@code Etc/UTC}. */
  String timezone() {
    return timezone;
  }

  /** Opens a connection with default settings; the caller closes it. */
  EngineConnection connect() throws EngineException {
    Pointer pointer = library.chdb_connect(arguments.length, arguments);
    if (pointer == null) {
      throw EngineException.of(
          EngineException.BAD_ARGUMENTS, "BAD_ARGUMENTS", "The engine refused a connection");
    }
    return new EngineConnection(library, pointer);
  }

  /** Asks the engine to cancel the running statements whose text contains {@code marker}. */
  void kill(String marker) throws EngineException {
    // The marker is written in two halves so that this statement does not name itself.
    int half = marker.length() / 2;
    try (EngineConnection connection = connect()) {
      connection.execute(
          "KILL QUERY WHERE position(query, concat("
              + SqlText.quote(marker.substring(0, half))
              + ", "
              + SqlText.quote(marker.substring(half))
              + ")) > 0 ASYNC",
          "Null");
    }
  }

  /** Asks the engine to cancel every running statement. */
  void killAll() throws EngineException {
    try (EngineConnection connection = connect()) {
      connection.execute("KILL QUERY WHERE query NOT LIKE 'KILL%' ASYNC", "Null");
    }
  }

  /** Shuts the engine down. No connection may be in use. */
  @Override
  public void close() {
    library.chdb_close_conn(root);
  }

  /** Runs {@code sql} on the connection that keeps the engine open. */
  private String queryRoot(String sql) throws EngineException {
    EngineConnection connection = new EngineConnection(library, root);
    return new String(connection.execute(sql, "TabSeparated").body(), StandardCharsets.UTF_8);
  }
}
