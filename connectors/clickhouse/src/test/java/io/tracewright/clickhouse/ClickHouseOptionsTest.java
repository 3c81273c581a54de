package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickHouseOptionsTest {
  private static final ClickHouseOptions OPTIONS =
      ClickHouseOptions.of(URI.create("http://localhost:8123"));

  @Test
  void no_text_shows_the_password() throws Exception {
    ClickHouseOptions options = OPTIONS.withCredentials("me", new Secret("hunter2"));
    assertThat(options.toString()).contains("me", "***").doesNotContain("hunter2");
    ClickHouseOptions copy = InstantiationUtil.clone(options);
    assertThat(copy).isEqualTo(options);
    assertThat(copy.password().value()).isEqualTo("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://localhost:1", "localhost:8123", "http:///x"})
  void the_url_is_http(String url) {
    assertThatThrownBy(() -> ClickHouseOptions.of(URI.create(url)))
        .hasMessageStartingWith("url must read like http://host:8123")
        .hasMessageEndingWith(url);
  }

  @Test
  void credentials_in_the_url_are_refused_and_not_repeated() {
    assertThatThrownBy(() -> ClickHouseOptions.of(URI.create("http://me:hunter2@localhost:8123")))
        .hasMessageStartingWith("url must not carry credentials")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void blanks_and_empty_times_are_refused() {
    assertThatThrownBy(() -> OPTIONS.withDatabase(" ")).hasMessage("database must not be blank");
    assertThatThrownBy(() -> OPTIONS.withCredentials("", Secret.NONE))
        .hasMessage("username must not be blank");
    assertThatThrownBy(() -> OPTIONS.withTimeouts(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessage("connectTimeout must be more than zero, but is PT0S");
  }

  @Test
  void identifiers_are_quoted() {
    assertThat(new TableName("d`b", "t\\").quoted()).isEqualTo("`d\\`b`.`t\\\\`");
  }

  @Test
  void a_schema_makes_its_table() {
    TableSchema schema =
        TableSchema.builder()
            .column("id", "UUID")
            .column("tags", "Array(String)")
            .createMergeTree("ORDER BY id", 100)
            .build();
    assertThat(schema.createStatements(new TableName("db", "t")))
        .containsExactly(
            "CREATE TABLE IF NOT EXISTS `db`.`t` (`id` UUID, `tags` Array(String)) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100");
  }

  @Test
  void settings_that_carry_exactly_once_cannot_be_changed() {
    ClickHouseSink.Builder<String> builder = ClickHouseSink.builder();
    assertThatThrownBy(() -> builder.setting("async_insert", "1"))
        .hasMessage(
            "The setting async_insert is the sink's own: exactly-once rests on its value 0");
    assertThatThrownBy(() -> builder.setting("insert_deduplication_token", "x"))
        .hasMessageContaining("(the batch's token)");
  }
}
