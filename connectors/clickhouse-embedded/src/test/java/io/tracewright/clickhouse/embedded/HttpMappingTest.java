package io.tracewright.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error codes to statuses, formats to content types, accepted encodings to compressions. */
final class HttpMappingTest {

  @ParameterizedTest
  @CsvSource({
    "62, 400",
    "53, 400",
    "27, 400",
    "60, 404",
    "115, 404",
    "81, 404",
    "48, 501",
    "159, 408",
    "194, 401",
    "516, 403",
    "307, 413",
    "164, 500",
    "202, 500",
    "241, 500",
    "395, 500"
  })
  void statusOfACode(int code, int status) {
    assertThat(HttpStatusCodes.of(code)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "TabSeparated, text/tab-separated-values; charset=UTF-8",
    "CSV, text/csv; charset=UTF-8; header=absent",
    "CSVWithNames, text/csv; charset=UTF-8; header=present",
    "JSON, application/json; charset=UTF-8",
    "JSONEachRow, application/x-ndjson; charset=UTF-8",
    "RowBinaryWithNamesAndTypes, application/octet-stream",
    "Native, application/octet-stream",
    "PrettyCompact, text/plain; charset=UTF-8",
    "Markdown, text/markdown; charset=UTF-8",
    "XML, application/xml; charset=UTF-8"
  })
  void contentTypeOfAFormat(String format, String contentType) {
    assertThat(ContentTypes.of(format)).isEqualTo(contentType);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|GZIP",
        "gzip, deflate, br|BROTLI",
        "GZIP;q=0.5, lz4|LZ4",
        "identity|",
        "*|",
        "xgzip|",
        "zstd;q=1.0|ZSTD"
      })
  void compressionOfAcceptEncoding(String accepted, HttpCompression expected) {
    assertThat(HttpCompression.agreed(accepted).orElse(null)).isEqualTo(expected);
  }
}
