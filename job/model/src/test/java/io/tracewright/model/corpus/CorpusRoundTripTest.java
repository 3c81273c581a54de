package io.tracewright.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Whatever records are written in a format are read back equal. */
final class CorpusRoundTripTest {

  @Property(tries = 200)
  void jsonLines(@ForAll("corpora") List<CorpusRecord> records) throws IOException {
    StringBuilder text = new StringBuilder();
    for (CorpusRecord r : records) {
      text.append(json(r)).append('\n');
    }
    assertThat(read("x.jsonl", text.toString())).isEqualTo(records);
  }

  @Property(tries = 200)
  void jsonArray(@ForAll("corpora") List<CorpusRecord> records) throws IOException {
    ArrayNode array = JsonRecords.MAPPER.createArrayNode();
    for (CorpusRecord r : records) {
      array.add(json(r));
    }
    assertThat(read("x.json", array.toPrettyString())).isEqualTo(records);
  }

  @Property(tries = 200)
  void csv(@ForAll("corpora") List<CorpusRecord> records) throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
      csv.printRecord("record_id", "workload_type", "prompt", "response", "metadata");
      for (CorpusRecord r : records) {
        csv.printRecord(r.recordId(), r.workloadType(), r.prompt(), r.response(), r.metadata());
      }
    }
    assertThat(read("x.csv", text.toString())).isEqualTo(records);
  }

  @Provide
  Arbitrary<List<CorpusRecord>> corpora() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
                Arbitraries.strings().ofMinLength(1).ofMaxLength(40),
                Arbitraries.strings()
                    .withChars(" \t\r\n\"',;\\{}[]#\u0000\u2028\uFEFFa")
                    .ofMinLength(1)
                    .ofMaxLength(20),
                Arbitraries.of("\uD83D\uDE80 emoji", "\\N", "null", "line\nbreak", " "))
            .filter(s -> StandardCharsets.UTF_8.newEncoder().canEncode(s));
    Arbitrary<String> metadata =
        Combinators.combine(text, text, Arbitraries.bigDecimals())
            .as(
                (key, value, number) ->
                    JsonRecords.MAPPER
                        .createObjectNode()
                        .put(key, value)
                        .put("n", number)
                        .set("o", JsonRecords.MAPPER.createObjectNode()))
            .map(Object::toString);
    return Combinators.combine(text, Arbitraries.of(CorpusCategories.names()), text, text, metadata)
        .as(CorpusRecord::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static ObjectNode json(CorpusRecord r) throws IOException {
    return JsonRecords.MAPPER
        .createObjectNode()
        .put("record_id", r.recordId())
        .put("workload_type", r.workloadType())
        .put("prompt", r.prompt())
        .put("response", r.response())
        .set("metadata", JsonRecords.MAPPER.readTree(r.metadata()));
  }

  private static List<CorpusRecord> read(String name, String text) throws IOException {
    List<CorpusRecord> records = new ArrayList<>();
    CorpusReport report =
        new CorpusReader()
            .read(
                name,
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                records::add);
    assertThat(report.problems()).isEmpty();
    return records;
  }
}
