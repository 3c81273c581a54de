package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A cursor over the tokens of SQL text, after ClickHouse's lexer: enough of it to tell words from
 * strings, quoted names and comments.
 *
 * <p>Works on bytes, so any encoding passes through; bytes from 0x80 count as letters.
 */
final class SqlTokens {

  /** What kind of token the cursor is on. */
  enum Kind {
    WORD,
    QUOTED,
    SYMBOL,
    END
  }

  private final byte[] text;
  private Kind kind = Kind.END;
  private int start;
  private int end;

  SqlTokens(byte[] text) {
    this.text = text;
  }

  Kind kind() {
    return kind;
  }

  /** Where the token begins. */
  int start() {
    return start;
  }

  /** Where the token ends, exclusive. */
  int end() {
    return end;
  }

  /** Moves on to the next token, over spaces and comments; returns its kind. */
  Kind next() {
    start = skipBlanks(end);
    if (start >= text.length) {
      start = text.length;
      end = text.length;
      kind = Kind.END;
      return kind;
    }
    byte first = text[start];
    if (first == '\'' || first == '"' || first == '`') {
      end = afterQuoted(start, first);
      kind = Kind.QUOTED;
    } else if (first == '$' && afterHeredoc(start) > 0) {
      end = afterHeredoc(start);
      kind = Kind.QUOTED;
    } else if (isWordByte(first)) {
      end = start + 1;
      while (end < text.length && isWordByte(text[end])) {
        end++;
      }
      kind = Kind.WORD;
    } else {
      end = start + 1;
      kind = Kind.SYMBOL;
    }
    return kind;
  }

  /** Whether the token is this unquoted word, whatever its case. */
  boolean isWord(String word) {
    return kind == Kind.WORD && end - start == word.length() && word().equalsIgnoreCase(word);
  }

  /** Whether the token is this symbol. */
  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text[start] == symbol;
  }

  /** The token's text. */
  String word() {
    return new String(text, start, end - start, ISO_8859_1);
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < text.length) {
      if (text[i] <= ' ' && text[i] >= 0) {
        i++;
      } else if (at(i, "--") || at(i, "#!") || at(i, "# ")) {
        while (i < text.length && text[i] != '\n') {
          i++;
        }
      } else if (at(i, "/*")) {
        i = after(i + 2, "*/");
      } else {
        break;
      }
    }
    return i;
  }

  private int afterQuoted(int from, byte mark) {
    int i = from + 1;
    while (i < text.length) {
      if (text[i] == '\\') {
        i += 2;
      } else if (text[i] != mark) {
        i++;
      } else if (i + 1 < text.length && text[i + 1] == mark) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return text.length;
  }

  /** The end of a heredoc {@code $tag$…$tag$} that begins at {@code from}, or -1 if none does. */
  private int afterHeredoc(int from) {
    int i = from + 1;
    while (i < text.length && text[i] != '$' && isWordByte(text[i])) {
      i++;
    }
    if (i >= text.length || text[i] != '$') {
      return -1;
    }
    return after(i + 1, new String(text, from, i + 1 - from, ISO_8859_1));
  }

  private int after(int from, String mark) {
    for (int i = from; i < text.length; i++) {
      if (at(i, mark)) {
        return i + mark.length();
      }
    }
    return text.length;
  }

  private boolean at(int position, String expected) {
    if (position + expected.length() > text.length) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (text[position + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWordByte(byte b) {
    return b < 0
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '_'
        || b == '$';
  }
}
