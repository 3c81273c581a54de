package io.tracewright.model.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * Opens bytes as text: gunzips what starts like gzip, skips a byte-order mark, and decodes UTF-8
 * strictly, so that wrong bytes fail ({@link java.nio.charset.MalformedInputException}) rather than
 * turn into question marks.
 */
public final class TextInput {

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private TextInput() {}

  /** The text of a stream; closing it closes the stream. */
  public static Reader open(InputStream bytes) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER_BYTES);
    buffered.mark(2);
    int magic = (buffered.read() << 8) | buffered.read();
    buffered.reset();
    InputStream plain =
        magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
    PushbackReader text =
        new PushbackReader(
            new InputStreamReader(
                plain,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    int first = text.read();
    if (first != -1 && first != BYTE_ORDER_MARK) {
      text.unread(first);
    }
    return text;
  }
}
