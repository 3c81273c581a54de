package io.tracewright.model.span;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A column of free text, kept as UTF-8 in one buffer.
 *
 * <p>A row is composed by {@code append…} calls and closed by {@link #endRow}.
 */
public final class TextColumn implements Column {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] MINUS = {'-'};
  private static final byte[] POINT = {'.'};
  private static final byte[] ZERO = {'0'};
  private static final long[] SCALES = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  /** Below it a double still tells halves apart. */
  private static final double LARGEST_SCALED = 1e15;

  private byte[] bytes = new byte[64 * 1024];
  private int length;
  private final IntColumn ends = new IntColumn();

  /** Appends UTF-8 bytes to the current row. */
  public TextColumn append(byte[] utf8) {
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
    return this;
  }

  /** Appends a range of UTF-8 bytes, also of this column's own, to the current row. */
  public TextColumn append(byte[] utf8, int from, int to) {
    ensure(to - from);
    System.arraycopy(utf8, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  /** Appends text to the current row; fast for ASCII, correct for all. */
  public TextColumn append(String text) {
    int count = text.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return append(text.substring(i).getBytes(StandardCharsets.UTF_8));
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  /** Appends a decimal number to the current row. */
  public TextColumn append(long number) {
    if (number < 0) {
      return append(Long.toString(number));
    }
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    ensure(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /**
   * Appends a number with a fixed count of decimal places to the current row, rounded half away
   * from zero from its exact binary value.
   *
   * @param value finite; beyond 10^15 units of its last place it is slower
   * @param decimals decimal places, 0 to 9
   * @throws IllegalArgumentException if the value is not finite
   */
  public TextColumn appendDecimal(double value, int decimals) {
    long scale = SCALES[decimals];
    double magnitude = Math.abs(value);
    double scaled = magnitude * (double) scale;
    if (!(scaled < LARGEST_SCALED)) {
      return appendLargeDecimal(value, decimals);
    }
    long units = (long) scaled;
    double rest = scaled - units;
    // At half a unit the product itself may have been rounded: fma gives what it lost.
    if (rest > 0.5 || (rest == 0.5 && Math.fma(magnitude, (double) scale, -scaled) >= 0)) {
      units++;
    }
    if (value < 0 && units > 0) {
      append(MINUS);
    }
    append(units / scale);
    if (decimals > 0) {
      append(POINT);
      long fraction = units % scale;
      for (long place = scale / 10; place > 1 && fraction < place; place /= 10) {
        append(ZERO);
      }
      append(fraction);
    }
    return this;
  }

  private TextColumn appendLargeDecimal(double value, int decimals) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + " is no decimal number");
    }
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP);
    return append(rounded.toPlainString());
  }

  /** Appends 16 letters from a to p, four bits each: an identifier without digits. */
  public TextColumn appendLetters(long bits) {
    ensure(16);
    for (int shift = 60; shift >= 0; shift -= 4) {
      bytes[length++] = (byte) ('a' + ((int) (bits >>> shift) & 15));
    }
    return this;
  }

  /** Appends 16 lower-case hexadecimal digits to the current row. */
  public TextColumn appendHex(long bits) {
    ensure(16);
    for (int shift = 60; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (bits >>> shift) & 15];
    }
    return this;
  }

  /** Closes the current row. */
  public void endRow() {
    ends.add(length);
  }

  /** Bytes so far, those of the current row included: where the next append goes. */
  public int length() {
    return length;
  }

  /** The buffer that holds all rows; valid until the next append. */
  public byte[] bytes() {
    return bytes;
  }

  /** Index in {@link #bytes} at which a row starts. */
  public int start(int row) {
    return row == 0 ? 0 : ends.get(row - 1);
  }

  /** Index in {@link #bytes} after a row's last byte. */
  public int end(int row) {
    return ends.get(row);
  }

  /** The text of a row, for messages and tests. */
  public String get(int row) {
    return new String(bytes, start(row), end(row) - start(row), StandardCharsets.UTF_8);
  }

  /** A hash of a row's text, the same wherever it stands. */
  public long hash(int row) {
    long hash = 0;
    for (int i = start(row); i < end(row); i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  @Override
  public int size() {
    return ends.size();
  }

  @Override
  public void clear() {
    length = 0;
    ends.clear();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ends.write(out);
    out.writeInt(length);
    out.write(bytes, 0, length);
  }

  @Override
  public void read(DataInput in) throws IOException {
    clear();
    ends.read(in);
    int count = in.readInt();
    ensure(count);
    in.readFully(bytes, 0, count);
    length = count;
  }
}
