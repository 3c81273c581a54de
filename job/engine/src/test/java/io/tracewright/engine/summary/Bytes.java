package io.tracewright.engine.summary;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What things of this package write and read. */
final class Bytes {
  private Bytes() {}

  interface Writer {
    void write(DataOutput out) throws IOException;
  }

  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  static byte[] of(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what was written; every byte must be used. */
  static <T> T read(byte[] bytes, Reader<T> reader) {
    ByteArrayInputStream left = new ByteArrayInputStream(bytes);
    try {
      T read = reader.read(new DataInputStream(left));
      if (left.available() != 0) {
        throw new AssertionError(left.available() + " bytes were not read");
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
