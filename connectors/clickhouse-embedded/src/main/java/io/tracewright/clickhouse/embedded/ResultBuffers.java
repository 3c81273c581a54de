package io.tracewright.clickhouse.embedded;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The buffers that results pass through, one a running query, used again and again. */
final class ResultBuffers {

  private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /** An empty buffer of {@link QueryParameters#MAX_BUFFER_BYTES}. */
  ByteBuffer take() {
    ByteBuffer buffer = free.poll();
    return buffer != null ? buffer : ByteBuffer.allocateDirect(QueryParameters.MAX_BUFFER_BYTES);
  }

  /** Gives a buffer back. */
  void put(ByteBuffer buffer) {
    free.add(buffer.clear());
  }
}
