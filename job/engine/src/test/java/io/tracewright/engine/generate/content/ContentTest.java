package io.tracewright.engine.generate.content;

import static io.tracewright.engine.Fit.FALSE_ALARM;
import static io.tracewright.engine.Profiles.patch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.engine.Fit;
import io.tracewright.engine.generate.draft.Exchange;
import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.CorpusRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"preview", "full"})
  void nastyTextMakesValidJsonInEveryRow(String level) {
    List<CorpusRecord> records =
        IntStream.range(0, NASTY.size())
            .mapToObj(
                i ->
                    new CorpusRecord(
                        "n" + i, "tool_use", NASTY.get(i), NASTY.get(NASTY.size() - 1 - i), "{}"))
            .toList();
    WorkloadProfile profile =
        patch(Talk.shop(), "{'content': {'level': '" + level + "'}, 'domains': []}");
    Talk talk = new Talk(profile, List.of(new LoadedCorpus(new CorpusRef("n", 1, ""), records)));
    int characters = level.equals("full") ? 100_000 : 96;
    Set<String> used = new HashSet<>();
    for (int trace = 0; trace < 150; trace++) {
      talk.begin(trace);
      talk.batch.requestMetadata.clear();
      talk.batch.responseMetadata.clear();
      Talk.Row row = talk.write(Talk.root());
      int record = Integer.parseInt(talk.context.exchange.recordId.substring(1));
      used.add(talk.context.exchange.recordId);
      assertThat(row.request().get("prompt").asText())
          .isEqualTo(quoted(NASTY.get(record), characters));
      assertThat(row.response().get("response").asText())
          .isEqualTo(quoted(NASTY.get(NASTY.size() - 1 - record), characters));
      SpanDraft injected = Talk.root();
      injected.oddity = SpanDraft.Oddity.PROMPT_INJECTION;
      talk.write(injected);
    }
    assertThat(used).hasSameSizeAs(NASTY);
  }

  @Property(tries = 1000)
  void aPreviewIsTheStartOfTheText(@ForAll("texts") String text) throws Exception {
    byte[] preview = JsonText.preview(text);
    String json = '"' + new String(preview, StandardCharsets.UTF_8) + '"';
    assertThat(JSON.readTree(json).asText()).isEqualTo(quoted(text, 96));
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
   * An independent statement of what a row quotes: so many characters, no half of a pair, no
   * controls.
   */
  private static String quoted(String text, int characters) {
    boolean longer = text.length() > characters;
    String start = longer ? text.substring(0, characters) : text;
    if (longer && Character.isHighSurrogate(start.charAt(characters - 1))) {
      start = start.substring(0, characters - 1);
    }
    String printable =
        start
            .codePoints()
            .map(c -> c < 0x20 && c != '\n' && c != '\t' ? ' ' : c)
            .map(c -> c >= 0xD800 && c <= 0xDFFF ? '?' : c)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return longer ? printable + "…" : printable;
  }

  @Property(tries = 1000)
  void aTextIsCutBetweenCharacters(
      @ForAll("texts") String text, @ForAll @IntRange(max = 130) int characters) throws Exception {
    // Halves of pairs become question marks when text is stored, so they count as one.
    String stored = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    byte[] escaped = JsonText.full(stored);
    int cut = JsonText.cut(escaped, 0, escaped.length, characters);
    String json = '"' + new String(escaped, 0, cut, StandardCharsets.UTF_8) + '"';
    String kept = quoted(stored, characters == 0 ? 1 : characters).replaceFirst("…$", "");
    String expected =
        stored.length() <= characters ? quoted(stored, 1000) : characters == 0 ? "" : kept;
    assertThat(JSON.readTree(json).asText()).isEqualTo(expected);
  }

  @Test
  void aWorkloadDrawsFromItsCategoryAndFromAllWhenThereIsNone() {
    List<LoadedCorpus> corpora =
        List.of(
            corpus("a", record("1", "simple_chat"), record("2", "tool_use")),
            corpus("b", record("3", "simple_chat")));
    Map<String, Set<String>> drawn = new HashMap<>();
    for (String category : List.of("simple_chat", "tool_use", "custom_domain")) {
      Talk talk = new Talk(one("{'category': '" + category + "'}", "{}"), corpora);
      for (int i = 0; i < 200; i++) {
        talk.begin(i);
        drawn.computeIfAbsent(category, c -> new HashSet<>()).add(name(talk.context.exchange));
      }
    }
    assertThat(drawn.get("simple_chat")).containsExactlyInAnyOrder("a@1/1", "b@1/3");
    assertThat(drawn.get("tool_use")).containsExactly("a@1/2");
    assertThat(drawn.get("custom_domain")).containsExactlyInAnyOrder("a@1/1", "a@1/2", "b@1/3");
  }

  /** A profile of one workload, without domains. */
  private static WorkloadProfile one(String workload, String content) {
    Workload changed = patch(Talk.shop().workloads().get(0), workload);
    return patch(
        Talk.shop(),
        "{'domains': [], 'workloads': ["
            + ModelJson.write(changed)
            + "], 'content': "
            + content
            + "}");
  }

  private static String name(Exchange exchange) {
    return exchange.corpusVersion + "/" + exchange.recordId;
  }

  @Test
  void corporaAreDrawnByWeight() {
    String weights =
        "{'corpora': [{'name': 'a', 'weight': 3}, {'name': 'c', 'weight': 1},"
            + " {'name': 'b', 'weight': 6}]}";
    List<LoadedCorpus> corpora =
        List.of(
            Talk.corpus("a", 3), Talk.corpus("b", 40), Talk.corpus("c", 7), Talk.corpus("d", 9));
    Talk talk = new Talk(one(weights, "{}"), corpora);
    long[] counts = new long[4];
    for (int i = 0; i < 20_000; i++) {
      talk.begin(i);
      counts["abcd".indexOf(talk.context.exchange.corpusVersion.charAt(0))]++;
    }
    assertThat(Fit.chiSquareP(new double[] {.3, .6, .1, 0}, counts)).isGreaterThan(FALSE_ALARM);
    // Not by the number of records.
    assertThat(Fit.chiSquareP(new double[] {.06, .8, .14, 0}, counts)).isLessThan(FALSE_ALARM);
  }

  @Test
  void aCorpusThatTheRunHasNotIsRefused() {
    String workload = "{'corpora': [{'name': 'x', 'weight': 1}]}";
    assertThatThrownBy(
            () ->
                new Content(one(workload, "{}"), List.of(Talk.corpus("a", 1), Talk.corpus("b", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("workload 'orders' draws from corpus 'x', the run has a, b");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, 1})
  void diversityIsThatOfZipf(double diversity) {
    int records = 60;
    Talk talk =
        new Talk(one("{}", "{'diversity': " + diversity + "}"), List.of(Talk.corpus("a", records)));
    long[] counts = new long[records];
    for (int i = 0; i < 60_000; i++) {
      talk.begin(i);
      counts[Integer.parseInt(talk.context.exchange.recordId)]++;
    }
    long[] descending = Arrays.stream(counts).map(n -> -n).sorted().map(n -> -n).toArray();
    if (diversity < 1) {
      // Sorted counts lean towards the law only where ranks are close: that makes it milder.
      assertThat(Fit.chiSquareP(zipf(records, 1 - diversity), descending))
          .isGreaterThan(FALSE_ALARM);
      assertThat(counts).isNotEqualTo(descending);
    } else {
      assertThat(Fit.chiSquareP(zipf(records, 0), counts)).isGreaterThan(FALSE_ALARM);
    }
    assertThat(Fit.chiSquareP(zipf(records, 1.1 - diversity), descending)).isLessThan(FALSE_ALARM);
  }

  private static double[] zipf(int records, double exponent) {
    return IntStream.rangeClosed(1, records).mapToDouble(k -> Math.pow(k, -exponent)).toArray();
  }

  @Test
  void whichRecordsArePopularDoesNotHangOnTheFileOrTheRun() {
    Talk talk = new Talk(one("{}", "{'diversity': 0}"), List.of(Talk.corpus("a", 1000)));
    List<CorpusRecord> turned = new ArrayList<>(Talk.corpus("a", 1000).records());
    Collections.reverse(turned);
    Talk other =
        new Talk(
            one("{}", "{'diversity': 0}"),
            List.of(new LoadedCorpus(new CorpusRef("a", 1, ""), turned)));
    double sum = 0;
    for (int i = 0; i < 2000; i++) {
      talk.begin(i);
      other.begin(i);
      assertThat(other.context.exchange.recordId).isEqualTo(talk.context.exchange.recordId);
      sum += Integer.parseInt(talk.context.exchange.recordId);
    }
    // In file order the mean would be 133 (n / H(n)).
    assertThat(sum / 2000).isGreaterThan(250);
  }

  @Test
  void aConversationGoesOnWithNeighboursOfItsCorpus() {
    Talk talk =
        new Talk(
            one("{}", "{'diversity': 0.5}"), List.of(Talk.corpus("a", 7), Talk.corpus("b", 5)));
    Content content = new Content(talk.profile, List.of(Talk.corpus("a", 7), Talk.corpus("b", 5)));
    for (int i = 0; i < 200; i++) {
      talk.begin(i);
      Exchange first = talk.context.exchange;
      int size = first.corpusVersion.equals("a@1") ? 7 : 5;
      for (int further = 0; further < 12; further++) {
        talk.context.sessionAgeMs = 10_000L * further + i * 49L;
        Exchange next = content.draw(talk.context);
        assertThat(next.corpusVersion).isEqualTo(first.corpusVersion);
        int expected = (Integer.parseInt(first.recordId) + further) % size;
        assertThat(next.recordId).isEqualTo("" + expected);
      }
    }
  }

  @Test
  void templatesHaveTheirShareOfConversations() {
    Talk talk = Talk.ofShop();
    long[] counts = new long[2];
    for (int i = 0; i < 20_000; i++) {
      talk.begin(i);
      String version = talk.context.exchange.corpusVersion;
      assertThat(version).isIn("a@1", "domain:ecommerce@1");
      counts[version.equals("a@1") ? 0 : 1]++;
      talk.context.workload = talk.profile.workloads().get(1);
    }
    assertThat(Fit.chiSquareP(new double[] {.5, .5}, counts)).isGreaterThan(FALSE_ALARM);
    assertThat(Fit.chiSquareP(new double[] {.53, .47}, counts)).isLessThan(FALSE_ALARM);
  }

  @Test
  void aSlotThatNoFieldFillsIsRefused() {
    String domain =
        "{'domains': [{'name': 'd', 'fields': [{'name': 'x', 'pattern': '#'}], 'template_share': 1,"
            + "'templates': [{'prompt': 'a {x} {', 'response': 'b {y}'}]}]}";
    WorkloadProfile profile = patch(one("{'domain': 'd'}", "{}"), domain);
    assertThatThrownBy(() -> new Content(profile, List.of(Talk.corpus("a", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("template 1 of domain 'd' has a slot {y}, its fields are x");
  }

  @Test
  void noCorpusIsRefused() {
    assertThatThrownBy(() -> new Content(Talk.shop(), List.of()))
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
