package io.tracewright.model.corpus;

import java.io.IOException;
import java.io.PushbackReader;
import java.util.Locale;

/** File formats of corpora, each told by how its text begins, or else by the file's name. */
public enum CorpusFormat {
  /** One JSON object a line. */
  JSON_LINES,
  /** One JSON array of objects. */
  JSON_ARRAY,
  /** Comma-separated values with a header. */
  CSV;

  /** How much of the text is looked at, and what a reader must be able to take back. */
  static final int PEEK_CHARS = 1 << 14;

  FormatReader reader(RecordRules rules) {
    return switch (this) {
      case JSON_LINES -> new JsonLinesReader(rules);
      case JSON_ARRAY -> new JsonArrayReader(rules);
      case CSV -> new CsvReader(rules);
    };
  }

  /**
   * The format of a text, which is left unread.
   *
   * @throws CorpusFormatException if it is none that can be read
   */
  static CorpusFormat of(String name, PushbackReader text) throws IOException {
    char[] peeked = new char[PEEK_CHARS];
    int length = 0;
    for (int n; (n = text.read(peeked, length, PEEK_CHARS - length)) > 0; ) {
      length += n;
    }
    text.unread(peeked, 0, length);
    String start = new String(peeked, 0, length).stripLeading();
    if (start.isEmpty()) {
      throw new CorpusFormatException("the file is empty");
    }
    if (start.charAt(0) == '[') {
      return JSON_ARRAY;
    }
    if (start.charAt(0) == '{') {
      return JSON_LINES;
    }
    String plainName = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    String header = start.lines().findFirst().orElse("");
    if (plainName.endsWith(".csv") || CsvReader.REQUIRED.stream().anyMatch(header::contains)) {
      return CSV;
    }
    if (plainName.endsWith(".jsonl") || plainName.endsWith(".ndjson")) {
      return JSON_LINES;
    }
    throw new CorpusFormatException(
        "neither JSON lines, a JSON array nor CSV with a header of "
            + String.join(", ", CsvReader.REQUIRED));
  }
}
