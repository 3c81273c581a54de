package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server as a process: how it starts, stops, refuses and survives. */
final class EmbeddedClickHouseITCase {

  private Path dataDir;

  @BeforeEach
  void createDataDir() throws IOException {
    dataDir = ServerUnderTest.newDataDir();
  }

  @Test
  void tellsWhereItRunsAndForgetsItWhenItStops() throws Exception {
    EmbeddedClickHouse stopped;
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      stopped = server;
      assertThat(server.isAlive()).isTrue();
      assertThat(server.port()).isPositive();
      assertThat(server.pid()).isNotEqualTo(ProcessHandle.current().pid());
      assertThat(EmbeddedClickHouse.running(dataDir)).contains(server.url());
    }

    assertThat(stopped.isAlive()).isFalse();
    assertThat(dataDir.resolve("server.json")).doesNotExist();
    assertThat(EmbeddedClickHouse.running(dataDir)).isEmpty();
  }

  @Test
  void keepsItsTablesFromOneStartToTheNext() throws Exception {
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      HttpProbe http = new HttpProbe(server.url());
      http.query("CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a");
      http.query("INSERT INTO t VALUES (1)");
    }
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      assertThat(new HttpProbe(server.url()).query("SELECT a FROM t")).isEqualTo("1\n");
    }
  }

  @Test
  void losesNoAcknowledgedRowAndDropsRepeatsAfterAKill() throws Exception {
    AtomicLong acknowledgedRows = new AtomicLong();
    AtomicLong lastToken = new AtomicLong(-1);
    byte[] body;
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      HttpProbe http = new HttpProbe(server.url());
      http.query(
          "CREATE TABLE t (a UInt64, s String) ENGINE = MergeTree ORDER BY a"
              + " SETTINGS non_replicated_deduplication_window = 10000");
      body =
          http.postForBytes(
                  "SELECT number AS a, toString(a) AS s FROM numbers(10000) FORMAT Native")
              .body();
      ExecutorService writers = Executors.newFixedThreadPool(2);
      AtomicLong nextToken = new AtomicLong();
      for (int i = 0; i < 2; i++) {
        writers.execute(
            () -> {
              try {
                while (true) {
                  long token = nextToken.getAndIncrement();
                  if (insert(http, body, token).statusCode() == 200) {
                    acknowledgedRows.addAndGet(10_000);
                    lastToken.accumulateAndGet(token, Math::max);
                  }
                }
              } catch (UncheckedIOException e) {
                // the server is gone: the test's point
              }
            });
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> acknowledgedRows.get() >= 300_000);
      server.killHard();
      writers.shutdown();
      assertThat(writers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      assertThat(server.isAlive()).isFalse();
      assertThat(EmbeddedClickHouse.running(dataDir)).isEmpty();
    }

    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      HttpProbe http = new HttpProbe(server.url());
      long stored = Long.parseLong(http.query("SELECT count() FROM t").strip());
      // Two inserts may have been committed without their answer getting through.
      assertThat(stored)
          .isBetween(acknowledgedRows.get(), acknowledgedRows.get() + 2 * 10_000)
          .matches(rows -> rows % 10_000 == 0, "whole inserts only");

      for (long token = 0; token <= lastToken.get() + 2; token++) {
        assertThat(insert(http, body, token).statusCode()).isEqualTo(200);
      }
      long tokens = lastToken.get() + 3;
      assertThat(http.query("SELECT count() FROM t")).isEqualTo(tokens * 10_000 + "\n");
    }
  }

  @Test
  void refusesAPortInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedClickHouse.start(dataDir, other.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ended with status 2")
          .hasMessageContaining(
              "port "
                  + other.getLocalPort()
                  + " is in use on 127.0.0.1: stop what listens there or choose another with"
                  + " --port");
    }
  }

  @Test
  void refusesADataDirectoryInUse() throws Exception {
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      assertThatThrownBy(() -> EmbeddedClickHouse.start(dataDir, 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ended with status 2")
          .hasMessageContaining("the data directory " + dataDir.toAbsolutePath() + " is in use by")
          .hasMessageContaining(server.url().toString());
      assertThat(EmbeddedClickHouse.running(dataDir)).contains(server.url());
    }
  }

  @Test
  void saysWhenTheEngineIsMissing() {
    EmbeddedClickHouse.Options options =
        EmbeddedClickHouse.Options.of(dataDir, 0).withEngineFolder(dataDir);

    assertThatThrownBy(() -> EmbeddedClickHouse.start(options))
        .hasMessageContaining("no ClickHouse engine in " + dataDir.toAbsolutePath());
  }

  @Test
  void finishesRunningStatementsOnSigterm() throws Exception {
    Process process =
        new ProcessBuilder(withoutParentWatch(EmbeddedClickHouse.Options.of(dataDir, 0).command()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String ready = process.inputReader(UTF_8).readLine();
      assertThat(ready).matches("ClickHouse [0-9.]+ ready at http://127\\.0\\.0\\.1:\\d+");
      HttpProbe http = new HttpProbe(URI.create(ready.substring(ready.indexOf("http://"))));
      ExecutorService client = Executors.newSingleThreadExecutor();
      Future<String> slow =
          client.submit(() -> http.query("SELECT count(sleepEachRow(0.5)) FROM numbers(4)"));
      await()
          .until(
              () ->
                  http.query("SELECT count() FROM system.processes WHERE query LIKE '%sleepEach%'")
                      .equals("2\n"));
      process.destroy();

      assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("4\n");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(dataDir.resolve("server.json")).doesNotExist();
      assertThat(dataDir.resolve("work")).isEmptyDirectory();
      client.shutdown();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void refusesABodyBeyondTheLimit() throws Exception {
    EmbeddedClickHouse.Options options =
        EmbeddedClickHouse.Options.of(dataDir, 0).withMaxBodyBytes(1 << 20);
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(options)) {
      HttpProbe http = new HttpProbe(server.url());
      http.query("CREATE TABLE t (s String) ENGINE = MergeTree ORDER BY s");
      byte[] fits = "x\n".repeat((1 << 19) - 100).getBytes(UTF_8);
      byte[] tooLarge = "x\n".repeat(1 << 20).getBytes(UTF_8);

      assertThat(http.post(fits, "query", "INSERT INTO t FORMAT TSV").statusCode()).isEqualTo(200);
      for (HttpRequest.BodyPublisher body :
          List.of(
              HttpRequest.BodyPublishers.ofByteArray(tooLarge),
              HttpRequest.BodyPublishers.fromPublisher(
                  HttpRequest.BodyPublishers.ofByteArray(tooLarge)))) {
        HttpResponse<String> response =
            http.send(
                http.request("/", "query", "INSERT INTO t FORMAT TSV").POST(body).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body())
            .contains("Code: 307.")
            .contains("The request's body is larger than 1048576 bytes")
            .contains("--max-body-bytes");
      }
      assertThat(http.query("SELECT count() FROM t")).isEqualTo((1 << 19) - 100 + "\n");
    }
  }

  @Test
  void refusesPagesOfOtherSites() throws Exception {
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      HttpProbe http = new HttpProbe(server.url());

      assertThat(fromPage(http, "http://evil.example").statusCode()).isEqualTo(403);
      assertThat(fromPage(http, "null").statusCode()).isEqualTo(403);
      assertThat(fromPage(http, "http://localhost:3000").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aGetOnlyReadsWhateverItsUrlSets() throws Exception {
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      HttpProbe http = new HttpProbe(server.url());
      http.query("CREATE TABLE victim (a UInt8) ENGINE = MergeTree ORDER BY a");

      for (String value : List.of("0", "3", "", "false", "01")) {
        HttpResponse<String> response =
            http.get("/", "readonly", value, "query", "DROP TABLE victim");
        assertThat(response.body())
            .contains("Code: 164.")
            .contains("Cannot modify 'readonly' setting in readonly mode");
        assertThat(http.get("/", "readonly", value, "session_id", "s", "query", "SELECT 1").body())
            .contains("Code: 164.");
      }
      for (String value : List.of("1", "2")) {
        assertThat(http.get("/", "readonly", value, "query", "DROP TABLE victim").body())
            .contains("Code: 164.");
        assertThat(http.get("/", "readonly", value, "max_threads", "1", "query", "SELECT 1").body())
            .isEqualTo("1\n");
      }
      assertThat(http.get("/", "profile", "default", "query", "DROP TABLE victim").body())
          .contains("Code: 164.");
      assertThat(http.query("EXISTS victim")).isEqualTo("1\n");
    }
  }

  @Test
  void answersUnderNamesOfThisMachineOnly() throws Exception {
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      int port = server.port();
      for (String host : List.of("localhost", "LOCALHOST:1", "127.0.0.1:" + port, "[::1]:8123")) {
        assertThat(statusFor(port, "1.1", "Host: " + host)).as(host).contains(" 200 ");
      }
      assertThat(statusFor(port, "1.0", "Accept: */*")).contains(" 200 ");
      for (String host :
          List.of("evil.example", "evil.example:" + port, "127.0.0.1.evil.example", "10.0.0.1")) {
        assertThat(statusFor(port, "1.1", "Host: " + host)).as(host).contains(" 403 ");
      }
    }
  }

  @Test
  void refusesWhatABrowserLoadsForOtherSites() throws Exception {
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      for (String site : List.of("cross-site", "same-site")) {
        assertThat(statusFor(server.port(), "1.1", "Host: localhost\r\nSec-Fetch-Site: " + site))
            .contains(" 403 ");
      }
      for (String site : List.of("none", "same-origin")) {
        assertThat(statusFor(server.port(), "1.1", "Host: localhost\r\nSec-Fetch-Site: " + site))
            .contains(" 200 ");
      }
    }
  }

  @Test
  void statementsReachNeitherFilesNorCommandsNorOtherHosts() throws Exception {
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      HttpProbe http = new HttpProbe(server.url());
      Path file = dataDir.resolve("outside.csv").toAbsolutePath();

      for (String sql :
          List.of(
              "SELECT * FROM file('/etc/hostname', 'LineAsString')",
              "SELECT * FROM `/etc/hostname`",
              "INSERT INTO FUNCTION file('" + file + "', 'CSV', 'a UInt8') SELECT 1",
              "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
              "SELECT * FROM s3('http://127.0.0.1:1/bucket/key', 'CSV', 'a UInt8')",
              "SELECT * FROM remote('127.0.0.1:1', 'system.one')",
              "SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
              "SELECT * FROM postgresql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
              "SELECT * FROM sqlite('" + file.resolveSibling("lite.db") + "', 't')",
              "CREATE TABLE f (a UInt8) ENGINE = File(CSV, '" + file + "')",
              "CREATE TABLE f (a UInt8) ENGINE = URL('http://127.0.0.1:1/', 'CSV')",
              "CREATE TABLE f (a UInt8) ENGINE = MongoDB('127.0.0.1:1', 'a', 'b', 'c', 'd')",
              "CREATE DICTIONARY d (a UInt64) PRIMARY KEY a SOURCE(EXECUTABLE(command 'touch "
                  + file
                  + "' format 'CSV')) LAYOUT(HASHED()) LIFETIME(0)",
              "CREATE USER mallory",
              "GRANT ALL ON *.* TO default",
              "BACKUP DATABASE default TO File('" + file + "')")) {
        HttpResponse<String> response = http.post(sql);
        assertThat(response.statusCode()).as(sql + ": " + response.body()).isNotEqualTo(200);
        assertThat(response.body())
            .as(sql)
            .containsAnyOf("(ACCESS_DENIED)", "(ACCESS_STORAGE_READONLY)");
      }
      assertThat(file).doesNotExist();
      assertThat(http.query("SELECT count() > 0 FROM system.tables")).isEqualTo("1\n");
    }
  }

  @Test
  void leavesNothingInItsWorkDirectory() throws Exception {
    try (EmbeddedClickHouse server = EmbeddedClickHouse.start(dataDir, 0)) {
      HttpProbe http = new HttpProbe(server.url());
      http.query("SELECT number FROM numbers(3000000)", "wait_end_of_query", "1");
      http.post("SELECT nope");

      try (var files = Files.list(dataDir.resolve("work"))) {
        assertThat(files).isEmpty();
      }
    }
  }

  /** The status line of a GET with these headers, which the JDK's client would not send. */
  private static String statusFor(int port, String version, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET /?query=SELECT%201 HTTP/" + version + "\r\n" + headers + "\r\n\r\n")
                  .getBytes(UTF_8));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }
  }

  private static HttpResponse<String> fromPage(HttpProbe http, String origin) {
    return http.send(
        http.request("/")
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.ofString("SELECT 1"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> insert(HttpProbe http, byte[] body, long token) {
    return http.post(
        body,
        "query",
        "INSERT INTO t FORMAT Native",
        "insert_deduplication_token",
        Long.toString(token));
  }

  private static List<String> withoutParentWatch(List<String> command) {
    return command.stream().filter(part -> !part.equals("--exit-with-parent")).toList();
  }
}
