package io.tracewright.clickhouse.block;

/** UTF-8 encoding of a {@link CharSequence} straight into a byte array, without garbage. */
final class Utf8 {
  private static final byte REPLACEMENT = '?';

  private Utf8() {}

  /** The number of bytes that {@link #encode} writes. */
  static int length(CharSequence text) {
    int chars = text.length();
    int bytes = 0;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (startsPair(text, i)) {
        bytes += 4;
        i++;
      } else {
        bytes++;
      }
    }
    return bytes;
  }

  /**
   * Writes the text; a lone surrogate becomes '?', as in {@link String#getBytes}.
   *
   * @return the position after the last byte
   */
  static int encode(CharSequence text, byte[] target, int offset) {
    int chars = text.length();
    int at = offset;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xC0 | (c >> 6));
        target[at++] = continuation(c);
      } else if (!Character.isSurrogate(c)) {
        target[at++] = (byte) (0xE0 | (c >> 12));
        target[at++] = continuation(c >> 6);
        target[at++] = continuation(c);
      } else if (startsPair(text, i)) {
        int codePoint = Character.toCodePoint(c, text.charAt(++i));
        target[at++] = (byte) (0xF0 | (codePoint >> 18));
        target[at++] = continuation(codePoint >> 12);
        target[at++] = continuation(codePoint >> 6);
        target[at++] = continuation(codePoint);
      } else {
        target[at++] = REPLACEMENT;
      }
    }
    return at;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  private static boolean startsPair(CharSequence text, int index) {
    return index + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
  }
}
