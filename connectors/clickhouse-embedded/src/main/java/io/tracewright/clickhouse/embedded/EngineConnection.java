package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Pointer;

/**
 * One connection to the engine: settings, parameters and current database of its own.
 *
 * <p>Used by one thread at a time; one statement at a time.
 */
final class EngineConnection implements AutoCloseable {

  private static final byte[] EMPTY = new byte[0];

  private final LibChdb library;
  private final Pointer pointer;
  private final Pointer connection;

  EngineConnection(LibChdb library, Pointer pointer) {
    this.library = library;
    this.pointer = pointer;
    this.connection = pointer.getPointer(0);
  }

  /**
   * Runs one statement to its end and returns its result, in {@code format} unless it names one.
   */
  EngineResult execute(String sql, String format) throws EngineException {
    return execute(sql.getBytes(UTF_8), format);
  }

  /** Like {@link #execute(String, String)}, for SQL that need not be UTF-8. */
  EngineResult execute(byte[] sql, String format) throws EngineException {
    byte[] formatBytes = format.getBytes(UTF_8);
    Pointer result =
        library.chdb_query_n(connection, sql, sql.length, formatBytes, formatBytes.length);
    try {
      QueryStatistics statistics = EngineInsert.statisticsOf(library, result);
      int length = Math.toIntExact(library.chdb_result_length(result));
      byte[] body =
          length == 0 ? EMPTY : library.chdb_result_buffer(result).getByteArray(0, length);
      return new EngineResult(body, statistics);
    } finally {
      library.chdb_destroy_query_result(result);
    }
  }

  /**
   * Begins an insert whose rows follow in {@code format}.
   *
   * @param statement the INSERT without its FORMAT clause
   */
  EngineInsert beginInsert(byte[] statement, String format) throws EngineException {
    byte[] formatBytes = format.getBytes(UTF_8);
    Pointer stream =
        library.chdb_stream_insert_n(
            connection, statement, statement.length, formatBytes, formatBytes.length);
    String error = library.chdb_stream_insert_error(stream);
    if (error != null) {
      library.chdb_destroy_insert_stream(stream);
      throw EngineException.parse(error);
    }
    return new EngineInsert(library, stream);
  }

  @Override
  public void close() {
    library.chdb_close_conn(pointer);
  }
}
