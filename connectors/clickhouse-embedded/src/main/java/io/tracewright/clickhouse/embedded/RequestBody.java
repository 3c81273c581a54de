package io.tracewright.clickhouse.embedded;

import com.sun.jna.Memory;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole request body, decoded, in native memory.
 *
 * <p>An insert begins only when its body is complete: a client that hangs up half-way has inserted
 * nothing, and one body is one insert to the engine, which is what deduplication tokens rest on.
 */
final class RequestBody extends OutputStream {

  private final BodyMemory memory;
  private final long maxBytes;
  private final List<Memory> segments = new ArrayList<>();
  private int reservedSegments;
  private ByteBuffer tail = ByteBuffer.allocate(0);
  private long size;

  RequestBody(BodyMemory memory, long maxBytes) {
    this.memory = memory;
    this.maxBytes = maxBytes;
  }

  /**
   * Reserves memory for a body of {@code bytes} at once, so that several large bodies do not each
   * wait for what the others hold.
   */
  void expect(long bytes) throws EngineException {
    checkSize(bytes);
    reserve(Math.toIntExact((bytes + BodyMemory.SEGMENT_BYTES - 1) / BodyMemory.SEGMENT_BYTES));
  }

  /** Appends what remains in {@code bytes}. */
  void append(ByteBuffer bytes) throws EngineException {
    checkSize(size + bytes.remaining());
    size += bytes.remaining();
    while (bytes.hasRemaining()) {
      if (!tail.hasRemaining()) {
        addSegment();
      }
      int length = Math.min(tail.remaining(), bytes.remaining());
      tail.put(tail.position(), bytes, bytes.position(), length);
      tail.position(tail.position() + length);
      bytes.position(bytes.position() + length);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      append(ByteBuffer.wrap(bytes, offset, length));
    } catch (EngineException e) {
      throw new BodyRefusedException(e);
    }
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  long size() {
    return size;
  }

  /** A copy of the first {@code maxBytes} bytes, or of all if there are fewer. */
  byte[] prefix(int maxPrefixBytes) {
    byte[] copy = new byte[(int) Math.min(size, maxPrefixBytes)];
    for (int done = 0; done < copy.length; ) {
      int length = Math.min(BodyMemory.SEGMENT_BYTES, copy.length - done);
      segments.get(done / BodyMemory.SEGMENT_BYTES).read(0, copy, done, length);
      done += length;
    }
    return copy;
  }

  /** Appends the bytes from {@code offset} on to {@code insert}, until it takes no more. */
  void appendTo(EngineInsert insert, long offset) {
    for (long at = offset; at < size; ) {
      long inSegment = at % BodyMemory.SEGMENT_BYTES;
      long length = Math.min(BodyMemory.SEGMENT_BYTES - inSegment, size - at);
      Memory segment = segments.get((int) (at / BodyMemory.SEGMENT_BYTES));
      if (!insert.append(segment.share(inSegment, length), length)) {
        return;
      }
      at += length;
    }
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    segments.forEach(memory::put);
    segments.clear();
    memory.release(reservedSegments);
    reservedSegments = 0;
  }

  private void addSegment() throws EngineException {
    reserve(segments.size() + 1);
    Memory segment = memory.take();
    segments.add(segment);
    tail = segment.getByteBuffer(0, BodyMemory.SEGMENT_BYTES);
  }

  private void reserve(int segmentCount) throws EngineException {
    int missing = segmentCount - reservedSegments;
    if (missing > 0) {
      memory.reserve(missing);
      reservedSegments += missing;
    }
  }

  private void checkSize(long bytes) throws EngineException {
    if (bytes > maxBytes) {
      throw EngineException.of(
          EngineException.TOO_MANY_BYTES,
          "TOO_MANY_BYTES",
          "The request's body is larger than "
              + maxBytes
              + " bytes: send it in several requests or start the server with a larger"
              + " --max-body-bytes");
    }
  }

  /** Carries {@link EngineException} through {@link OutputStream}. */
  static final class BodyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient EngineException reason;

    BodyRefusedException(EngineException reason) {
      super(reason);
      this.reason = reason;
    }

    EngineException reason() {
      return reason;
    }
  }
}
