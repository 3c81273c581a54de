package io.tracewright.clickhouse.embedded;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/**
 * The C functions of {@code libchdb} that the server calls, named as in {@code chdb.h}.
 *
 * <p>Every result and stream handle must be destroyed once, errors included. A connection runs one
 * statement at a time.
 */
interface LibChdb extends Library {

  /** What {@link #chdb_stream_append} returns when the chunk was taken. */
  int SUCCESS = 0;

  void chdb_set_signal_handlers_enabled(int enabled);

  /**
   * Returns a pointer to the connection pointer, or null; {@link #chdb_close_conn} wants it back.
   */
  Pointer chdb_connect(int argumentCount, String[] arguments);

  void chdb_close_conn(Pointer connectionPointer);

  Pointer chdb_query_n(
      Pointer connection, byte[] sql, long sqlBytes, byte[] format, long formatBytes);

  Pointer chdb_stream_insert_n(
      Pointer connection, byte[] statement, long statementBytes, byte[] format, long formatBytes);

  int chdb_stream_append(Pointer stream, Pointer data, long dataBytes);

  Pointer chdb_stream_done(Pointer stream);

  String chdb_stream_insert_error(Pointer stream);

  void chdb_destroy_insert_stream(Pointer stream);

  Pointer chdb_result_buffer(Pointer result);

  long chdb_result_length(Pointer result);

  double chdb_result_elapsed(Pointer result);

  long chdb_result_rows_read(Pointer result);

  long chdb_result_bytes_read(Pointer result);

  long chdb_result_storage_rows_read(Pointer result);

  long chdb_result_storage_bytes_read(Pointer result);

  long chdb_result_rows_written(Pointer result);

  long chdb_result_bytes_written(Pointer result);

  String chdb_result_error(Pointer result);

  void chdb_destroy_query_result(Pointer result);
}
