package io.tracewright.engine.generate.content;

import java.nio.charset.StandardCharsets;

/** Texts as the inside of JSON string literals, in UTF-8. */
final class JsonText {
  /** Characters of a text that a preview shows. */
  static final int PREVIEW_CHARACTERS = 96;

  /** Characters of a text that rows quote at most. */
  static final int MAX_CHARACTERS = 100_000;

  static final byte[] ELLIPSIS = "…".getBytes(StandardCharsets.UTF_8);

  private JsonText() {}

  /** The first characters of a text, and an ellipsis if there are more. */
  static byte[] preview(String text) {
    return start(text, PREVIEW_CHARACTERS);
  }

  /** A whole text, unless it is longer than rows quote. */
  static byte[] full(String text) {
    return start(text, MAX_CHARACTERS);
  }

  private static byte[] start(String text, int characters) {
    int end = Math.min(text.length(), characters);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder json = new StringBuilder(end + 8);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\t' -> json.append("\\t");
        // Other control characters carry no meaning here, and some readers trip over them.
        default -> json.append(c < 0x20 ? ' ' : c);
      }
    }
    if (end < text.length()) {
      json.append('…');
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Where to cut escaped UTF-8 so that it keeps a number of characters, counted as Java does.
   *
   * @return {@code to} if there are no more than that
   */
  static int cut(byte[] escaped, int from, int to, int characters) {
    int left = characters;
    int at = from;
    while (at < to) {
      int lead = escaped[at] & 0xff;
      int units = lead >= 0xf0 ? 2 : 1;
      if (units > left) {
        return at;
      }
      left -= units;
      if (lead == '\\') {
        at += 2;
      } else {
        at += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      }
    }
    return to;
  }
}
