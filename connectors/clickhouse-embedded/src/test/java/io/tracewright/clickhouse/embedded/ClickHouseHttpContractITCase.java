package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What any ClickHouse server does over HTTP, as far as Tracewright and its users rely on it. */
final class ClickHouseHttpContractITCase {

  private static final URI SERVER = ServerUnderTest.url();

  private final HttpProbe http = new HttpProbe(SERVER);

  @BeforeEach
  void createTable() {
    http.query("DROP TABLE IF EXISTS contract");
    http.query("CREATE TABLE contract (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/ping", "/replicas_status"})
  void healthChecksAnswerOk(String path) {
    HttpResponse<String> response = http.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("Ok.\n");
  }

  @Test
  void unknownPathIsNotFound() {
    assertThat(http.get("/nope").statusCode()).isEqualTo(404);
  }

  @Test
  void queryStandsInTheUrlOrTheBodyOrBoth() {
    assertThat(http.get("/", "query", "SELECT 1").body()).isEqualTo("1\n");
    assertThat(http.query("SELECT 2")).isEqualTo("2\n");
    assertThat(http.query("3", "query", "SELECT")).isEqualTo("3\n");
  }

  @Test
  void answerTellsFormatTypeSummaryAndQueryId() {
    HttpResponse<String> response =
        http.post("SELECT number FROM numbers(3)", "default_format", "CSV", "query_id", "mine-1");

    assertThat(response.body()).isEqualTo("0\n1\n2\n");
    assertThat(response.headers().firstValue("X-ClickHouse-Format")).contains("CSV");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(response.headers().firstValue("X-ClickHouse-Query-Id")).contains("mine-1");
    assertThat(response.headers().firstValue("X-ClickHouse-Timezone")).isPresent();
    assertThat(response.headers().firstValue("X-ClickHouse-Server-Display-Name")).isPresent();
    assertThat(response.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
        .contains("\"read_rows\":\"3\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JSONCompact|application/json",
        "JSONEachRow|application/",
        "TabSeparatedWithNamesAndTypes|text/tab-separated-values",
        "Native|application/octet-stream",
        "Parquet|application/octet-stream",
        "XML|application/xml"
      })
  void formatOfTheStatementWins(String format, String contentType) {
    HttpResponse<byte[]> response =
        http.postForBytes("SELECT 1 AS x FORMAT " + format, "default_format", "CSV");

    assertThat(response.headers().firstValue("X-ClickHouse-Format")).contains(format);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(contentType);
    assertThat(response.body()).isNotEmpty();
  }

  @Test
  void insertsRowsFromBodyAndUrl() {
    http.query("1,a\n2,b\n", "query", "INSERT INTO contract FORMAT CSV");
    http.query("INSERT INTO contract VALUES (3, 'c'), (4, upper('d'))");
    http.query("(5, 'e')", "query", "INSERT INTO contract VALUES");
    http.query("INSERT INTO contract (s, a) FORMAT JSONEachRow\n{\"a\":6,\"s\":\"f\"}");
    http.query("INSERT INTO contract SELECT 7, 'g'");

    assertThat(http.query("SELECT a, s FROM contract ORDER BY a FORMAT CSV"))
        .isEqualTo("1,\"a\"\n2,\"b\"\n3,\"c\"\n4,\"D\"\n5,\"e\"\n6,\"f\"\n7,\"g\"\n");
  }

  /** The place where the rows begin must be found wherever in a long text it is. */
  @ParameterizedTest
  @ValueSource(ints = {100, 16_340, 16_350, 16_360, 16_370, 16_384, 100_000, 250_000})
  void rowsMayBeginFarIntoTheBody(int commentLength) {
    String comment = "/*" + "x".repeat(commentLength) + "*/";

    http.query("INSERT INTO contract " + comment + " FORMAT JSONEachRow\n{\"a\":1,\"s\":\"x\"}");

    assertThat(http.query("SELECT count() FROM contract " + comment)).isEqualTo("1\n");
  }

  @Test
  void insertTellsWhatItWrote() {
    HttpResponse<String> response = http.post("INSERT INTO contract VALUES (1, 'a'), (2, 'b')");

    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
        .contains("\"written_rows\":\"2\"");
  }

  @Test
  void nativeBlocksGoInAsTheyCameOut() {
    byte[] block =
        http.postForBytes(
                "SELECT number AS a, toString(number) AS s FROM numbers(1000) FORMAT Native")
            .body();

    http.post(block, "query", "INSERT INTO contract FORMAT Native");

    assertThat(http.query("SELECT count(), sum(a), sum(toUInt64(s)) FROM contract"))
        .isEqualTo("1000\t499500\t499500\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "SELEC 1|62|400|SYNTAX_ERROR",
        "SELECT * FROM nope|60|404|UNKNOWN_TABLE",
        "SELECT nope|47|404|UNKNOWN_IDENTIFIER",
        "SELECT 1 SETTINGS nope = 1|115|404|UNKNOWN_SETTING",
        "SELECT [1, 'a']|386|500|NO_COMMON_TYPE",
        "SELECT CAST('x', 'UInt8')|6|400|CANNOT_PARSE_TEXT",
        "INSERT INTO nope VALUES (1)|60|404|UNKNOWN_TABLE",
        "SELECT throwIf(1)|395|500|FUNCTION_THROW_IF_VALUE_IS_NON_ZERO",
        "SELECT 1; SELECT 2|62|400|Multi-statements are not allowed",
        "exit|62|400|SYNTAX_ERROR",
      })
  void errorsAreWordedAndNumberedAsTheServerDoes(String sql, int code, int status, String text) {
    HttpResponse<String> response = http.post(sql);

    assertThat(response.body()).startsWith("Code: " + code + ". DB::Exception: ").contains(text);
    assertThat(response.body()).contains("(version ");
    assertThat(response.headers().firstValue("X-ClickHouse-Exception-Code"))
        .contains(Integer.toString(code));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("X-ClickHouse-Query-Id")).isPresent();
  }

  @Test
  void typeMismatchInRowsIsAnErrorAndInsertsNothing() {
    HttpResponse<String> response =
        http.post("1,a\nx,b\n", "query", "INSERT INTO contract FORMAT CSV");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("Code: 27.").contains("(at row 2)");
    assertThat(http.query("SELECT count() FROM contract")).isEqualTo("0\n");
  }

  @Test
  void unknownSettingInTheUrlIsAnError() {
    HttpResponse<String> response = http.post("SELECT 1", "no_such_setting", "1");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("X-ClickHouse-Exception-Code")).contains("115");
    assertThat(response.body()).contains("no_such_setting").contains("(UNKNOWN_SETTING)");
  }

  @Test
  void getMayNotChangeAnything() {
    HttpResponse<String> response = http.get("/", "query", "DROP TABLE contract");

    assertThat(response.body()).contains("Code: 164.").contains("(READONLY)");
    assertThat(http.query("EXISTS contract")).isEqualTo("1\n");
  }

  @Test
  void databaseOfTheUrlIsTheCurrentOne() {
    http.query("CREATE DATABASE IF NOT EXISTS contract_db");

    assertThat(http.query("SELECT currentDatabase()", "database", "contract_db"))
        .isEqualTo("contract_db\n");
    assertThat(http.query("SELECT currentDatabase()")).isEqualTo("default\n");
    assertThat(http.post("SELECT 1", "database", "no_such_db").body()).contains("Code: 81.");
  }

  @Test
  void onlyTheDefaultUserIsLetIn() {
    HttpRequest request =
        http.request("/", "query", "SELECT 1").header("X-ClickHouse-User", "mallory").build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .contains("Code: 516. DB::Exception: mallory: Authentication failed")
        .contains("(AUTHENTICATION_FAILED)");
  }

  @Test
  void settingsHoldForOneRequestOnly() throws Exception {
    String unset = http.query("SELECT getSetting('max_block_size')");
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> answers =
          IntStream.range(0, 400)
              .mapToObj(
                  i ->
                      clients.submit(
                          () -> {
                            String sql = "SELECT getSetting('max_block_size')";
                            if (i % 2 == 0) {
                              return http.query(sql).equals(unset);
                            }
                            String value = Integer.toString(1000 + i);
                            return http.query(sql, "max_block_size", value).equals(value + "\n");
                          }))
              .toList();
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    } finally {
      clients.shutdown();
    }
    http.get("/", "query", "SELECT 1"); // read-only there must not stay
    http.query("INSERT INTO contract VALUES (1, 'a')");
    http.query("SET max_block_size = 7");
    assertThat(http.query("SELECT getSetting('max_block_size')")).isEqualTo(unset);
  }

  @Test
  void aSessionKeepsWhatItsStatementsSetAndNothingElse() {
    String id = "session-" + System.nanoTime();
    http.query("CREATE TEMPORARY TABLE mine (a UInt8)", "session_id", id);
    http.query("INSERT INTO mine VALUES (1)", "session_id", id);
    http.query("SET max_block_size = 77, log_comment = 'it\\'s'", "session_id", id);
    String both = "SELECT getSetting('max_block_size'), getSetting('log_comment') FORMAT TSVRaw";

    assertThat(http.query("SELECT a FROM mine", "session_id", id)).isEqualTo("1\n");
    assertThat(http.query(both, "session_id", id, "max_block_size", "5", "log_comment", "x"))
        .isEqualTo("5\tx\n");
    assertThat(http.query(both, "session_id", id)).isEqualTo("77\tit's\n");
    assertThat(http.query("SELECT currentDatabase()", "session_id", id, "database", "system"))
        .isEqualTo("system\n");
    assertThat(http.query("SELECT currentDatabase()", "session_id", id)).isEqualTo("default\n");
    assertThat(http.get("/", "query", "DROP TABLE mine", "session_id", id).body())
        .contains("(READONLY)");
    assertThat(http.query("SELECT a FROM mine", "session_id", id)).isEqualTo("1\n");
    assertThat(http.post("SELECT a FROM mine").body()).contains("Code: 60.");
    assertThat(http.post("SELECT 1", "session_id", id + "x", "session_check", "1").body())
        .contains("(SESSION_NOT_FOUND)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "it's",
        "'; DROP TABLE contract; --",
        "', readonly = '0",
        "\\'; SELECT 1; --",
        "x', param_other = 'y",
        "{other:String}",
        "`\"$$--/*",
        "ünïcödé ✓ 漢字"
      })
  void parametersAreValuesWhateverTheyHold(String value) {
    // The server reads parameters in TabSeparated escaping.
    String escaped = value.replace("\\", "\\\\");

    assertThat(
            http.query(
                "SELECT {x:String} AS v, {n:UInt8} FORMAT TSVRaw",
                "param_x",
                escaped,
                "param_n",
                "7"))
        .isEqualTo(value + "\t7\n");
    assertThat(http.query("EXISTS contract")).isEqualTo("1\n");
  }

  @Test
  void parametersNeedTheirTypeAndStayInTheirRequest() {
    assertThat(http.post("SELECT {n:UInt8}", "param_n", "1) UNION ALL (SELECT 2").statusCode())
        .isGreaterThanOrEqualTo(400);
    assertThat(http.post("SELECT {x:String}").body()).contains("Code: 456.");
    http.query("INSERT INTO {t:Identifier} VALUES (1, 'a')", "param_t", "contract");
    assertThat(http.query("SELECT count() FROM {t:Identifier}", "param_t", "contract"))
        .isEqualTo("1\n");
    assertThat(http.query("SELECT {a:Array(UInt8)}", "param_a", "[1,2]")).isEqualTo("[1,2]\n");
  }

  @Test
  void compressesInItsOwnFrames() throws IOException {
    HttpResponse<byte[]> response =
        http.postForBytes("SELECT number FROM numbers(500000)", "compress", "1");

    byte[] plain =
        CompressedFrames.decode(new ByteArrayInputStream(response.body())).readAllBytes();

    assertThat(plain).hasSize(3_388_890).endsWith("499999\n".getBytes(UTF_8));
    assertThat(response.body().length).isLessThan(plain.length);
  }

  @Test
  void decompressesItsOwnFrames() {
    ByteBuffer frame = CompressedFrames.encode(ByteBuffer.wrap("1,a\n2,b\n".getBytes(UTF_8)));
    byte[] body = new byte[frame.remaining()];
    frame.get(body);

    http.post(body, "query", "INSERT INTO contract FORMAT CSV", "decompress", "1");

    assertThat(http.query("SELECT count() FROM contract")).isEqualTo("2\n");
    body[0] ^= 1;
    assertThat(
            http.post(body, "query", "INSERT INTO contract FORMAT CSV", "decompress", "1").body())
        .contains("DB::Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "lz4"})
  void compressesAsHttpDoes(String encoding) throws IOException {
    HttpRequest request =
        http.request("/", "enable_http_compression", "1")
            .header("Accept-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofString("SELECT number FROM numbers(500000)"))
            .build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());

    assertThat(response.headers().firstValue("Content-Encoding")).contains(encoding);
    InputStream plain =
        encoding.equals("gzip")
            ? new GZIPInputStream(response.body())
            : new FramedLZ4CompressorInputStream(response.body());
    assertThat(plain.readAllBytes()).hasSize(3_388_890);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "lz4"})
  void decompressesAsHttpDoes(String encoding) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (OutputStream rows =
        switch (encoding) {
          case "gzip" -> new GZIPOutputStream(body);
          case "deflate" -> new DeflaterOutputStream(body);
          default -> new LZ4FrameOutputStream(body);
        }) {
      rows.write("1,a\n2,b\n".getBytes(UTF_8));
    }
    HttpRequest request =
        http.request("/", "query", "INSERT INTO contract FORMAT CSV")
            .header("Content-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();

    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    assertThat(http.query("SELECT count() FROM contract")).isEqualTo("2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CSVWithNames", "JSON", "Native"})
  void streamsResultsFarLargerThanItsMemory(String format) throws IOException {
    long expected = (4L * ServerUnderTest.MAX_HEAP_MEGABYTES) << 20;
    HttpResponse<InputStream> response =
        http.postForStream("SELECT repeat('x', 1000) AS x FROM numbers(600000) FORMAT " + format);

    long bytes = 0;
    byte[] buffer = new byte[1 << 20];
    try (InputStream body = response.body()) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        bytes += n;
      }
    }
    assertThat(bytes).isGreaterThan(expected);
  }

  @Test
  void largeDocumentIsOneDocument() {
    String csv = http.query("SELECT number AS n FROM numbers(300000) FORMAT CSVWithNames");

    assertThat(csv.indexOf("\"n\"")).isZero();
    assertThat(csv.lastIndexOf("\"n\"")).isZero();
    assertThat(csv.lines().count()).isEqualTo(300_001);
  }

  @Test
  void anErrorInMidStreamBreaksTheAnswer() {
    assertThatThrownBy(
            () ->
                http.query(
                    "SELECT throwIf(number = 3000000, 'boom') FROM numbers(4000000)"
                        + " SETTINGS max_block_size = 10000"))
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(UncheckedIOException.class),
            e -> assertThat(e).hasMessageContaining("boom"));
    assertThat(http.query("SELECT 1")).isEqualTo("1\n");
  }

  @Test
  void waitEndOfQueryGivesAnErrorItsStatus() {
    String sql =
        "SELECT throwIf(number = %d, 'boom') FROM numbers(4000000) SETTINGS max_block_size = 10000";

    HttpResponse<String> failed = http.post(sql.formatted(3_000_000), "wait_end_of_query", "1");
    HttpResponse<String> succeeded = http.post(sql.formatted(-1), "wait_end_of_query", "1");

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).contains("Code: 395.").contains("boom");
    assertThat(succeeded.statusCode()).isEqualTo(200);
    assertThat(succeeded.body()).hasSize(8_000_000);
    assertThat(succeeded.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
        .contains("\"read_rows\":\"4000000\"");
  }

  @Test
  void anInsertBrokenOffInsertsNothing() throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      rows.append(i).append(",abc\n");
    }
    byte[] part = rows.toString().getBytes(UTF_8);
    for (int attempt = 0; attempt < 3; attempt++) {
      try (Socket socket = new Socket(SERVER.getHost(), SERVER.getPort())) {
        String head =
            "POST /?query=INSERT%20INTO%20contract%20FORMAT%20CSV HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Length: "
                + (part.length + 10_000)
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        socket.getOutputStream().write(part);
        socket.getOutputStream().flush();
      }
    }

    Thread.sleep(300); // there is nothing to wait for: nothing must happen
    assertThat(http.query("SELECT count() FROM contract")).isEqualTo("0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TSV", "JSON"})
  void aClientThatHangsUpEndsItsQuery(String format) throws Exception {
    String marker = "hang_up_" + format + "_" + System.nanoTime();
    try (Socket socket = new Socket(SERVER.getHost(), SERVER.getPort())) {
      String sql =
          "SELECT%20number%20AS%20" + marker + "%20FROM%20system.numbers%20FORMAT%20" + format;
      socket
          .getOutputStream()
          .write(("GET /?query=" + sql + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
      assertThat(socket.getInputStream().readNBytes(1 << 20)).hasSize(1 << 20);
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(
                        http.query(
                            "SELECT count() FROM system.processes WHERE query LIKE '%AS "
                                + marker
                                + "%' AND query NOT LIKE '%system.processes%'"))
                    .isEqualTo("0\n"));
  }

  @Test
  void insertsAndQueriesRunSideBySide() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(6);
    try {
      List<Future<String>> inserts =
          IntStream.range(0, 60)
              .mapToObj(
                  i ->
                      clients.submit(
                          () ->
                              http.query(
                                  i % 2 == 0
                                      ? "INSERT INTO contract SELECT number, 'x' FROM numbers(1000)"
                                      : "INSERT INTO contract VALUES (1, 'a'), (2, 'b')")))
              .toList();
      List<Future<String>> queries =
          IntStream.range(0, 60)
              .mapToObj(i -> clients.submit(() -> http.query("SELECT sum(a) FROM contract")))
              .toList();
      for (Future<String> answer : inserts) {
        assertThat(answer.get()).isEmpty();
      }
      for (Future<String> answer : queries) {
        assertThat(answer.get()).endsWith("\n");
      }
    } finally {
      clients.shutdown();
    }
    assertThat(http.query("SELECT count() FROM contract")).isEqualTo("30060\n");
  }
}
