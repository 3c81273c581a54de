package io.tracewright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code validate} and {@code report} on a laptop. What a verdict says is held against queries that
 * share no code with it.
 */
final class ValidateITCase {
  private static final String KINDS = "cityHash64(span_id) % 3000";

  @TempDir static Path folder;
  private static TestCli.Running server;
  private static String run;

  @BeforeAll
  static void generate() {
    server = TestCli.start("clickhouse", "--port", "0", "--data-dir", data());
    await().until(() -> server.outSoFar().startsWith("http"));
    TestCli.Finished made =
        TestCli.run("generate", "--traces", "20000", "--seed", "5", "--json", "--data-dir", data());
    assertThat(made.exit()).as(made.err()).isZero();
    run = made.json().get("run_id").asText();
    assertThat(made.json().get("quality").get("verdict").asText()).isEqualTo("good");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aCleanTableIsGood() {
    TestCli.Finished clean = validate("events");
    assertThat(clean.exit()).as(clean.err()).isZero();
    JsonNode report = clean.json();
    assertThat(report.get("verdict").asText()).isEqualTo("good");
    assertThat(report.get("rows").asText()).isEqualTo(ask("SELECT count() FROM events"));
    for (String count : List.of("orphans", "duplicates", "out_of_window", "schema_errors")) {
      assertThat(report.get(count).asLong()).as(count).isZero();
    }
    double bits = Double.parseDouble(ask("SELECT entropy(operation_name) FROM events"));
    assertThat(check(report, "entropy", "operation_name").get("statistic").asDouble())
        .isCloseTo(bits, within(1e-6));
    quantilesAgree(report);
  }

  /**
   * Within the 1 % that the sketches promise, twice over: the queries' quantiles are nearest ranks.
   */
  private static void quantilesAgree(JsonNode report) {
    int compared = 0;
    for (JsonNode shape : report.get("shapes").get("distributions")) {
      String subject = shape.get("subject").asText();
      if (!shape.get("measure").asText().equals("latency_ms")
          || !subject.startsWith("execute_tool")) {
        continue;
      }
      JsonNode seen = shape.get("seen");
      double median =
          Double.parseDouble(
              ask(
                  "SELECT quantileExact(0.5)(latency_ms) FROM events WHERE status = 'ok'"
                      + " AND operation_name = '"
                      + subject
                      + "'"));
      assertThat(seen.get(seen.size() / 2).asDouble())
          .as(subject)
          .isCloseTo(median, within(0.025 * median));
      compared++;
    }
    assertThat(compared).isPositive();
  }

  @Test
  void plantedDefectsAreCounted() {
    copy(
        "damaged",
        "SELECT * REPLACE(if("
            + KINDS
            + " = 1, -1, latency_ms) AS latency_ms, if(parent_span_id IS NOT NULL AND "
            + KINDS
            + " = 2, generateUUIDv4(span_id), parent_span_id) AS parent_span_id, if("
            + KINDS
            + " = 3, timestamp_utc - INTERVAL 40 DAY, timestamp_utc) AS timestamp_utc) FROM events");
    ask("INSERT INTO damaged SELECT * FROM events WHERE " + KINDS + " = 4");
    TestCli.Finished bad = validate("damaged");
    assertThat(bad.exit()).as(bad.err()).isEqualTo(1);
    JsonNode report = bad.json();
    assertThat(report.get("verdict").asText()).isEqualTo("bad");
    assertThat(report.get("schema_errors").asText())
        .isEqualTo(ask("SELECT countIf(latency_ms < 0) FROM damaged"))
        .isNotEqualTo("0");
    assertThat(report.get("orphans").asText())
        .isEqualTo(
            ask(
                "SELECT count() FROM damaged AS child LEFT ANTI JOIN damaged AS parent"
                    + " ON child.parent_span_id = parent.span_id AND child.trace_id = parent.trace_id"
                    + " WHERE child.parent_span_id IS NOT NULL"))
        .isNotEqualTo("0");
    assertThat(report.get("duplicates").asText())
        .isEqualTo(ask("SELECT count() - uniqExact(trace_id, span_id) FROM damaged"))
        .isNotEqualTo("0");
    assertThat(report.get("out_of_window").asText())
        .isEqualTo(
            ask(
                "SELECT count() FROM damaged WHERE timestamp_utc <"
                    + " (SELECT min(timestamp_utc) FROM events)"))
        .isNotEqualTo("0");
    for (JsonNode finding : report.get("findings")) {
      if (!finding.get("sql").asText().isEmpty()) {
        ask(finding.get("sql").asText());
      }
    }
  }

  @Test
  void aSwappedLawIsFoundAsFarOffAsClickHouseSays() {
    String tool = "execute_tool clickhouse_query";
    copy(
        "swapped",
        "SELECT * REPLACE(if(operation_name = '"
            + tool
            + "' AND status = 'ok', 50 + (cityHash64(span_id) % 1000) * 0.45, latency_ms)"
            + " AS latency_ms) FROM events");
    TestCli.Finished bad = validate("swapped");
    assertThat(bad.exit()).as(bad.err()).isEqualTo(1);
    String where =
        " WHERE status = 'ok' AND workload_type = 'data_analysis' AND operation_name = '"
            + tool
            + "'";
    double distance =
        Double.parseDouble(
            ask(
                "SELECT kolmogorovSmirnovTest('two-sided')(ms, other).1 FROM"
                    + " (SELECT latency_ms AS ms, 0 AS other FROM events"
                    + where
                    + " UNION ALL SELECT latency_ms, 1 FROM swapped"
                    + where
                    + ")"));
    JsonNode failed = check(bad.json(), "distribution", "latency_ms " + tool + " in data_analysis");
    assertThat(failed.get("passed").asBoolean()).isFalse();
    assertThat(failed.get("effect").asDouble()).isCloseTo(distance, within(0.03));
  }

  /**
   * A half of the traces in another's columns, against the other half: good. One tool that takes
   * longer: bad, for that reason.
   */
  @Test
  void aTableIsHeldAgainstAnother() {
    String tool = "execute_tool clickhouse_query";
    ask("CREATE VIEW `default` AS SELECT * FROM events WHERE cityHash64(trace_id) % 2 = 0");
    ask(
        "CREATE VIEW theirs AS SELECT * EXCEPT (workload_type, service_name, latency_ms),"
            + " workload_type AS service_name, latency_ms AS took FROM events"
            + " WHERE cityHash64(trace_id) % 2 = 1");
    TestCli.Finished good =
        TestCli.run(
            "validate",
            "--table",
            "theirs",
            "--map",
            "workload_type=service_name",
            "--map",
            "latency_ms=took",
            "--against",
            "default.default",
            "--data-dir",
            data());
    assertThat(good.exit()).as(good.err() + good.out()).isZero();
    assertThat(good.err()).contains("Judging     theirs against the table default.default");
    assertThat(good.out()).contains("in table theirs, held against table default.default");
    ask(
        "CREATE VIEW slower AS SELECT * REPLACE (if(operation_name = '"
            + tool
            + "', 3, 1) * latency_ms AS latency_ms) FROM events WHERE cityHash64(trace_id) % 2 = 1");
    TestCli.Finished bad =
        TestCli.run(
            "validate",
            "--table",
            "slower",
            "--against",
            "theirs",
            "--map",
            "workload_type=service_name",
            "--map",
            "latency_ms=took",
            "--json",
            "--data-dir",
            data());
    assertThat(bad.exit()).as(bad.err()).isEqualTo(1);
    assertThat(bad.json().get("against").asText()).isEqualTo("table theirs");
    JsonNode failed = check(bad.json(), "distribution", "latency_ms " + tool + " in data_analysis");
    assertThat(failed.get("passed").asBoolean()).isFalse();
  }

  @Test
  void tablesOfOthersAreJudgedByTheirStructure() {
    ask(
        "CREATE TABLE otel_traces (Timestamp DateTime64(9), TraceId String, SpanId String,"
            + " ParentSpanId String, SpanName String, ServiceName String, Duration UInt64,"
            + " StatusCode String, SpanAttributes Map(String, String)) ENGINE = MergeTree"
            + " ORDER BY Timestamp");
    ask(
        "INSERT INTO otel_traces SELECT timestamp_utc, replaceAll(toString(trace_id), '-', ''),"
            + " substring(replaceAll(toString(span_id), '-', ''), 1, 16),"
            + " substring(replaceAll(ifNull(toString(parent_span_id), ''), '-', ''), 1, 16),"
            + " operation_name, service_name, toUInt64(latency_ms * 1e6),"
            + " if(status = 'error', 'Error', 'Ok'), map('gen_ai.request.model', model_name)"
            + " FROM events WHERE cityHash64(trace_id) % 4 = 0");
    TestCli.Finished good = validate("otel_traces");
    assertThat(good.exit()).as(good.err() + good.out()).isZero();
    ask(
        "INSERT INTO otel_traces SELECT * REPLACE('00000000000000ff' AS ParentSpanId)"
            + " FROM otel_traces WHERE ParentSpanId != '' LIMIT 7");
    JsonNode bad = validate("otel_traces").json();
    assertThat(bad.get("verdict").asText()).isEqualTo("bad");
    assertThat(bad.get("duplicates").asLong()).isEqualTo(7);
    assertThat(bad.get("orphans").asLong()).isEqualTo(7);
  }

  @Test
  void aReportIsAPageThatNeedsNothingElse() throws IOException {
    Path page = folder.resolve("report.html");
    Path document = folder.resolve("report.md");
    TestCli.Finished report =
        TestCli.run(
            "report",
            run,
            "--html",
            page.toString(),
            "--markdown",
            document.toString(),
            "--data-dir",
            data());
    assertThat(report.exit()).as(report.err()).isZero();
    assertThat(report.out()).contains("Verdict: good").contains("Groups of traces");
    assertThat(Files.readString(page))
        .contains("<svg")
        .contains("Traces by hour of the week")
        .contains("Statistical checks")
        .doesNotContain("<script")
        .doesNotContain("http");
    assertThat(Files.readString(document)).startsWith("# Quality of run " + run);
  }

  @Test
  void badInputIsNamed() {
    expect(validate("nothing"), "--table nothing: there is no such table");
    expect(validate("a b"), "--table 'a b': must read like events or db.events");
    expect(
        TestCli.run(
            "validate", "--table", "events", "--map", "trace_id=nope", "--data-dir", data()),
        "--map trace_id=nope: table events has no column nope");
    expect(
        TestCli.run("validate", "--table", "events", "--against", "nope", "--data-dir", data()),
        "--against nope: neither a preset (default, ecommerce, financial_services,"
            + " healthcare_diagnostics, gaming, research) nor a file nor a table on the server");
    expect(
        TestCli.run("validate", "--table", "events", "--against", "no.yaml"), "--against no.yaml");
    expect(
        TestCli.run(
            "validate",
            "--table",
            "events",
            "--map",
            "trace_id=nope",
            "--against",
            "runs",
            "--data-dir",
            data()),
        "--map trace_id=nope: neither table events nor table runs has a column nope");
    expect(
        TestCli.run("validate", "--table", "events", "--map", "foo=run_id"),
        "--map foo=run_id: there is no column foo to map; there are trace_id, span_id,");
    expect(
        TestCli.run("validate", "--table", "events", "--map", "foo"),
        "--map foo: must read like COL=SOURCE");
    expect(
        TestCli.run("validate", "--table", "events", "--against", "runs", "--data-dir", data()),
        "the validation was refused: table runs: no column is known to be trace_id: map it");
    expect(TestCli.run("report", "nope", "--data-dir", data()), "'nope': no report of that name");
    expect(
        TestCli.run("report", run, "--html", "/no/such/folder/x.html", "--data-dir", data()),
        "--html /no/such/folder/x.html: must be a file in a folder that exists");
  }

  private static void expect(TestCli.Finished refused, String words) {
    assertThat(refused.err()).contains(words).doesNotContain("Exception");
    assertThat(refused.exit()).as(refused.err()).isEqualTo(2);
  }

  private static TestCli.Finished validate(String table) {
    return TestCli.run("validate", "--table", table, "--json", "--data-dir", data());
  }

  private static JsonNode check(JsonNode report, String name, String subject) {
    List<JsonNode> checks = new ArrayList<>();
    report.get("checks").forEach(checks::add);
    Predicate<JsonNode> wanted =
        check ->
            check.get("name").asText().equals(name)
                && check.get("subject").asText().equals(subject);
    return checks.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check " + name + " of " + subject));
  }

  private static void copy(String table, String select) {
    ask(
        "CREATE TABLE "
            + table
            + " AS events ENGINE = MergeTree"
            + " ORDER BY (timestamp_utc, trace_id, span_id)");
    ask("INSERT INTO " + table + " " + select);
  }

  private static String ask(String query) {
    TestCli.Finished answer = TestCli.run("sql", query, "--data-dir", data());
    assertThat(answer.exit()).as(query + "\n" + answer.err()).isZero();
    return answer.out().strip();
  }

  private static String data() {
    return folder.resolve("data").toString();
  }
}
