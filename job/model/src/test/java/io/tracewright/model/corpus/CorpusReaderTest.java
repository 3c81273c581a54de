package io.tracewright.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorpusReaderTest {

  private static final String GOOD =
      "{\"workload_type\": \"simple_chat\", \"prompt\": \"p\", \"response\": \"r\"}";
  private static final String KNOWN =
      "simple_chat, rag_pipeline, tool_use, multi_turn_tool_use, failed_request, custom_domain";

  private final List<CorpusRecord> records = new ArrayList<>();

  @Test
  void jsonLinesNameTheirBadLinesAndGoOn() throws IOException {
    CorpusReport report =
        read(
            "x.jsonl",
            String.join(
                "\n",
                GOOD,
                "",
                GOOD.replace("\"r\"", "\"\""),
                GOOD.replace("simple_chat", "chat"),
                GOOD.replace("\"p\"", "[1]"),
                GOOD.replace("\"response\": \"r\"", "\"metadata\": 3"),
                "{\"prompt\": ",
                GOOD + " 1",
                "[1]",
                GOOD.replace("\"p\"", "\"\\ud800\""),
                GOOD.replace("\"p\"", "\"" + "x".repeat(100_001) + "\""),
                GOOD + "\r\n"));
    assertThat(report.problems())
        .containsExactly(
            "line 3: response is empty (1 to 100,000 characters)",
            "line 4: unknown workload_type 'chat', it must be one of " + KNOWN,
            "line 5: prompt is an array, it must be text",
            "line 6: metadata is a number, it must be an object",
            "line 7: malformed JSON: Unexpected end-of-input within/between Object entries"
                + " (column 12)",
            "line 8: malformed JSON: text after the value",
            "line 9: is an array, it must be an object",
            "line 10: prompt holds half of a surrogate pair, which is no character",
            "line 11: prompt has 100,001 characters (1 to 100,000)");
    assertThat(report.good()).isEqualTo(2);
    assertThat(report.bad()).isEqualTo(9);
    assertThat(report.format()).isEqualTo(CorpusFormat.JSON_LINES);
    assertThat(records)
        .containsExactly(
            new CorpusRecord("000000001", "simple_chat", "p", "r", "{}"),
            new CorpusRecord("000000012", "simple_chat", "p", "r", "{}"));
  }

  @Test
  void arraysNameRecordAndLine() throws IOException {
    CorpusReport report = read("x.json", "[\n" + GOOD + ",\n{\"prompt\": 1}, 7]\n");
    assertThat(report.format()).isEqualTo(CorpusFormat.JSON_ARRAY);
    assertThat(report.problems())
        .containsExactly(
            "record 2 (line 3): prompt is a number, it must be text",
            "record 3 (line 3): is a number, it must be an object");
    assertThat(records).extracting(CorpusRecord::recordId).containsExactly("000000001");
  }

  @Test
  void brokenArraysCannotBeReadOn() {
    assertThatThrownBy(() -> read("x.json", "[" + GOOD + ",\n{\"a\" 1}]"))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageStartingWith("x.json: line 2: malformed JSON: Unexpected character ('1'");
    assertThatThrownBy(() -> read("x.json", "[" + GOOD + "] []"))
        .hasMessage("x.json: line 1: text after the array");
    assertThatThrownBy(() -> read("x.json", "[" + GOOD)).hasMessageContaining("malformed JSON");
    assertThatThrownBy(() -> read("x.json", "[{\"a\": [" + "1,".repeat(3_000_000)))
        .hasMessageStartingWith("x.json: record 1: longer than 4,000,000 characters");
  }

  @Test
  void csvNamesBadLinesAlsoAfterQuotedLineBreaks() throws IOException {
    CorpusReport report =
        read(
            "x.csv",
            """
            record_id,workload_type,prompt,response,extra,metadata
            a,simple_chat,"two
            lines",r,,"{""k"": 1.0}"

            ,tool_use,p,r,ignored,
            ,tool_use,p,,,
            ,tool_use,p
            ,tool_use,p,r,,[]
            """);
    assertThat(report.problems())
        .containsExactly(
            "line 6: response is empty (1 to 100,000 characters)",
            "line 7: has 3 cells, the header has 6",
            "line 8: metadata must be a JSON object");
    assertThat(records)
        .containsExactly(
            new CorpusRecord("a", "simple_chat", "two\nlines", "r", "{\"k\":1.0}"),
            new CorpusRecord("000000005", "tool_use", "p", "r", "{}"));
  }

  @Test
  void csvNeedsItsColumns() {
    assertThatThrownBy(() -> read("x.csv", "prompt,answer\np,r\n"))
        .hasMessage(
            "x.csv: line 1: missing columns workload_type, response; the header has prompt,"
                + " answer");
    assertThatThrownBy(
            () ->
                read(
                    "x.csv",
                    "workload_type,prompt,response\ntool_use,p,\"" + "x".repeat(4_100_000)))
        .hasMessageStartingWith("x.csv: line 2: longer than 4,000,000 characters");
    assertThatThrownBy(() -> read("x.csv", "workload_type,prompt,response\ntool_use,\"p\"q,r\n"))
        .hasMessageStartingWith("x.csv: line 2: malformed CSV: ");
  }

  @Test
  void formatIsToldByContentFirst() throws IOException {
    assertThat(read("noname", "\uFEFF" + GOOD).format()).isEqualTo(CorpusFormat.JSON_LINES);
    assertThat(read("x.csv", " [" + GOOD + "]").format()).isEqualTo(CorpusFormat.JSON_ARRAY);
    assertThat(read("noname", "\uFEFFworkload_type,prompt,response\ntool_use,p,r\n").format())
        .isEqualTo(CorpusFormat.CSV);
    assertThatThrownBy(() -> read("x.parquet", "PAR1"))
        .hasMessage(
            "x.parquet: neither JSON lines, a JSON array nor CSV with a header of workload_type,"
                + " prompt, response");
    assertThatThrownBy(() -> read("x.jsonl", "")).hasMessage("x.jsonl: the file is empty");
    assertThatThrownBy(() -> read("x.json", "[]")).hasMessage("x.json: the file holds no record");
  }

  @Test
  void gzipIsToldByContentAndDamageIsNamed() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = zipped.toByteArray();
    assertThat(read("x", bytes).good()).isEqualTo(1);
    assertThatThrownBy(() -> read("x", Arrays.copyOf(bytes, bytes.length - 12)))
        .hasMessageStartingWith("x: is damaged gzip (");
  }

  @Test
  void otherEncodingsAreRefused() {
    byte[] latin = GOOD.replace("\"p\"", "\"caf\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read("x.jsonl", latin))
        .hasMessage("x.jsonl: is not UTF-8 text, found after 0 records");
  }

  @Test
  void missingFileIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("none.jsonl");
    assertThatThrownBy(() -> new CorpusReader().read(file, records::add))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessage(file + ": no such file");
  }

  @Test
  void longLinesAreDroppedWithoutBeingHeld(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("long.jsonl");
    Files.writeString(file, "{" + "x".repeat(5_000_000) + "\n" + GOOD + "\n");
    CorpusReport report = new CorpusReader().read(file, records::add);
    assertThat(report.problems()).containsExactly("line 1: longer than 4,000,000 characters");
    assertThat(records).hasSize(1);
  }

  @Test
  void oneInAHundredMayBeBadAndAHundredProblemsAreKept() throws IOException {
    CorpusReport tolerable = read("x", (GOOD + "\n").repeat(99) + "{}\n");
    assertThat(tolerable.acceptable()).isTrue();
    assertThat(read("x", (GOOD + "\n").repeat(98) + "{}\n").acceptable()).isFalse();
    CorpusReport bad = read("x", "{}\n".repeat(150));
    assertThat(bad.problems()).hasSize(100);
    assertThat(bad.bad()).isEqualTo(150);
    assertThat(bad.acceptable()).isFalse();
  }

  @Test
  void callersMayKnowOtherTypes() throws IOException {
    String line = GOOD.replace("simple_chat", "claims");
    CorpusReport report =
        new CorpusReader(List.of("claims")).read("x", stream(utf8(line)), records::add);
    assertThat(report.good()).isEqualTo(1);
  }

  private CorpusReport read(String name, String text) throws IOException {
    return read(name, utf8(text));
  }

  private CorpusReport read(String name, byte[] bytes) throws IOException {
    return new CorpusReader().read(name, stream(bytes), records::add);
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
