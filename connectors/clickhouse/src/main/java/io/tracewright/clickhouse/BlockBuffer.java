package io.tracewright.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The bytes of one block on their way from the task thread to a sender.
 *
 * <p>Written by the task thread, then handed over and only read until it comes back; so every
 * attempt sends identical bytes.
 */
final class BlockBuffer extends OutputStream {
  private static final int INITIAL_BYTES = 1 << 16;
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int size;

  int size() {
    return size;
  }

  int capacity() {
    return bytes.length;
  }

  void clear() {
    size = 0;
  }

  void copyTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  @Override
  public void write(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (more <= bytes.length - size) {
      return;
    }
    long wanted = (long) size + more;
    if (wanted > MAX_BYTES) {
      throw new IllegalStateException(
          "A block must stay under 2 GiB, but "
              + wanted
              + " bytes are needed: make the batches smaller.");
    }
    long grown = Math.max(wanted, bytes.length + (bytes.length >> 1));
    bytes = Arrays.copyOf(bytes, (int) Math.min(grown, MAX_BYTES));
  }
}
