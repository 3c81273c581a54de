package io.tracewright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code generate} on a laptop: its own Flink, the embedded ClickHouse. */
final class GenerateITCase {
  private static final Pattern SHARE = Pattern.compile("(\\d+\\.\\d) %");

  @TempDir Path folder;

  @Test
  void reportsWhatClickHouseHolds() {
    String data = folder.toString();
    String[] command = {
      "generate", "--traces", "5000", "--seed", "3", "--parallelism", "2", "--data-dir", data
    };
    TestCli.Finished run = TestCli.run(with(command, "--json"));
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode result = run.json();
    assertThat(result.get("verdict").asText()).isEqualTo("passed");
    assertThat(result.get("traces").asLong()).isEqualTo(5000);
    assertThat(result.get("rejected").asLong()).isZero();
    assertThat(result.get("acknowledged").asLong()).isEqualTo(result.get("rows").asLong());
    assertThat(result.get("content_hash").asText()).matches("[0-9a-f]{16}");
    assertThat(result.get("quality").get("verdict").asText()).isEqualTo("good");
    assertThat(run.err()).contains("100.0 %").contains("http://127.0.0.1:");
    String analysed = result.get("run_id").asText();
    String rows = result.get("rows").asText();
    assertThat(
            ask(
                "SELECT count(), uniqExact(event_id) FROM events WHERE run_id = '"
                    + analysed
                    + "'"))
        .isEqualTo(rows + "\t" + rows);

    TestCli.Finished unjudged = TestCli.run(with(command, "--no-analysis"));
    assertThat(unjudged.exit()).as(unjudged.err()).isZero();
    assertThat(unjudged.out())
        .contains("content hash  " + result.get("content_hash").asText())
        .contains("quality       not assessed")
        .doesNotContain("completeness")
        .doesNotContain("tracewright report");
    for (String table :
        List.of("quality_reports", "clusters", "cluster_members", "patterns", "anomalies")) {
      String id = table.equals("quality_reports") ? "report_id" : "run_id";
      assertThat(ask("SELECT DISTINCT " + id + " FROM " + table)).as(table).isEqualTo(analysed);
    }
    assertThat(ask("SELECT uniqExact(run_id) FROM events")).isEqualTo("2");
  }

  private String ask(String query) {
    TestCli.Finished answer = TestCli.run("sql", query, "--data-dir", folder.toString());
    assertThat(answer.exit()).as(query + "\n" + answer.err()).isZero();
    return answer.out().strip();
  }

  @Test
  void drawsFromImportedCorpora() throws IOException {
    Path file = folder.resolve("faq.jsonl");
    Files.writeString(
        file,
        """
        {"workload_type": "simple_chat", "prompt": "Where is it?", "response": "There."}
        {"workload_type": "tool_use", "prompt": "Book it", "response": "[]"}
        """);
    String data = folder.resolve("data").toString();
    TestCli.Finished imported =
        TestCli.run("corpus", "import", file.toString(), "--data-dir", data);
    assertThat(imported.out()).isEqualTo("faq@1: 2 records imported, 0 dropped\n");
    assertThat(TestCli.run("corpus", "list", "--data-dir", data).out()).contains("faq@1");
    TestCli.Finished run =
        TestCli.run("generate", "--traces", "200", "--corpus", "faq", "--json", "--data-dir", data);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(
            TestCli.run("sql", "SELECT DISTINCT corpus_version FROM events", "--data-dir", data)
                .out())
        .isEqualTo("faq@1\n");
  }

  @Test
  void liveRunsKeepToTheirSchedule() {
    String data = folder.toString();
    TestCli.Finished run =
        TestCli.run(
            "generate", "--live", "--rate", "50", "--traces", "400", "--json", "--data-dir", data);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().get("traces").asLong()).isEqualTo(400);
    assertThat(run.json().get("seconds").asDouble()).isBetween(5.0, 40.0);
    assertThat(
            TestCli.run(
                    "sql",
                    "SELECT countIf(timestamp_utc > now64()) FROM events",
                    "--data-dir",
                    data)
                .out())
        .isEqualTo("0\n");
  }

  @Test
  void survivesTheDeathOfClickHouse() throws IOException {
    String[] command = {
      "generate",
      "--traces",
      "60000",
      "--seed",
      "5",
      "--parallelism",
      "2",
      "--no-analysis",
      "--json",
      "--data-dir"
    };
    JsonNode undisturbed = TestCli.run(with(command, folder.resolve("calm").toString())).json();
    Path data = folder.resolve("killed");
    try (TestCli.Running running = TestCli.start(with(command, data.toString()))) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> share(running.errSoFar()) > 15);
      JsonNode server =
          new ObjectMapper().readTree(data.resolve("clickhouse/server.json").toFile());
      ProcessHandle.of(server.get("pid").asLong()).orElseThrow().destroyForcibly();
      TestCli.Finished run = running.await();
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.err()).contains("starting it again");
      assertThat(run.json().get("rows")).isEqualTo(undisturbed.get("rows"));
      assertThat(run.json().get("content_hash")).isEqualTo(undisturbed.get("content_hash"));
    }
  }

  @Test
  void failsAtOnceWhenTheTableGoes() {
    String data = folder.toString();
    try (TestCli.Running running =
        TestCli.start("generate", "--traces", "400000", "--no-analysis", "--data-dir", data)) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> share(running.errSoFar()) > 1);
      assertThat(TestCli.run("sql", "DROP TABLE events", "--data-dir", data).exit()).isZero();
      TestCli.Finished failed = running.await();
      assertThat(failed.exit()).isEqualTo(1);
      assertThat(failed.err())
          .contains("failed: ")
          .contains("ClickHouse did not take batch")
          .contains("Code: 60")
          .contains("Flink's logs: ");
    }
  }

  @Test
  void interruptLeavesDataWholeAndNoProcessBehind() throws IOException {
    Path data = folder.resolve("stopped");
    Path profile = folder.resolve("odd.yaml");
    Files.writeString(
        profile,
        TestCli.run("profile", "show", "default").out().replace("rate: 0.01, h", "rate: 0.3, h"));
    try (TestCli.Running running =
        TestCli.start(
            "generate",
            "--profile",
            profile.toString(),
            "--traces",
            "400000",
            "--no-analysis",
            "--data-dir",
            data.toString())) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> share(running.errSoFar()) > 1);
      var children = running.process().descendants().toList();
      assertThat(children).isNotEmpty();
      running.process().destroy(); // SIGTERM, as Ctrl-C is SIGINT: both run the shutdown hooks.
      TestCli.Finished stopped = running.await();
      assertThat(stopped.exit()).isNotZero();
      assertThat(stopped.err()).contains("cancelled; what is acknowledged is whole");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
    String[] counts =
        TestCli.run(
                "sql",
                "SELECT count() = uniqExact(event_id), count() >= (SELECT sum(rows) FROM"
                    + " run_progress FINAL), count() = (SELECT sum(spans) FROM trace_summary)"
                    + " FROM events",
                "--data-dir",
                data.toString())
            .out()
            .strip()
            .split("\t");
    assertThat(counts).containsExactly("1", "1", "1");
    String[] truth =
        TestCli.run(
                "sql",
                "SELECT count() > 1000, countIf(span_id NOT IN (SELECT span_id FROM events)),"
                    + " (SELECT count() FROM incidents FINAL WHERE started_at >"
                    + " (SELECT max(timestamp_utc) FROM events)),"
                    + " (SELECT count() FROM events WHERE anomaly != '' AND chunk IN"
                    + " (SELECT chunk FROM run_progress FINAL)"
                    + " AND span_id NOT IN (SELECT span_id FROM ground_truth FINAL))"
                    + " FROM ground_truth FINAL",
                "--data-dir",
                data.toString())
            .out()
            .strip()
            .split("\t");
    assertThat(truth)
        .as("some truth; without its span; incidents that did not come; spans without their truth")
        .containsExactly("1", "0", "0", "0");
  }

  private static double share(String log) {
    Matcher shares = SHARE.matcher(log);
    double last = 0;
    while (shares.find()) {
      last = Double.parseDouble(shares.group(1));
    }
    return last;
  }

  private static String[] with(String[] command, String last) {
    String[] all = java.util.Arrays.copyOf(command, command.length + 1);
    all[command.length] = last;
    return all;
  }
}
