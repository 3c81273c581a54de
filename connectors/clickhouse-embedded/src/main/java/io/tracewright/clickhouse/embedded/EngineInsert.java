package io.tracewright.clickhouse.embedded;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * An insert in progress: chunks of formatted rows go in, {@link #finish} commits.
 *
 * <p>Closing without {@link #finish} cancels it. What the engine has already written by then stays,
 * as on any ClickHouse server, so the caller begins an insert only when it holds the whole body.
 */
final class EngineInsert implements AutoCloseable {

  private final LibChdb library;
  private final Pointer stream;

  EngineInsert(LibChdb library, Pointer stream) {
    this.library = library;
    this.stream = stream;
  }

  /**
   * Hands over one chunk, which may end in the middle of a row; blocks while the engine is behind.
   *
   * @return false if the engine takes no more because the insert failed; {@link #finish} tells why
   */
  boolean append(Pointer data, long dataBytes) {
    return library.chdb_stream_append(stream, data, dataBytes) == LibChdb.SUCCESS;
  }

  /** Like {@link #append(Pointer, long)}, for a few bytes of the Java heap. */
  boolean append(byte[] data) {
    if (data.length == 0) {
      return true;
    }
    try (Memory copy = new Memory(data.length)) {
      copy.write(0, data, 0, data.length);
      return append(copy, data.length);
    }
  }

  /** Commits the rows and returns what was written. */
  QueryStatistics finish() throws EngineException {
    Pointer result = library.chdb_stream_done(stream);
    try {
      return statisticsOf(library, result);
    } finally {
      library.chdb_destroy_query_result(result);
    }
  }

  @Override
  public void close() {
    library.chdb_destroy_insert_stream(stream);
  }

  /** The statistics of {@code result}, or its error as an exception. */
  static QueryStatistics statisticsOf(LibChdb library, Pointer result) throws EngineException {
    String error = library.chdb_result_error(result);
    if (error != null) {
      throw EngineException.parse(error);
    }
    return new QueryStatistics(
        library.chdb_result_storage_rows_read(result),
        library.chdb_result_storage_bytes_read(result),
        library.chdb_result_rows_written(result),
        library.chdb_result_bytes_written(result),
        library.chdb_result_rows_read(result),
        library.chdb_result_bytes_read(result),
        (long) (library.chdb_result_elapsed(result) * 1e9));
  }
}
