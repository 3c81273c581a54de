package io.tracewright.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryParametersTest {

  @Test
  void sortsSettingsFromParametersAndItsOwn() throws EngineException {
    QueryParameters parameters =
        of(
            "query", "SELECT 1",
            "database", "d",
            "param_x", "1",
            "max_threads", "2",
            "compress", "1",
            "buffer_size", "99999999999",
            "query_id", "q");

    assertThat(parameters.query()).isEqualTo("SELECT 1");
    assertThat(parameters.database()).contains("d");
    assertThat(parameters.parameters()).isEqualTo(Map.of("x", "1"));
    assertThat(parameters.settings()).isEqualTo(Map.of("max_threads", "2"));
    assertThat(parameters.compress()).isTrue();
    assertThat(parameters.decompress()).isFalse();
    assertThat(parameters.bufferBytes()).isEqualTo(QueryParameters.MAX_BUFFER_BYTES);
    assertThat(parameters.queryId()).isEqualTo("q");
    assertThat(parameters.defaultFormat()).isEqualTo("TabSeparated");
  }

  @Test
  void refusesNamesThatAreNoNames() {
    assertThatThrownBy(() -> of("a b", "1")).hasMessageContaining("Unknown setting 'a b'");
    assertThatThrownBy(() -> of("param_x, readonly", "1"))
        .hasMessageContaining("'param_x, readonly' does not name a query parameter");
  }

  @Test
  void refusesFlagsThatAreNeither() {
    assertThatThrownBy(() -> of("compress", "yes"))
        .hasMessageContaining("URL parameter 'compress' is 'yes'; it must be 0 or 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default:", "default", ":"})
  void letsTheDefaultUserIn(String pair) throws EngineException {
    Credentials.check(Optional.of("default"), Optional.of(""), basic(pair));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default:x", "admin:", "admin:x"})
  void letsNobodyElseIn(String pair) {
    assertThatThrownBy(() -> QueryParameters.of(new Fields(), basic(pair)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Code: 516")
        .hasMessageContaining("Authentication failed: password is incorrect");
  }

  private static HttpFields basic(String pair) {
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return HttpFields.build().add("Authorization", "Basic " + encoded);
  }

  private static QueryParameters of(String... namesAndValues) throws EngineException {
    Fields fields = new Fields();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return QueryParameters.of(fields, HttpFields.EMPTY);
  }
}
