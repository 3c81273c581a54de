package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class SqlTextTest {

  @Test
  void quotes() {
    assertThat(SqlText.quote("it's \\ \0")).isEqualTo("'it\\'s \\\\ \\0'");
    assertThat(SqlText.quoteIdentifier("a`b")).isEqualTo("`a\\`b`");
  }

  /** A quoted value is one token for the lexer: nothing in it ends the literal. */
  @Property
  void nothingEscapesTheQuotes(@ForAll String value) {
    byte[] literal = SqlText.quote(value).getBytes(UTF_8);
    SqlTokens tokens = new SqlTokens(literal);

    assertThat(tokens.next()).isEqualTo(SqlTokens.Kind.QUOTED);
    assertThat(tokens.end()).isEqualTo(literal.length);
  }
}
