package io.tracewright.clickhouse.embedded;

import io.tracewright.clickhouse.embedded.SqlStatement.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@link SqlStatement} outline off SQL text.
 *
 * <p>It refuses what the real server refuses over HTTP and the library would carry out, being a
 * client: several statements in one text, {@code INTO OUTFILE} and {@code FROM INFILE}. Everything
 * else that is wrong is left to the engine to word.
 */
final class SqlOutliner {

  /** Words after which an expression or a name follows, so that {@code format} there is a name. */
  private static final Set<String> BEFORE_NAME =
      Set.of(
          "SELECT",
          "DISTINCT",
          "BY",
          "WHERE",
          "PREWHERE",
          "HAVING",
          "QUALIFY",
          "AND",
          "OR",
          "NOT",
          "ON",
          "IN",
          "LIKE",
          "ILIKE",
          "AS",
          "FROM",
          "JOIN",
          "USING",
          "WITH",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "BETWEEN",
          "IS",
          "LIMIT",
          "OFFSET",
          "TABLE",
          "DIV",
          "MOD",
          "INTERVAL");

  private final byte[] text;
  private final SqlTokens tokens;
  private String previous = "";
  private int depth;
  private int lastEnd;

  private SqlOutliner(byte[] text) {
    this.text = text;
    this.tokens = new SqlTokens(text);
  }

  static SqlStatement outline(byte[] text) throws EngineException {
    return new SqlOutliner(text).read();
  }

  private SqlStatement read() throws EngineException {
    SqlTokens.Kind first = tokens.next();
    if (first == SqlTokens.Kind.END) {
      return new SqlStatement(text, Kind.EMPTY, Optional.empty(), 0, 0);
    }
    if (tokens.isWord("INSERT")) {
      return readInsert();
    }
    boolean select =
        tokens.isWord("SELECT")
            || tokens.isWord("WITH")
            || tokens.isWord("FROM")
            || tokens.isSymbol('(');
    return readToEnd(select ? Kind.SELECT : Kind.OTHER);
  }

  private SqlStatement readInsert() throws EngineException {
    boolean named = false;
    while (advance()) {
      if (depth > 0 || previous.equals(".")) {
        named = true;
      } else if (named && tokens.isWord("VALUES")) {
        return new SqlStatement(
            text, Kind.INSERT_ROWS, Optional.of("Values"), tokens.start(), tokens.end());
      } else if (named && tokens.isWord("FORMAT")) {
        int clauseStart = tokens.start();
        if (tokens.next() != SqlTokens.Kind.WORD) {
          break;
        }
        if (tokens.isWord("VALUES")) { // FORMAT Values
          return new SqlStatement(
              text, Kind.INSERT_ROWS, Optional.of("Values"), clauseStart, tokens.end());
        }
        return new SqlStatement(
            text,
            Kind.INSERT_ROWS,
            Optional.of(tokens.word()),
            clauseStart,
            dataStart(tokens.end()));
      } else if (tokens.isWord("INFILE")) {
        throw EngineException.of(
            EngineException.BAD_ARGUMENTS,
            "BAD_ARGUMENTS",
            "FROM INFILE is not allowed over HTTP: send the rows in the request's body");
      } else if (tokens.isWord("SELECT") || tokens.isWord("WITH")) {
        return readToEnd(Kind.OTHER);
      } else if (!tokens.isWord("INTO") && !tokens.isWord("TABLE") && !tokens.isWord("FUNCTION")) {
        named = true;
      }
    }
    return new SqlStatement(text, Kind.OTHER, Optional.empty(), lastEnd, text.length);
  }

  /** Rows begin after the first line break, or after the blanks if none comes before them. */
  private int dataStart(int from) {
    int i = from;
    while (i < text.length && (text[i] == ' ' || text[i] == '\t' || text[i] == '\f')) {
      i++;
    }
    if (i < text.length && text[i] == '\r') {
      i++;
    }
    if (i < text.length && text[i] == '\n') {
      i++;
    }
    return i;
  }

  private SqlStatement readToEnd(Kind kind) throws EngineException {
    Optional<String> format = Optional.empty();
    int formatStart = -1;
    boolean afterFormat = false;
    do {
      if (tokens.isSymbol(';')) {
        refuseFurtherStatement();
        break;
      }
      if (tokens.isWord("OUTFILE") && previous.equals("INTO")) {
        throw EngineException.of(
            EngineException.INTO_OUTFILE_NOT_ALLOWED,
            "INTO_OUTFILE_NOT_ALLOWED",
            "INTO OUTFILE is not allowed");
      }
      if (afterFormat) {
        // FORMAT name must be the end, or SETTINGS must follow; else "format" was a column.
        if (formatStart >= 0 && format.isEmpty() && tokens.kind() == SqlTokens.Kind.WORD) {
          format = Optional.of(tokens.word());
        } else if (!tokens.isWord("SETTINGS")) {
          format = Optional.empty();
          formatStart = -1;
          afterFormat = false;
        } else {
          afterFormat = false;
        }
      } else if (depth == 0 && tokens.isWord("FORMAT") && endsExpression(previous)) {
        formatStart = tokens.start();
        format = Optional.empty();
        afterFormat = true;
      }
    } while (advance());
    boolean hasFormat = formatStart >= 0 && format.isPresent();
    return new SqlStatement(
        text,
        kind,
        hasFormat ? format : Optional.empty(),
        hasFormat ? formatStart : lastEnd,
        lastEnd);
  }

  private void refuseFurtherStatement() throws EngineException {
    int semicolon = tokens.start();
    while (tokens.next() != SqlTokens.Kind.END) {
      if (!tokens.isSymbol(';')) {
        throw EngineException.of(
            EngineException.SYNTAX_ERROR,
            "SYNTAX_ERROR",
            "Syntax error (Multi-statements are not allowed): failed at position "
                + (semicolon + 1)
                + " (end of query)");
      }
    }
  }

  private static boolean endsExpression(String token) {
    if (BEFORE_NAME.contains(token)) {
      return false;
    }
    char last = token.isEmpty() ? ',' : token.charAt(token.length() - 1);
    return Character.isLetterOrDigit(last) || "_)]}*'\"`$".indexOf(last) >= 0;
  }

  /** Remembers the token the cursor is on and moves to the next; false at the end. */
  private boolean advance() {
    previous = tokens.word().toUpperCase(Locale.ROOT);
    lastEnd = tokens.end();
    if (tokens.isSymbol('(') || tokens.isSymbol('[') || tokens.isSymbol('{')) {
      depth++;
    } else if (tokens.isSymbol(')') || tokens.isSymbol(']') || tokens.isSymbol('}')) {
      depth--;
    }
    return tokens.next() != SqlTokens.Kind.END;
  }
}
