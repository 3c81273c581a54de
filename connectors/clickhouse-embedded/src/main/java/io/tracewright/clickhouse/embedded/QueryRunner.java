package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Runs one statement on a connection of its own and answers with its result. */
final class QueryRunner {

  /** How much of a body is searched at first for the place where an insert's rows begin. */
  private static final int HEAD_BYTES = 16 << 10;

  /** The longest statement, rows of an insert not counted. */
  private static final int MAX_SQL_BYTES = 16 << 20;

  private static final byte[] STATEMENT_END = "\n--".getBytes(UTF_8);

  private final Engine engine;
  private final Connections connections;
  private final Path workDirectory;
  private final Executor engineThreads;
  private final ResultBuffers buffers;

  QueryRunner(
      Engine engine,
      Connections connections,
      Path workDirectory,
      Executor engineThreads,
      ResultBuffers buffers) {
    this.engine = engine;
    this.connections = connections;
    this.workDirectory = workDirectory;
    this.engineThreads = engineThreads;
    this.buffers = buffers;
  }

  /**
   * Runs the statement that the URL's query and the body make up together.
   *
   * @param readOnly whether the method of the request forbids changes
   * @param encoding the HTTP compression agreed on, if any
   */
  void run(
      QueryParameters parameters,
      RequestBody body,
      boolean readOnly,
      Optional<HttpCompression> encoding,
      QueryResponse response)
      throws EngineException, IOException {
    byte[] prefix = parameters.query().getBytes(UTF_8);
    if (prefix.length > 0 && body.size() > 0) {
      prefix = concat(prefix, new byte[] {'\n'});
    }
    SqlStatement statement = read(prefix, body);
    if (readOnly && parameters.sessionId().isPresent()) {
      // The engine's read-only mode cannot be left again, so a session never enters it.
      statement.requireReading();
    }
    try (Connections.Lease lease = connections.lease(parameters, readOnly)) {
      EngineConnection connection = lease.connection();
      switch (statement.kind()) {
        case INSERT_ROWS -> insert(statement, body, prefix.length, connection, response);
        case SELECT -> select(statement, parameters, encoding, connection, response);
        case OTHER, EMPTY -> execute(statement, parameters, connection, response);
      }
    }
  }

  /** Outlines the statement, reading no more of the body than it takes. */
  private static SqlStatement read(byte[] prefix, RequestBody body) throws EngineException {
    SqlStatement statement = SqlStatement.parse(concat(prefix, body.prefix(HEAD_BYTES)));
    boolean cutOff =
        body.size() > HEAD_BYTES
            && (statement.kind() != SqlStatement.Kind.INSERT_ROWS
                || statement.dataStart() == prefix.length + HEAD_BYTES);
    if (cutOff) {
      statement = SqlStatement.parse(concat(prefix, body.prefix(MAX_SQL_BYTES)));
      if (statement.kind() != SqlStatement.Kind.INSERT_ROWS && body.size() > MAX_SQL_BYTES) {
        throw EngineException.of(
            EngineException.SYNTAX_ERROR,
            "SYNTAX_ERROR",
            "Max query size exceeded: the statement is longer than " + MAX_SQL_BYTES + " bytes");
      }
    }
    if (statement.kind() == SqlStatement.Kind.EMPTY) {
      throw EngineException.of(
          EngineException.SYNTAX_ERROR,
          "SYNTAX_ERROR",
          "Syntax error: failed at position 1 (end of query): Empty query");
    }
    return statement;
  }

  private static void insert(
      SqlStatement statement,
      RequestBody body,
      int prefixBytes,
      EngineConnection connection,
      QueryResponse response)
      throws EngineException, IOException {
    QueryStatistics statistics;
    String format = statement.format().orElseThrow();
    try (EngineInsert insert = connection.beginInsert(statement.head(), format)) {
      if (statement.dataStart() < prefixBytes) { // rows that the URL's query begins with
        byte[] rows = Arrays.copyOfRange(statement.text(), statement.dataStart(), prefixBytes);
        insert.append(rows);
      }
      body.appendTo(insert, Math.max(0, statement.dataStart() - prefixBytes));
      statistics = insert.finish();
    }
    response.sendWhole(ByteBuffer.allocate(0), statistics);
  }

  private void select(
      SqlStatement statement,
      QueryParameters parameters,
      Optional<HttpCompression> encoding,
      EngineConnection connection,
      QueryResponse response)
      throws EngineException, IOException {
    String format = parameters.defaultFormat();
    String compression = encoding.map(HttpCompression::engineName).orElse("none");
    response.result(statement.format().orElse(format));
    if (parameters.compress()) {
      response.framed();
    }
    encoding.ifPresent(agreed -> response.contentEncoding(agreed.httpName()));

    ByteBuffer buffer = buffers.take();
    try (RunningSelect select =
        RunningSelect.start(
            engine, connection, statement, format, compression, workDirectory, engineThreads)) {
      ResultStream.copy(select, buffer, parameters, workDirectory, response);
    } finally {
      buffers.put(buffer);
    }
  }

  private static void execute(
      SqlStatement statement,
      QueryParameters parameters,
      EngineConnection connection,
      QueryResponse response)
      throws EngineException, IOException {
    byte[] sql = Arrays.copyOf(statement.text(), statement.dataStart());
    if (isLoneWord(sql)) { // the library is a client: it would take a lone "exit" for itself
      sql = concat(sql, STATEMENT_END);
    }
    EngineResult result = connection.execute(sql, parameters.defaultFormat());
    response.result(statement.format().orElse(parameters.defaultFormat()));
    if (parameters.compress() && result.body().length > 0) {
      response.framed();
    }
    response.sendWhole(ByteBuffer.wrap(result.body()), result.statistics());
  }

  private static boolean isLoneWord(byte[] sql) {
    String text = new String(sql, UTF_8).strip();
    return text.chars().noneMatch(Character::isWhitespace);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
