package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Values of type {@code LowCardinality(String)} or {@code LowCardinality(Nullable(String))}: a
 * dictionary of the block's distinct texts and an index into it a row.
 *
 * <p>Appending looks a text up in the dictionary. Where the same few texts recur, call {@link
 * #intern} once a block and {@link #appendInterned} for each row. In the nullable variant the
 * format gives key 0 to NULL.
 */
public final class LowCardinalityColumn extends Column {
  private static final long KEYS_SERIALIZATION_VERSION = 1;

  /** This block brings its own keys, and no global dictionary is used. */
  private static final long HAS_ADDITIONAL_KEYS = 1L << 9;

  private static final long NEEDS_UPDATE = 1L << 10;
  private static final int HEADER_BYTES = 4 * Long.BYTES;

  /** A power of two. */
  private static final int RECENT_STRINGS = 256;

  private final boolean nullable;
  private final Dictionary dictionary = new Dictionary();
  private final GrowableBytes indices = new GrowableBytes();
  private final GrowableBytes narrowed = new GrowableBytes();
  private final String[] recentStrings = new String[RECENT_STRINGS];
  private final int[] recentIndices = new int[RECENT_STRINGS];

  LowCardinalityColumn(String name, TypeExpression type, boolean nullable) {
    super(name, type);
    this.nullable = nullable;
  }

  public void append(CharSequence text) {
    appendInterned(intern(text));
  }

  public void append(byte[] source, int offset, int length) {
    appendInterned(shifted(dictionary.indexOf(source, offset, length)));
  }

  /** Puts a text into the block's dictionary; the number is good until the block's reset. */
  public int intern(CharSequence text) {
    return text instanceof String string ? intern(string) : shifted(dictionary.indexOf(text));
  }

  /** A string knows its hash, so the last ones seen are found without looking at their bytes. */
  private int intern(String text) {
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (RECENT_STRINGS - 1);
    if (!text.equals(recentStrings[slot])) {
      recentIndices[slot] = shifted(dictionary.indexOf(text));
      recentStrings[slot] = text;
    }
    return recentIndices[slot];
  }

  /** Appends a text by the number that {@link #intern} gave it in this block. */
  public void appendInterned(int index) {
    indices.putInt(index);
  }

  /**
   * Appends a NULL.
   *
   * @throws IllegalArgumentException if the type is not nullable
   */
  public void appendNull() {
    if (!nullable) {
      throw invalid("NULL does not fit.");
    }
    indices.putInt(0);
  }

  @Override
  public int rows() {
    return indices.size() / Integer.BYTES;
  }

  @Override
  public long sizeBytes() {
    return HEADER_BYTES
        + dictionary.keys().size()
        + (long) rows() * IndexWidth.of(keyCount()).bytes;
  }

  @Override
  public void appendDefault() {
    if (nullable) {
      appendNull();
    } else {
      append("");
    }
  }

  @Override
  void reset() {
    dictionary.clear();
    indices.clear();
    Arrays.fill(recentStrings, null);
  }

  @Override
  void writePrefix(OutputStream out) throws IOException {
    LittleEndian.writeLong(out, KEYS_SERIALIZATION_VERSION);
  }

  @Override
  void writeData(OutputStream out) throws IOException {
    if (rows() == 0) {
      return; // inside arrays that are all empty, the format writes nothing at all
    }
    IndexWidth width = IndexWidth.of(keyCount());
    LittleEndian.writeLong(out, width.code | HAS_ADDITIONAL_KEYS | NEEDS_UPDATE);
    LittleEndian.writeLong(out, keyCount());
    if (nullable) {
      out.write(0); // key 0, NULL, has the empty text for its place
    }
    dictionary.keys().writeTo(out);
    LittleEndian.writeLong(out, rows());
    narrowed.clear();
    width.narrow(indices, narrowed);
    narrowed.writeTo(out);
  }

  private int keyCount() {
    return shifted(dictionary.size());
  }

  private int shifted(int index) {
    return nullable ? index + 1 : index;
  }

  /** The width of an index on the wire, the narrowest that can count the keys. */
  private enum IndexWidth {
    UINT8(0, Byte.BYTES),
    UINT16(1, Short.BYTES),
    UINT32(2, Integer.BYTES);

    /** The width's number in the format. */
    final long code;

    final int bytes;

    IndexWidth(long code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }

    static IndexWidth of(int keyCount) {
      if (keyCount <= 1 << Byte.SIZE) {
        return UINT8;
      }
      return keyCount <= 1 << Short.SIZE ? UINT16 : UINT32;
    }

    void narrow(GrowableBytes wide, GrowableBytes target) {
      for (int at = 0; at < wide.size(); at += Integer.BYTES) {
        int index = wide.getInt(at);
        switch (this) {
          case UINT8 -> target.putByte(index);
          case UINT16 -> target.putShort(index);
          case UINT32 -> target.putInt(index);
        }
      }
    }
  }
}
