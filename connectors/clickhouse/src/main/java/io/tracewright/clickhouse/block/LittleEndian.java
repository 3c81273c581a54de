package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/** Numbers of the Native format's headers, written straight to a stream. */
final class LittleEndian {

  private LittleEndian() {}

  static void writeLong(OutputStream out, long value) throws IOException {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      out.write((int) (value >>> shift));
    }
  }
}
