package io.tracewright.model.corpus;

import java.io.IOException;
import java.io.Reader;

/**
 * Splits text at line feeds without ever holding more of a line than a bound allows.
 *
 * <p>A carriage return before the line feed stays with the line; to JSON it is white space.
 */
final class BoundedLines {

  private final Reader text;
  private final int maxChars;
  private final char[] buffer = new char[1 << 14];
  private final StringBuilder line = new StringBuilder();
  private int position;
  private int limit;
  private boolean tooLong;

  BoundedLines(Reader text, int maxChars) {
    this.text = text;
    this.maxChars = maxChars;
  }

  /** Moves to the next line; false at the end of the text. */
  boolean next() throws IOException {
    line.setLength(0);
    tooLong = false;
    if (position == limit && !fill()) {
      return false;
    }
    do {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      append(end);
      if (end < limit) {
        position = end + 1;
        return true;
      }
      position = end;
    } while (fill());
    return true;
  }

  /** The current line, cut when it is too long. */
  String line() {
    return line.toString();
  }

  /** Whether the current line is longer than the bound. */
  boolean tooLong() {
    return tooLong;
  }

  private void append(int end) {
    int room = maxChars - line.length();
    tooLong |= end - position > room;
    line.append(buffer, position, Math.min(room, end - position));
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, text.read(buffer, 0, buffer.length));
    return limit > 0;
  }
}
