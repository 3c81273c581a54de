package io.tracewright.flink.table;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Values of ClickHouse's format RowBinary: little endian, texts behind their length in bytes. */
final class RowBinary {
  private static final int BUFFER_BYTES = 1 << 17;
  private static final int MAX_TEXT_BYTES = 1 << 20;
  private static final int MAX_KNOWN = 65_536;

  private final InputStream in;
  private final byte[] word = new byte[8];
  private byte[] text = new byte[256];
  private int textLength;
  private final Map<String, String> known = new HashMap<>();

  RowBinary(InputStream bytes) {
    this.in = new BufferedInputStream(bytes, BUFFER_BYTES);
  }

  /** Whether another byte follows. */
  boolean hasNext() throws IOException {
    in.mark(1);
    boolean more = in.read() >= 0;
    if (more) {
      in.reset();
    }
    return more;
  }

  long int64() throws IOException {
    fill(word, 8);
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | (word[i] & 0xff);
    }
    return value;
  }

  int int32() throws IOException {
    fill(word, 4);
    return (word[3] & 0xff) << 24
        | (word[2] & 0xff) << 16
        | (word[1] & 0xff) << 8
        | (word[0] & 0xff);
  }

  double float64() throws IOException {
    return Double.longBitsToDouble(int64());
  }

  boolean flag() throws IOException {
    fill(word, 1);
    return word[0] != 0;
  }

  /** Reads a text into {@link #textBytes}. */
  void text() throws IOException {
    int length = 0;
    int shift = 0;
    int next;
    do {
      fill(word, 1);
      next = word[0];
      length |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0 && shift < 28);
    if (length < 0 || length > MAX_TEXT_BYTES) {
      throw new IOException("the server's answer is no row: a text of " + length + " bytes");
    }
    if (text.length < length) {
      text = Arrays.copyOf(text, Math.max(length, 2 * text.length));
    }
    fill(text, length);
    textLength = length;
  }

  /** The text that was read last, up to {@link #textLength}. */
  byte[] textBytes() {
    return text;
  }

  int textLength() {
    return textLength;
  }

  /** A text of which few are distinct; equal ones are the same object, up to some number. */
  String name() throws IOException {
    text();
    if (textLength == 0) {
      return "";
    }
    String read = new String(text, 0, textLength, StandardCharsets.UTF_8);
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    String same = known.putIfAbsent(read, read);
    return same == null ? read : same;
  }

  private void fill(byte[] target, int length) throws IOException {
    int done = in.readNBytes(target, 0, length);
    if (done < length) {
      throw new EOFException("the server's answer ends within a row");
    }
  }
}
