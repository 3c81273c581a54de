package io.tracewright.model.profile;

import io.tracewright.model.text.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Reads the text of a YAML file, as much as a {@link YamlParser} takes and one character more. */
final class YamlText {

  private YamlText() {}

  /**
   * The text, cut where it is certainly too long.
   *
   * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
   */
  static String of(InputStream bytes) throws IOException {
    try (Reader text = TextInput.open(bytes)) {
      char[] buffer = new char[YamlParser.MAX_CHARS + 1];
      int length = 0;
      for (int n; (n = text.read(buffer, length, buffer.length - length)) > 0; ) {
        length += n;
      }
      return new String(buffer, 0, length);
    }
  }
}
