package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Carries a result from the engine to the client through one buffer.
 *
 * <p>As long as the result fits the buffer nothing is sent, so that a statement which fails in its
 * first megabyte is answered with the proper status. {@code wait_end_of_query} extends that to the
 * whole result, which then waits in a file.
 */
final class ResultStream {

  private ResultStream() {}

  static void copy(
      RunningSelect select,
      ByteBuffer buffer,
      QueryParameters parameters,
      Path workDirectory,
      QueryResponse response)
      throws EngineException, IOException {
    buffer.limit(Math.max(1, parameters.bufferBytes()));
    if (fill(select, buffer)) {
      QueryStatistics statistics = select.finish();
      response.sendWhole(buffer.flip(), statistics);
    } else if (parameters.waitEndOfQuery()) {
      buffer.flip();
      copyThroughFile(select, buffer, workDirectory, response);
    } else {
      response.beginStream(QueryStatistics.NONE);
      try {
        do {
          response.stream(buffer.flip());
          buffer.clear();
        } while (!fill(select, buffer));
        select.finish();
      } catch (EngineException e) {
        response.stream(buffer.flip());
        response.breakStream(e);
        return;
      }
      response.endStream(buffer.flip());
    }
  }

  private static void copyThroughFile(
      RunningSelect select, ByteBuffer buffer, Path workDirectory, QueryResponse response)
      throws EngineException, IOException {
    Path path = Files.createTempFile(workDirectory, "answer-", ".tmp");
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      boolean ended = false;
      while (true) {
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
        buffer.clear();
        if (ended) {
          break;
        }
        ended = fill(select, buffer);
        buffer.flip();
      }
      response.beginStream(select.finish());
      file.position(0);
      while (file.read(buffer.clear()) >= 0) {
        response.stream(buffer.flip());
      }
      response.endStream(ByteBuffer.allocate(0));
    }
  }

  /** Reads until {@code buffer} is full or the engine has ended; returns whether it has ended. */
  private static boolean fill(RunningSelect select, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (select.read(buffer) < 0) {
        return true;
      }
    }
    return false;
  }
}
