package io.tracewright.clickhouse.embedded;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds how many statements run at a time, and waits for them when the server stops. */
final class QueryGate {

  private static final long MAX_WAIT_MS = 10_000;

  private final int capacity;
  private final Semaphore places;
  private volatile boolean closed;

  QueryGate(int capacity) {
    this.capacity = capacity;
    this.places = new Semaphore(capacity, true);
  }

  /**
   * Takes a place, waiting a while for one.
   *
   * @throws EngineException if none becomes free or the server is stopping
   */
  Pass enter() throws EngineException {
    boolean entered = false;
    try {
      entered = !closed && places.tryAcquire(MAX_WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!entered) {
      throw refused(
          closed
              ? "The server is stopping"
              : "Too many simultaneous queries. Maximum: " + capacity);
    }
    if (closed) {
      places.release();
      throw refused("The server is stopping");
    }
    return places::release;
  }

  /** Lets nobody in any more and waits for those inside; returns whether all have left. */
  boolean closeAndAwait(long maxWaitMs) {
    closed = true;
    try {
      return places.tryAcquire(capacity, maxWaitMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static EngineException refused(String text) {
    return EngineException.of(
        EngineException.TOO_MANY_SIMULTANEOUS_QUERIES, "TOO_MANY_SIMULTANEOUS_QUERIES", text);
  }

  /** A place taken; closing gives it back. */
  interface Pass extends AutoCloseable {
    @Override
    void close();
  }
}
