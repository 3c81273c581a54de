package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.clickhouse.embedded.SqlStatement.Kind;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlStatementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "SELECT 1|",
        "SELECT 1 FORMAT JSON|JSON",
        "select 1 format JSON;|JSON",
        "SELECT 1 FORMAT JSON SETTINGS max_threads = 1|JSON",
        "SELECT 1 SETTINGS max_threads = 1 FORMAT JSON|JSON",
        "SELECT 1 FORMAT JSON -- done|JSON",
        "SELECT 'FORMAT CSV'|",
        "SELECT 1 /* FORMAT CSV */|",
        "SELECT $$ FORMAT CSV $$|",
        "SELECT $a$ x $$ FORMAT CSV $a$ FORMAT TSV|TSV",
        "SELECT format FROM t|",
        "SELECT a, format FROM t|",
        "SELECT t.format FROM t FORMAT TSV|TSV",
        "SELECT a FROM t ORDER BY format DESC|",
        "SELECT format('{}', 1) FORMAT TSV|TSV",
        "SELECT (SELECT 1 FORMAT x)|",
        "WITH 1 AS x SELECT x FORMAT Native|Native",
        "(SELECT 1) UNION ALL (SELECT 2) FORMAT Values|Values",
        "FROM t SELECT a|",
        "/* SELECT */ SELECT 1 FORMAT TSV|TSV",
      })
  void findsTheFormatOfASelect(String sql, String format) throws EngineException {
    SqlStatement statement = SqlStatement.parse(sql.getBytes(UTF_8));

    assertThat(statement.kind()).isEqualTo(Kind.SELECT);
    assertThat(statement.format().orElse(null)).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "INSERT INTO t VALUES (1)|INSERT INTO t |Values| (1)",
        "insert into t values(1)|insert into t |Values|(1)",
        "INSERT INTO t (a, b) FORMAT CSV 1,2|INSERT INTO t (a, b) |CSV|1,2",
        "INSERT INTO `values` FORMAT CSV 1|INSERT INTO `values` |CSV|1",
        "INSERT INTO values FORMAT CSV 1|INSERT INTO values |CSV|1",
        "INSERT INTO d.format FORMAT CSV 1|INSERT INTO d.format |CSV|1",
        "INSERT INTO t SETTINGS async_insert=0 FORMAT JSONEachRow {}|INSERT INTO t SETTINGS async_insert=0 |JSONEachRow|{}",
        "INSERT INTO FUNCTION file('x; VALUES', 'CSV') FORMAT CSV 1|INSERT INTO FUNCTION file('x; VALUES', 'CSV') |CSV|1",
        "INSERT INTO t FORMAT Values (1)|INSERT INTO t |Values| (1)",
        "INSERT /* VALUES */ INTO t FORMAT CSV 1|INSERT /* VALUES */ INTO t |CSV|1",
      })
  void splitsAnInsertFromItsRows(String sql, String head, String format, String rows)
      throws EngineException {
    byte[] text = sql.getBytes(UTF_8);

    SqlStatement statement = SqlStatement.parse(text);

    assertThat(statement.kind()).isEqualTo(Kind.INSERT_ROWS);
    assertThat(new String(statement.head(), UTF_8).strip()).isEqualTo(head.strip());
    assertThat(statement.format()).contains(format);
    assertThat(sql.substring(statement.dataStart()).strip()).isEqualTo(rows.strip());
  }

  @Test
  void rowsBeginRightAfterTheFirstLineBreak() throws EngineException {
    byte[] text = "INSERT INTO t FORMAT RowBinary \r\n\n \0".getBytes(UTF_8);

    SqlStatement statement = SqlStatement.parse(text);

    assertThat(text.length - statement.dataStart()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT 1",
        "INSERT INTO t (SELECT 1)",
        "INSERT INTO t WITH 1 AS x SELECT x FORMAT CSV",
        "INSERT INTO t",
        "CREATE TABLE t (a UInt8) ENGINE = Memory",
        "SHOW TABLES FORMAT JSON",
        "EXPLAIN SELECT 1",
        "exit"
      })
  void runsAnythingElseAsItIs(String sql) throws EngineException {
    SqlStatement statement = SqlStatement.parse(sql.getBytes(UTF_8));

    assertThat(statement.kind()).isIn(Kind.OTHER, Kind.INSERT_ROWS);
    assertThat(statement.kind() == Kind.OTHER || sql.contains("(SELECT")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "-- nothing", "/* nothing */"})
  void knowsAnEmptyText(String sql) throws EngineException {
    assertThat(SqlStatement.parse(sql.getBytes(UTF_8)).kind()).isEqualTo(Kind.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1; SELECT 2", "SELECT 1; DROP TABLE t", "SHOW TABLES;;x"})
  void refusesSeveralStatements(String sql) {
    assertThatThrownBy(() -> SqlStatement.parse(sql.getBytes(UTF_8)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Multi-statements are not allowed");
  }

  @Test
  void allowsASemicolonAtTheEndAndInStrings() throws EngineException {
    assertThat(SqlStatement.parse("SELECT ';' ; -- x".getBytes(UTF_8)).kind())
        .isEqualTo(Kind.SELECT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 INTO OUTFILE '/tmp/x'",
        "SELECT 1 into /* */ outfile '/tmp/x'",
        "SHOW TABLES INTO OUTFILE '/tmp/x'",
        "INSERT INTO t FROM INFILE '/tmp/x' FORMAT CSV"
      })
  void refusesFilesOfTheServer(String sql) {
    assertThatThrownBy(() -> SqlStatement.parse(sql.getBytes(UTF_8)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("not allowed");
  }

  @Test
  void putsTheOutputFileBeforeTheFormat() throws EngineException {
    SqlStatement statement =
        SqlStatement.parse("SELECT 1 FORMAT JSON SETTINGS max_threads=1; -- x".getBytes(UTF_8));

    byte[] sql = statement.intoOutfile(Path.of("/tmp/it's"), "none", "TSV");

    assertThat(new String(sql, UTF_8))
        .isEqualTo(
            "SELECT 1  INTO OUTFILE '/tmp/it\\'s' TRUNCATE COMPRESSION 'none' FORMAT JSON SETTINGS"
                + " max_threads=1");
  }

  @Test
  void addsTheDefaultFormatWhenNoneIsNamed() throws EngineException {
    SqlStatement statement = SqlStatement.parse("SELECT 1 -- x".getBytes(UTF_8));

    assertThat(new String(statement.intoOutfile(Path.of("/p"), "gzip", "TSV"), UTF_8))
        .isEqualTo("SELECT 1 INTO OUTFILE '/p' TRUNCATE COMPRESSION 'gzip' FORMAT `TSV`");
  }

  @Property(tries = 2_000)
  void endsOnAnyText(@ForAll byte[] text) {
    try {
      SqlStatement statement = SqlStatement.parse(text);
      assertThat(statement.clauseStart()).isBetween(0, text.length);
      assertThat(statement.dataStart()).isBetween(statement.clauseStart(), text.length);
    } catch (EngineException e) {
      assertThat(e.code()).isPositive();
    }
  }
}
