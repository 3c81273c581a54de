package io.tracewright.engine.generate.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.draft.Exchange;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ContentTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EMOJI = "\uD83D\uDE00";

  private static final List<String> NASTY =
      List.of(
          "\"",
          "\\",
          "\\\"},{\"a\":\"",
          "line\r\nfeed\ttab\b\f\0\u0001\u001f\u007f\u0085",
          "\u2028 and \u2029",
          EMOJI.repeat(300),
          "a" + EMOJI.repeat(300),
          "x".repeat(95) + EMOJI + "y",
          "x".repeat(96) + EMOJI,
          "\uD83D alone",
          "alone \uDE00",
          "\uDE00\uD83D",
          "x".repeat(95) + "\uD83D",
          "\u202Eright to left\u202C \u0627\u0644\u0639",
          "\uFFFF\uFFFE\uFEFF",
          "e\u0301".repeat(100),
          "z".repeat(100_000),
          "\"".repeat(100_000),
          "\0".repeat(100_000),
          "</script>${jndi:ldap://x}'; DROP TABLE events; --");

  @Test
  void nastyTextMakesValidJsonInEveryRow() throws Exception {
    List<CorpusRecord> records =
        IntStream.range(0, NASTY.size())
            .mapToObj(
                i ->
                    new CorpusRecord(
                        "n" + i,
                        "simple_chat",
                        NASTY.get(i),
                        NASTY.get(NASTY.size() - 1 - i),
                        "{}"))
            .toList();
    RunSpec spec = TestRuns.run(1, 2000, 2000);
    SpanBatch batch = new SpanBatch();
    new ChunkGenerator(spec, List.of(new LoadedCorpus(spec.corpora().get(0), records)))
        .generate(new ChunkPlan(spec).chunk(0), batch);
    Set<String> used = new HashSet<>();
    for (int row = 0; row < batch.rows(); row++) {
      var request = JSON.readTree(batch.requestMetadata.get(row));
      var response = JSON.readTree(batch.responseMetadata.get(row));
      assertThat(request.isObject() && response.isObject()).isTrue();
      if (request.has("prompt")) {
        used.add(batch.corpusRecordId.get(row));
        int record = Integer.parseInt(batch.corpusRecordId.get(row).substring(1));
        assertThat(request.get("prompt").asText()).isEqualTo(quoted(NASTY.get(record)));
        if (response.has("response")) {
          assertThat(response.get("response").asText())
              .isEqualTo(quoted(NASTY.get(NASTY.size() - 1 - record)));
        }
      }
    }
    assertThat(used).hasSameSizeAs(NASTY);
  }

  @Property(tries = 1000)
  void aPreviewIsTheStartOfTheText(@ForAll("texts") String text) throws Exception {
    byte[] preview = Content.preview(text);
    String json = '"' + new String(preview, StandardCharsets.UTF_8) + '"';
    assertThat(JSON.readTree(json).asText()).isEqualTo(quoted(text));
    // No byte of an interrupted character, and nothing that JSON forbids in a string.
    assertThat(new String(preview, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
        .isEqualTo(preview);
    for (byte b : preview) {
      assertThat(b >= 0 && b < 0x20).isFalse();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(200);
    Arbitrary<String> pieces =
        Arbitraries.of("\"", "\\", "\n", "\t", "\r", "\0", EMOJI, "\uD83D", "\uDE00", "é", "a")
            .list()
            .ofMaxSize(120)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(any, pieces);
  }

  /**
   * An independent statement of what a row quotes: 96 characters, no half of a pair, no controls.
   */
  private static String quoted(String text) {
    String start = text.length() > 96 ? text.substring(0, 96) : text;
    if (text.length() > 96 && Character.isHighSurrogate(start.charAt(95))) {
      start = start.substring(0, 95);
    }
    String printable =
        start
            .codePoints()
            .map(c -> c < 0x20 && c != '\n' && c != '\t' ? ' ' : c)
            .map(c -> c >= 0xD800 && c <= 0xDFFF ? '?' : c)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return text.length() > 96 ? printable + "…" : printable;
  }

  @Test
  void aWorkloadDrawsFromItsCategoryAndFromAllWhenThereIsNone() {
    Streams random = new Streams();
    Content content =
        new Content(
            random,
            List.of(
                corpus("a", record("1", "simple_chat"), record("2", "tool_use")),
                corpus("b", record("3", "simple_chat"))));
    Map<String, Set<String>> drawn = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      for (String category : List.of("simple_chat", "tool_use", "custom_domain")) {
        Exchange exchange = content.draw(category);
        drawn
            .computeIfAbsent(category, c -> new HashSet<>())
            .add(exchange.corpusVersion + "/" + exchange.recordId);
      }
    }
    assertThat(drawn.get("simple_chat")).containsExactlyInAnyOrder("a@1/1", "b@1/3");
    assertThat(drawn.get("tool_use")).containsExactly("a@1/2");
    assertThat(drawn.get("custom_domain")).containsExactlyInAnyOrder("a@1/1", "a@1/2", "b@1/3");
  }

  @Test
  void noCorpusIsRefused() {
    assertThatThrownBy(() -> new Content(new Streams(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no corpus: a run needs at least one corpus record");
    assertThatThrownBy(() -> corpus("empty"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("corpus empty@1 holds no records");
  }

  private static LoadedCorpus corpus(String name, CorpusRecord... records) {
    return new LoadedCorpus(new CorpusRef(name, 1, ""), List.of(records));
  }

  private static CorpusRecord record(String id, String category) {
    return new CorpusRecord(id, category, "q", "a", "{}");
  }
}
