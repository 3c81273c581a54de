package io.tracewright.local;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends the process when its parent is gone, however the parent died:
 * the parent holds the other end of standard input.
 */
public final class WithParent {
  private WithParent() {}

  /** Arguments: the class to run, then its own arguments. */
  public static void main(String[] arguments) throws Throwable {
    InputStream parent = System.in;
    Thread watch = new Thread(() -> awaitEnd(parent), "parent-watch");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void awaitEnd(InputStream parent) {
    try {
      while (parent.read() >= 0) {
        // The parent says nothing; only the end of the stream matters.
      }
    } catch (IOException e) {
      // A broken pipe ends the parent's life as well.
    }
    Runtime.getRuntime().exit(0);
  }
}
