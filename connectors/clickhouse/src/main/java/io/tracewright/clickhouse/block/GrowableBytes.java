package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A little-endian byte buffer that grows by half and keeps its array over {@link #clear()}.
 *
 * <p>One column is at most 2 GiB a block. Not safe for use by several threads.
 */
final class GrowableBytes {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int INITIAL_BYTES = 256;
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Takes back everything after the first {@code newSize} bytes. */
  void truncate(int newSize) {
    size = newSize;
  }

  void putByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void putShort(int value) {
    ensure(Short.BYTES);
    SHORTS.set(bytes, size, (short) value);
    size += Short.BYTES;
  }

  void putInt(int value) {
    ensure(Integer.BYTES);
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void putLong(long value) {
    ensure(Long.BYTES);
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Puts an unsigned LEB128 number, ClickHouse's VarUInt. */
  void putVarUInt(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void putBytes(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  void putZeros(int count) {
    ensure(count);
    Arrays.fill(bytes, size, size + count, (byte) 0);
    size += count;
  }

  /** Puts the length of the text in UTF-8 as a VarUInt, then the text; a lone surrogate as '?'. */
  void putString(CharSequence text) {
    int length = text.length();
    ensure(length + 5);
    int start = size;
    putVarUInt(length);
    byte[] target = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = start;
        int utf8Length = Utf8.length(text);
        putVarUInt(utf8Length);
        ensure(utf8Length);
        size = Utf8.encode(text, bytes, size);
        return;
      }
      target[at++] = (byte) c;
    }
    size = at;
  }

  int getInt(int offset) {
    return (int) INTS.get(bytes, offset);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** The backing array, valid until the next put; only the first {@link #size()} bytes count. */
  byte[] array() {
    return bytes;
  }

  private void ensure(int more) {
    if (more > bytes.length - size) {
      grow(more);
    }
  }

  private void grow(int more) {
    long wanted = (long) size + more;
    if (wanted > MAX_BYTES) {
      throw new IllegalStateException(
          "A column of one block must stay under 2 GiB, but "
              + wanted
              + " bytes are needed: make the batches smaller.");
    }
    long grown = Math.max(wanted, bytes.length + (bytes.length >> 1));
    bytes = Arrays.copyOf(bytes, (int) Math.min(grown, MAX_BYTES));
  }
}
