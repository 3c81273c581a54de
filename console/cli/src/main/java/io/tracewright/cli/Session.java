package io.tracewright.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a command has started, ended in reverse order: when the command ends, or when its user
 * presses Ctrl-C.
 */
final class Session implements AutoCloseable {
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();

  Session() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "session-end"));
  }

  /** Takes over ending something. */
  <T extends AutoCloseable> T own(T resource) {
    synchronized (owned) {
      owned.push(resource);
    }
    return resource;
  }

  /** Ends everything; while one thread does, another that calls waits for it. */
  @Override
  public synchronized void close() {
    for (AutoCloseable resource = next(); resource != null; resource = next()) {
      try {
        resource.close();
      } catch (Exception e) {
        // The others are still to be ended; what is left dies with this process.
      }
    }
  }

  private AutoCloseable next() {
    synchronized (owned) {
      return owned.poll();
    }
  }
}
