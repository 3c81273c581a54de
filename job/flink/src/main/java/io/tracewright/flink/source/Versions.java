package io.tracewright.flink.source;

import java.io.IOException;

/** Refuses state that another version wrote. */
final class Versions {
  private Versions() {}

  static void require(int expected, int found, String what) throws IOException {
    if (found != expected) {
      throw new IOException(
          what
              + " state has version "
              + found
              + ", this job reads version "
              + expected
              + ": restore with the release that wrote the savepoint");
    }
  }
}
