package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The outline of one SQL statement: what the server must know to run it, and nothing more.
 *
 * @param text the bytes it was read from; for an insert with rows, possibly only their beginning
 * @param kind how it is run
 * @param format the format it names, empty if none
 * @param clauseStart where its FORMAT or VALUES clause begins; without one, where its last token
 *     ends
 * @param dataStart for {@link Kind#INSERT_ROWS}, where the rows begin
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, one owner
record SqlStatement(
    byte[] text, Kind kind, Optional<String> format, int clauseStart, int dataStart) {

  private static final Set<String> READING =
      Set.of("SHOW", "DESCRIBE", "DESC", "EXISTS", "EXPLAIN");

  /** How a statement is run. */
  enum Kind {
    /** Nothing but blanks and comments. */
    EMPTY,
    /** A query whose result may be large. */
    SELECT,
    /** {@code INSERT … VALUES …} or {@code INSERT … FORMAT …}: rows follow. */
    INSERT_ROWS,
    /** Anything else: its result is small. */
    OTHER
  }

  static SqlStatement parse(byte[] text) throws EngineException {
    return SqlOutliner.outline(text);
  }

  /**
   * Checks that this statement only reads, as the engine's read-only mode would.
   *
   * @throws EngineException 164 if it may change something
   */
  void requireReading() throws EngineException {
    SqlTokens tokens = new SqlTokens(text);
    tokens.next();
    if (kind != Kind.SELECT && !READING.contains(tokens.word().toUpperCase(Locale.ROOT))) {
      throw EngineException.of(
          EngineException.READONLY, "READONLY", "Cannot execute query in readonly mode");
    }
  }

  /** The statement without its FORMAT or VALUES clause and without rows. */
  byte[] head() {
    return Arrays.copyOf(text, clauseStart);
  }

  /** This SELECT with its output sent to {@code file}, which exists. */
  byte[] intoOutfile(Path file, String compression, String defaultFormat) {
    String clause =
        " INTO OUTFILE %s TRUNCATE COMPRESSION %s "
            .formatted(SqlText.quote(file.toString()), SqlText.quote(compression));
    String tail =
        format.isPresent()
            ? new String(text, clauseStart, dataStart - clauseStart, ISO_8859_1)
            : "FORMAT " + SqlText.quoteIdentifier(defaultFormat);
    byte[] head = head();
    byte[] clauseBytes = clause.getBytes(StandardCharsets.UTF_8);
    byte[] tailBytes = tail.getBytes(ISO_8859_1);
    byte[] sql = Arrays.copyOf(head, head.length + clauseBytes.length + tailBytes.length);
    System.arraycopy(clauseBytes, 0, sql, head.length, clauseBytes.length);
    System.arraycopy(tailBytes, 0, sql, head.length + clauseBytes.length, tailBytes.length);
    return sql;
  }
}
