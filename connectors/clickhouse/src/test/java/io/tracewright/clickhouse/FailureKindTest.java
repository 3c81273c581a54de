package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ClientException;
import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.DataTransferException;
import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {

  @ParameterizedTest
  @CsvSource({
    "252, 500, RETRY", // too many parts
    "241, 500, RETRY", // memory limit
    "202, 503, RETRY", // too many simultaneous queries
    "242, 500, RETRY", // table is read-only
    "999, 500, RETRY", // keeper
    "209, 500, RETRY", // socket timeout
    "210, 500, RETRY", // network
    "236, 500, RETRY", // shutting down
    "60, 404, FATAL", // unknown table
    "53, 500, FATAL", // type mismatch
    "516, 403, FATAL", // authentication
    "164, 500, FATAL", // the user may only read
    "4711, 500, FATAL", // not sorted yet
    "0, 503, RETRY", // a proxy
    "0, 429, RETRY",
    "0, 403, FATAL",
    "-1, 502, RETRY"
  })
  void answers(int code, int httpStatus, FailureKind kind) {
    ServerException answer = new ServerException(code, "text", httpStatus, "query");
    assertThat(FailureKind.of(answer)).isEqualTo(kind);
    assertThat(FailureKind.of(new ExecutionException(answer))).isEqualTo(kind);
  }

  @Test
  void transport_may_recover() {
    assertThat(FailureKind.of(new ConnectException("refused"))).isEqualTo(FailureKind.RETRY);
    assertThat(FailureKind.of(new SocketTimeoutException())).isEqualTo(FailureKind.RETRY);
    assertThat(FailureKind.of(new DataTransferException("broken", new IOException())))
        .isEqualTo(FailureKind.RETRY);
  }

  @Test
  void mistakes_do_not_recover() {
    assertThat(FailureKind.of(new ClientMisconfigurationException("no", new IOException())))
        .isEqualTo(FailureKind.FATAL);
    assertThat(FailureKind.of(new ClientException("tls", new SSLHandshakeException("cert"))))
        .isEqualTo(FailureKind.FATAL);
    assertThat(FailureKind.of(new IllegalStateException())).isEqualTo(FailureKind.FATAL);
  }

  @Test
  void a_failure_tells_code_and_text_or_the_innermost_cause() {
    ServerException answer = new ServerException(60, " Table t does not exist ", 404, "query");
    assertThat(Failure.of(answer).describe()).isEqualTo("code 60: Table t does not exist");
    Exception wrapped = new ClientException("failed", new ConnectException("refused"));
    assertThat(Failure.of(wrapped).describe()).isEqualTo("ConnectException: refused");
    assertThat(Failure.of(new ServerException(1, "x".repeat(5_000), 500, "query")).text())
        .hasSize(1_001);
  }
}
