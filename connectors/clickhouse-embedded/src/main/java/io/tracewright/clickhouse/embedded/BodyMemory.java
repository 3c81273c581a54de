package io.tracewright.clickhouse.embedded;

import com.sun.jna.Memory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The native memory that request bodies wait in, in segments of one size, bounded over all
 * requests.
 *
 * <p>Segments are outside the Java heap so that the engine reads them where they are. Freed ones
 * are kept for the next request, up to {@value #KEPT_SEGMENTS}.
 */
final class BodyMemory {

  static final int SEGMENT_BYTES = 1 << 20;

  private static final int KEPT_SEGMENTS = 64;
  private static final long MAX_WAIT_MS = 10_000;

  private final Semaphore available;
  private final Deque<Memory> free = new ArrayDeque<>();

  /** Memory of at least {@code totalBytes}. */
  BodyMemory(long totalBytes) {
    available = new Semaphore(Math.toIntExact((totalBytes + SEGMENT_BYTES - 1) / SEGMENT_BYTES));
  }

  /**
   * Takes {@code count} segments' worth of permission, waiting a while if other requests hold it.
   *
   * @throws EngineException if they still hold it after {@value #MAX_WAIT_MS} ms
   */
  void reserve(int count) throws EngineException {
    boolean reserved = false;
    try {
      reserved = available.tryAcquire(count, MAX_WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!reserved) {
      throw EngineException.of(
          EngineException.TOO_MANY_SIMULTANEOUS_QUERIES,
          "TOO_MANY_SIMULTANEOUS_QUERIES",
          "The memory for request bodies is in use by other requests: send fewer at a time");
    }
  }

  /** Gives back permission that {@link #reserve} took. */
  void release(int count) {
    available.release(count);
  }

  /** A segment; its content is undefined. The caller has reserved it. */
  Memory take() {
    synchronized (free) {
      Memory segment = free.poll();
      return segment != null ? segment : new Memory(SEGMENT_BYTES);
    }
  }

  /** Gives a segment back. */
  void put(Memory segment) {
    synchronized (free) {
      if (free.size() < KEPT_SEGMENTS) {
        free.push(segment);
        return;
      }
    }
    segment.close();
  }
}
