package io.tracewright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad input gets one clear error that names the option, the value and the rule, and exit code 2.
 */
final class BadInputITCase {
  @TempDir Path folder;

  @Test
  void unknownPreset() {
    expect(
        TestCli.run("generate", "--preset", "nope"),
        "tracewright: --preset nope: no such preset, choose one of default, ecommerce,"
            + " financial_services, healthcare_diagnostics, gaming, research\n");
  }

  @Test
  void mixThatSumsToLessThanOne() throws IOException {
    Path profile = folder.resolve("mix.yaml");
    Files.writeString(
        profile,
        TestCli.run("profile", "show", "default").out().replace("share: 0.30", "share: 0.20"));
    expect(
        TestCli.run("generate", "--profile", profile.toString()),
        "tracewright: mix.yaml:58:1 workloads: shares sum to 0.9, they must sum to 1 (± 0.001)\n");
    assertThat(TestCli.run("profile", "validate", profile.toString()).exit()).isEqualTo(2);
  }

  @Test
  void unknownDomainAndCorpora() throws IOException {
    String preset = TestCli.run("profile", "show", "healthcare_diagnostics").out();
    Path profile = folder.resolve("typo.yaml");
    String path = profile.toString();
    Files.writeString(profile, preset.replaceFirst("domain: healthcare", "domain: helthcare"));
    TestCli.Finished typo = TestCli.run("profile", "validate", path);
    assertThat(typo.err())
        .contains("workloads[0].domain: unknown domain 'helthcare', choose one of general, ");
    assertThat(typo.exit()).isEqualTo(2);
    Files.writeString(profile, preset.replaceAll("builtin:pubmedqa", "pubmed"));
    expect(
        TestCli.run("profile", "validate", path, "--data-dir", folder.resolve("new").toString()),
        "tracewright: a workload's corpus 'pubmed': no such corpus, none is imported yet; see:"
            + " tracewright corpus import\n");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void anomaliesThatCannotShow() throws IOException {
    Path profile = folder.resolve("odd.yaml");
    Files.writeString(
        profile,
        TestCli.run("profile", "show", "default")
            .out()
            .replaceAll("retrieval: 0\\.\\d+", "retrieval: 0")
            .replace(
                "anomalies: {rate: 0.01, hidden: false}",
                "anomalies: {rate: 0.1, kinds: [{kind: empty_retrieval, weight: 1}]}"));
    TestCli.Finished refused = TestCli.run("profile", "explain", profile.toString());
    assertThat(refused.err())
        .contains("anomalies.kinds[0].kind: 'empty_retrieval' can show in no workload: it needs");
    assertThat(refused.exit()).isEqualTo(2);
  }

  @Test
  void brokenYaml() throws IOException {
    Path profile = folder.resolve("broken.yaml");
    Files.writeString(profile, "schema_version: 1\nname: [unclosed\n");
    expect(
        TestCli.run("generate", "--profile", profile.toString()),
        "tracewright: broken.yaml:3:1 broken YAML: while parsing a flow sequence, expected ',' or"
            + " ']', but got <stream end>\n");
  }

  @Test
  void negativeRate() {
    expect(
        TestCli.run("generate", "--live", "--rate", "-1"),
        "tracewright: --rate -1.0: must be above 0 and at most 1,000,000 traces a second\n");
  }

  @Test
  void rateWithoutLive() {
    expect(TestCli.run("generate", "--rate", "5"), "tracewright: --rate 5.0: goes with --live\n");
  }

  @Test
  void noTraces() {
    expect(
        TestCli.run("generate", "--traces", "0"), "tracewright: --traces 0: must be at least 1\n");
  }

  @Test
  void noParallelism() {
    expect(
        TestCli.run("generate", "--parallelism", "0"),
        "tracewright: --parallelism 0: must be at least 1\n");
  }

  @Test
  void noBudget() {
    expect(
        TestCli.run("generate", "--max-cost-usd", "0"),
        "tracewright: --max-cost-usd 0.0: must be a number of US dollars above 0\n");
  }

  @Test
  void budgetBelowTheFirstChunk() {
    TestCli.Finished refused = TestCli.run("generate", "--max-cost-usd", "0.000001");
    assertThat(refused.err())
        .matches(
            "tracewright: a budget of \\$0\\.000001: the first chunk alone costs \\$[0-9.,]+; raise"
                + " --max-cost-usd or budget.max_cost_usd, or lower --chunk-traces\n");
    assertThat(refused.exit()).isEqualTo(2);
  }

  @Test
  void tracesAgainstTheTarget() throws IOException {
    Path profile = folder.resolve("target.yaml");
    Files.writeString(
        profile,
        TestCli.run("profile", "show", "default").out() + "\ntargets: {traces_per_hour: 100}\n");
    expect(
        TestCli.run("generate", "--profile", profile.toString(), "--traces", "5"),
        "tracewright: --traces 5: targets.traces_per_hour 100.0 makes 16800 in 168 hours; leave one"
            + " of them out\n");
  }

  @Test
  void previewOutOfRange() {
    for (String count : List.of("0", "-3", "1001")) {
      expect(
          TestCli.run("generate", "--preview", count),
          "tracewright: --preview " + count + ": must be from 1 to 1,000\n");
    }
    assertThat(TestCli.run("generate", "--preview", "many").exit()).isEqualTo(2);
  }

  @Test
  void previewOfAnUnknownWorkload() {
    TestCli.Finished refused = TestCli.run("generate", "--preview", "1", "--workload", "juggling");
    assertThat(refused.err())
        .startsWith("tracewright: --workload juggling: profile default has simple_queries, ");
    assertThat(refused.exit()).isEqualTo(2);
  }

  @Test
  void optionsThatGoWithPreview() {
    expect(
        TestCli.run("generate", "--workload", "simple_queries"),
        "tracewright: --workload simple_queries: goes with --preview\n");
    expect(
        TestCli.run("generate", "--preview", "1", "--json"),
        "tracewright: --json: does not go with --preview, which prints trees\n");
  }

  @Test
  void explainOfNothingKnown() {
    TestCli.Finished refused = TestCli.run("profile", "explain", "nope");
    assertThat(refused.err())
        .startsWith("tracewright: 'nope': neither a preset (default, ")
        .endsWith(") nor a file\n");
    assertThat(refused.exit()).isEqualTo(2);
    expect(
        TestCli.run("profile", "explain", "--traces", "0"),
        "tracewright: --traces 0: must be at least 1\n");
    for (String[] command : new String[][] {{"generate"}, {"profile", "explain"}}) {
      expect(
          TestCli.run(with(command, "--traces", "2000000000000")),
          "tracewright: --traces 2000000000000: must be at most 1,000,000,000,000\n");
    }
  }

  private static String[] with(String[] command, String... more) {
    return Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void validateTakesWhatExplainTakes() throws IOException {
    TestCli.Finished preset = TestCli.run("profile", "validate", "default");
    assertThat(preset.out()).isEqualTo("default is valid: profile default, 5 workloads\n");
    for (String command : List.of("validate", "explain")) {
      TestCli.Finished refused = TestCli.run("profile", command, "");
      assertThat(refused.err()).startsWith("tracewright: '': neither a preset (default, ");
      expect(
          TestCli.run("profile", command, folder.toString()),
          "tracewright: " + folder + ": is a folder, not a file\n");
    }
  }

  @Test
  void profileThatIsNoFile() {
    expect(
        TestCli.run("generate", "--profile", "absent.yaml"),
        "tracewright: --profile absent.yaml: no such file\n");
    expect(
        TestCli.run("generate", "--profile", folder.toString()),
        "tracewright: --profile " + folder + ": is a folder, not a file\n");
  }

  @Test
  void valuesThatCannotBeRead() {
    expectFirstLine(
        TestCli.run("generate", "--traces", "2e12"),
        "--traces 2e12: must be a whole number between -9,223,372,036,854,775,808 and"
            + " 9,223,372,036,854,775,807");
    expectFirstLine(
        TestCli.run("generate", "--max-cost-usd", "abc"), "--max-cost-usd abc: must be a number");
    expectFirstLine(
        TestCli.run("generate", "--clickhouse-url", "http://"),
        "--clickhouse-url http://: must read like http://host:8123");
    expectFirstLine(
        TestCli.run("generate", "extra"),
        "extra: tracewright generate takes no such option or argument");
    expectFirstLine(
        TestCli.run("generate", "--traces"),
        "Missing required parameter for option '--traces' (N)");
    expectFirstLine(
        TestCli.run("generate", "--traces", "5", "--traces", "6"),
        "option '--traces' (N) should be specified only once");
  }

  private static void expectFirstLine(TestCli.Finished refused, String message) {
    assertThat(refused.err().lines()).first().isEqualTo("tracewright: " + message);
    assertThat(refused.exit()).isEqualTo(2);
  }

  @Test
  void whatIsWrongIsToldBeforeAnythingStarts() throws IOException {
    String data = folder.toString();
    expect(
        TestCli.run("generate", "--flink-url", "foo", "--data-dir", data),
        "tracewright: --flink-url foo: must read like http://host:8081\n");
    expect(
        TestCli.run("generate", "--preview", "2", "--parallelism", "0"),
        "tracewright: --parallelism 0: must be at least 1\n");
    Path file = Files.writeString(folder.resolve("file"), "");
    expect(
        TestCli.run("generate", "--data-dir", file.toString()),
        "tracewright: --data-dir " + file + ": is a file, not a folder\n");
  }

  @Test
  void corpusThatIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "hello\n");
    TestCli.Finished refused =
        TestCli.run("corpus", "import", file.toString(), "--data-dir", folder.toString());
    assertThat(refused.err())
        .isEqualTo(
            "tracewright: "
                + file
                + ": neither JSON lines, a JSON array nor CSV with a header of workload_type,"
                + " prompt, response\n");
    assertThat(refused.exit()).isEqualTo(2);
  }

  @Test
  void presetAndProfileAtOnce() {
    TestCli.Finished refused = TestCli.run("generate", "--preset", "default", "--profile", "x");
    assertThat(refused.err())
        .contains("--preset")
        .contains("--profile")
        .contains("mutually exclusive");
    assertThat(refused.exit()).isEqualTo(2);
  }

  @Test
  void missingCorpus() {
    TestCli.Finished refused =
        TestCli.run("generate", "--corpus", "absent", "--data-dir", folder.toString());
    assertThat(refused.err())
        .endsWith(
            "tracewright: --corpus absent: no such corpus, none is imported yet; see: tracewright"
                + " corpus import\n");
    assertThat(refused.exit()).isEqualTo(2);
  }

  @Test
  void unreachableClickHouse() {
    TestCli.Finished refused = TestCli.run("generate", "--clickhouse-url", "http://127.0.0.1:1");
    assertThat(refused.err())
        .endsWith(
            "tracewright: --clickhouse-url http://127.0.0.1:1: no ClickHouse answers there. Start"
                + " it, correct the URL, or leave the option out to use the embedded server.\n");
    assertThat(refused.exit()).isEqualTo(2);
  }

  @Test
  void silentServer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      TestCli.Finished refused = TestCli.run("sql", "SELECT 1", "--clickhouse-url", url);
      assertThat(refused.err()).contains("no ClickHouse answers there");
      assertThat(refused.exit()).isEqualTo(2);
    }
  }

  @Test
  void unreachableFlink() {
    TestCli.Finished refused =
        TestCli.run(
            "generate", "--flink-url", "http://127.0.0.1:1", "--data-dir", folder.toString());
    assertThat(refused.err())
        .contains("--flink-url http://127.0.0.1:1: no Flink cluster answers there");
    assertThat(refused.exit()).isEqualTo(2);
  }

  @Test
  void tableOfAnotherShape() {
    String data = folder.toString();
    assertThat(
            TestCli.run(
                    "sql",
                    "CREATE TABLE events (event_id UUID, latency_ms String) ENGINE = MergeTree"
                        + " ORDER BY event_id",
                    "--data-dir",
                    data)
                .exit())
        .isZero();
    TestCli.Finished refused = TestCli.run("generate", "--traces", "10", "--data-dir", data);
    assertThat(refused.err())
        .contains("tracewright: table events is there already and has another shape: ")
        .contains("latency_ms must be Float64, is String")
        .contains("run_id must be LowCardinality(String), is missing")
        .contains("RENAME TABLE events TO events_old");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(TestCli.run("sql", "SELECT count() FROM events", "--data-dir", data).out())
        .isEqualTo("0\n");
  }

  @Test
  void fullDisk() throws IOException, InterruptedException {
    Path mount = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        exec("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", mount.toString()) == 0,
        "needs the right to mount a tmpfs");
    try {
      TestCli.Finished refused =
          TestCli.run("generate", "--traces", "100000", "--data-dir", mount.toString());
      assertThat(refused.err())
          .matches(
              "tracewright: --data-dir \\S+/small: 6\\d MB are free, the run needs about 3\\d\\d MB;"
                  + " make room, name another folder or lower --traces\n");
      assertThat(refused.exit()).isEqualTo(2);
    } finally {
      exec("umount", mount.toString());
    }
  }

  private static int exec(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor();
  }

  @Test
  void portInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TestCli.Finished refused =
          TestCli.run(
              "clickhouse",
              "--port",
              Integer.toString(taken.getLocalPort()),
              "--data-dir",
              folder.toString());
      assertThat(refused.err())
          .contains("port " + taken.getLocalPort() + " is in use on 127.0.0.1")
          .contains("--port");
      assertThat(refused.exit()).isEqualTo(2);
    }
  }

  @Test
  void wrongQuery() {
    TestCli.Finished refused = TestCli.run("sql", "SELEC 1", "--data-dir", folder.toString());
    assertThat(refused.err()).contains("Code: 62").contains("Syntax error");
    assertThat(refused.exit()).isEqualTo(1);
  }

  @Test
  void helpIsThereForEveryCommand() {
    for (String command : List.of("generate", "demo", "sql", "clickhouse", "profile", "corpus")) {
      assertThat(TestCli.run(command, "--help").out()).startsWith("Usage: tracewright " + command);
    }
    assertThat(TestCli.run("profile", "explain", "--help").out()).contains("NAME|FILE");
    assertThat(TestCli.run("profile", "show", "--help").out()).contains("NAME");
    assertThat(TestCli.run("version").out()).startsWith("tracewright 0.").contains("flink 2.");
  }

  @Test
  void unknownOptionAndCommand() {
    assertThat(TestCli.run("generate", "--tracs", "1").exit()).isEqualTo(2);
    assertThat(TestCli.run("generat").exit()).isEqualTo(2);
  }

  private static void expect(TestCli.Finished refused, String message) {
    assertThat(refused.err()).isEqualTo(message);
    assertThat(refused.exit()).isEqualTo(2);
  }
}
