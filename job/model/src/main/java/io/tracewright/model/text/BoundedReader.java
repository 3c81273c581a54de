package io.tracewright.model.text;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A reader that hands out at most so many characters for each record, so that a quote left open
 * cannot pull a whole file into memory.
 *
 * <p>Parsers read ahead, hence the bound is only exact to their buffer (a few thousand characters).
 */
public final class BoundedReader extends FilterReader {

  private final long maxRecordChars;
  private long left;

  public BoundedReader(Reader in, long maxRecordChars) {
    super(in);
    this.maxRecordChars = maxRecordChars;
    this.left = maxRecordChars;
  }

  /** Says that a record begins here: the count starts again. */
  public void startRecord() {
    left = maxRecordChars;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    if (c != -1) {
      spend(1);
    }
    return c;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    spend(Math.max(count, 0));
    return count;
  }

  private void spend(int chars) throws TooLongException {
    left -= chars;
    if (left < 0) {
      throw new TooLongException(maxRecordChars);
    }
  }

  /** A record that does not end within the bound. */
  public static final class TooLongException extends IOException {
    TooLongException(long maxChars) {
      super(String.format("longer than %,d characters (a quote or bracket left open?)", maxChars));
    }
  }
}
