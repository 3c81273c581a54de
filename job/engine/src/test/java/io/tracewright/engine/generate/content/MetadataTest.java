package io.tracewright.engine.generate.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.sun.management.ThreadMXBean;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.generate.content.Talk.Row;
import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.draft.SpanDraft.Oddity;
import io.tracewright.model.profile.Field;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final List<Oddity> ODDITIES = List.of(Oddity.values());
  private static final List<String> ERRORS =
      List.of(
          "timeout",
          "rate_limit",
          "invalid_input",
          "tool_failure",
          "tool_error",
          "tool_unavailable",
          "context_length_exceeded",
          "content_filtered",
          "internal_error",
          "deadline_exceeded",
          "refused",
          "authentication_failed",
          "auth_error",
          "unauthorized",
          "policy_violation",
          "guardrail_blocked",
          "record_not_found",
          "overloaded",
          "a \"new\" one\n");

  private final Map<String, Map<JsonNodeType, String>> types = new HashMap<>();

  /** All kinds, oddities, failures and levels at random: valid JSON, one type a path. */
  @Property(tries = 20)
  void pathsKeepTheirTypes(@ForAll Random draw) {
    types.clear();
    for (String level : List.of("full", "preview", "none")) {
      Talk talk =
          new Talk(
              Profiles.patch(Talk.shop(), "{'content': {'level': '" + level + "'}}"),
              List.of(Talk.corpus("a", 9)));
      for (int trace = 0; trace < 100; trace++) {
        talk.begin(draw.nextLong(), draw.nextInt(2));
        record(talk.write(any(Talk.root(), draw)));
        for (int i = 0; i < 12; i++) {
          SpanDraft span = Talk.span(KINDS.get(draw.nextInt(KINDS.size())));
          if (span.kind == Kind.TOOL_CALL) {
            span.tool = talk.profile.tools().get(draw.nextInt(3));
          } else if (span.kind == Kind.LLM_CALL) {
            span.model = talk.profile.models().get(0);
          }
          record(talk.write(any(span, draw)));
        }
      }
    }
    assertThat(types.values()).allSatisfy(seen -> assertThat(seen).hasSize(1));
    assertThat(types).containsKeys("request/arguments/limit", "response/result/total");
  }

  private static SpanDraft any(SpanDraft span, Random draw) {
    span.oddity = ODDITIES.get(draw.nextInt(ODDITIES.size()));
    span.errorType = draw.nextInt(3) == 0 ? ERRORS.get(draw.nextInt(ERRORS.size())) : "";
    span.attempt = 1 + draw.nextInt(3);
    span.step = draw.nextInt(3);
    span.pattern = draw.nextBoolean() ? "" : "sequential_chain";
    span.decision = draw.nextBoolean() ? "" : "branch \"a\"";
    span.finishReason = draw.nextBoolean() ? "" : "stop";
    span.firstTokenUs = draw.nextInt(1_000_000);
    span.durationUs = draw.nextLong() & Long.MAX_VALUE;
    span.documents = draw.nextInt(3);
    span.replicationLagMs = draw.nextDouble() * 100;
    return span;
  }

  private void record(Row row) {
    record("request", row.request());
    record("response", row.response());
  }

  private void record(String path, JsonNode node) {
    if (path.endsWith("/malformed_arguments")) {
      return;
    }
    types.computeIfAbsent(path, p -> new HashMap<>()).put(node.getNodeType(), node.toString());
    node.properties().forEach(member -> record(path + "/" + member.getKey(), member.getValue()));
    node.elements()
        .forEachRemaining(
            element -> {
              if (node.isArray()) {
                record(path + "[]", element);
              }
            });
  }

  @Test
  void aRootSaysWhoAsksWhat() {
    Talk talk = Talk.ofShop();
    talk.begin(3); // of the tenant that stays in the EU
    talk.context.conversation = 0x0123456789abcdefL;
    talk.context.sessionAgeMs = 61_250;
    Row row = talk.write(Talk.root());
    assertThat(row.request().get("user_time_zone").asText()).isEqualTo("Europe/Berlin");
    assertThat(row.request().get("persona").asText()).isEqualTo("user");
    assertThat(row.request().get("conversation").asText()).isEqualTo("abcdefghijklmnop");
    assertThat(row.request().get("session_age_s").asText()).isEqualTo("61.3");
    assertThat(row.request().get("compliance").toString()).isEqualTo("[\"pci_dss\",\"gdpr\"]");
    assertThat(row.request().get("residency").asText()).isEqualTo("eu");
    assertThat(row.response().has("response")).isTrue();
    talk.begin(2);
    SpanDraft failed = Talk.root();
    failed.errorType = "timeout";
    failed.durationUs = 1_234_567;
    row = talk.write(failed);
    assertThat(row.request().get("compliance").toString()).isEqualTo("[\"pci_dss\"]");
    assertThat(row.request().has("residency")).isFalse();
    assertThat(row.response().has("response")).isFalse();
    assertThat(row.response().get("error_message").asText()).contains("timeout");
  }

  @Test
  void slotsAgreeWithFieldsAndArguments() {
    Talk talk = Talk.ofShop();
    Set<String> templates = new HashSet<>();
    Set<String> orders = new HashSet<>();
    for (int trace = 0; trace < 2000; trace++) {
      talk.begin(trace);
      talk.batch.requestMetadata.clear();
      talk.batch.responseMetadata.clear();
      Row row = talk.write(Talk.root());
      JsonNode fields = row.request().get("fields");
      String order = fields.get("order_id").asText();
      assertThat(order).matches("ORD-\\d{6}");
      assertThat(fields.get("cart_value").isNumber()).isTrue();
      orders.add(order);
      if (talk.context.exchange.corpusVersion.startsWith("domain:")) {
        templates.add(talk.context.exchange.recordId);
        String prompt = row.request().get("prompt").asText();
        String response = row.response().get("response").asText();
        if (talk.context.exchange.recordId.equals("template-1")) {
          assertThat(prompt).isEqualTo("Where is " + order + "?");
          assertThat(response)
              .isEqualTo(order + " (" + fields.get("product").asText() + ") is on its way.");
        } else {
          // As the row spells it: 60.50 keeps its zero.
          String value =
              talk.batch.requestMetadata.get(0).replaceAll(".*cart_value\":([^,]*).*", "$1");
          String whole =
              "Refund "
                  + value
                  + ", the "
                  + fields.get("product").asText()
                  + " broke: "
                  + order
                  + ". Please hurry, I have been waiting for so long";
          assertThat(prompt).hasSize(97).endsWith("…");
          assertThat(whole).startsWith(prompt.substring(0, Math.min(96, whole.length())));
        }
      }
      Row call = talk.write(talk.call("lookup"));
      assertThat(call.request().get("arguments").get("order_id").asText()).isEqualTo(order);
      assertThat(call.response().get("result").get("order_id").asText()).isEqualTo(order);
    }
    assertThat(templates).containsExactlyInAnyOrder("template-1", "template-2");
    assertThat(orders).hasSizeGreaterThan(1900);
  }

  @Test
  void argumentsAndResultsFitTheTool() {
    Talk talk = Talk.ofShop();
    talk.write(Talk.root());
    for (int i = 0; i < 500; i++) {
      for (Tool tool : talk.profile.tools()) {
        Row row = talk.write(talk.call(tool.name()));
        fits(tool.arguments(), row.request().path("arguments"), tool.name().equals("lookup"));
        fits(tool.result(), row.response().path("result"), true);
        assertThat(row.response().has("replication_lag_ms"))
            .isEqualTo(tool.replicationLagMs() != null);
        assertThat(row.request().get("tool_type").asText()).isEqualTo(tool.type());
        assertThat(row.request().get("auth").asText()).isEqualTo(tool.auth());
      }
    }
  }

  private static void fits(List<Field> fields, JsonNode object, boolean checkMixed) {
    assertThat(object.isMissingNode()).isEqualTo(fields.isEmpty());
    assertThat(object.size()).isEqualTo(fields.size());
    for (Field field : fields) {
      JsonNode value = object.get(field.name());
      if (!field.values().isEmpty()) {
        assertThat(field.values()).contains(value.asText());
      } else if (!field.pattern().isEmpty()) {
        String regex =
            field.pattern().replace("#", "[0-9]").replace("?", "[A-Z]").replace("*", "[a-z]");
        assertThat(value.asText()).matches(regex);
      } else if (field.name().equals("limit")) {
        // Another tool's limit is a text: this one's is written as one too.
        assertThat(checkMixed && value.isTextual()).isTrue();
        assertThat(value.asInt()).isBetween(1, 100);
      } else {
        assertThat(value.isNumber()).isTrue();
      }
    }
  }

  @Test
  void oddArgumentsShow() {
    Talk talk = Talk.ofShop();
    talk.write(Talk.root());
    Set<String> declared = Set.of("order_id", "limit", "kind");
    Set<String> invented = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      for (String tool : List.of("lookup", "ping")) {
        SpanDraft call = talk.call(tool);
        call.oddity = Oddity.HALLUCINATED_ARGUMENT;
        JsonNode arguments = talk.write(call).request().get("arguments");
        Set<String> names = new HashSet<>();
        arguments.fieldNames().forEachRemaining(names::add);
        names.removeAll(declared);
        assertThat(names).hasSize(1);
        invented.addAll(names);
        call.oddity = Oddity.MALFORMED_ARGUMENT;
        JsonNode request = talk.write(call).request();
        assertThat(request.has("arguments")).isFalse();
        JsonNode malformed = request.get("malformed_arguments");
        if (tool.equals("lookup")) {
          assertThat(malformed).anyMatch(JsonNode::isNull);
        } else {
          assertThat(malformed.get("raw").asText()).startsWith("{");
        }
      }
    }
    assertThat(invented).hasSizeGreaterThan(4);
  }

  @Test
  void aMalformedNumberIsAText() {
    WorkloadProfile profile =
        Profiles.patch(
            Talk.shop(),
            "{'tools': [{'name': 'one', 'type': 'query', 'arguments':"
                + " [{'name': 'n', 'law': {'family': 'constant', 'value': 7}}]}]}");
    Talk talk = new Talk(profile, List.of(Talk.corpus("a", 1)));
    talk.write(Talk.root());
    SpanDraft call = talk.call("one");
    assertThat(talk.write(call).request().get("arguments").get("n").isNumber()).isTrue();
    call.oddity = Oddity.MALFORMED_ARGUMENT;
    assertThat(talk.write(call).request().get("malformed_arguments").get("n").isTextual()).isTrue();
  }

  @Test
  void repeatedArgumentsAndRetriesAreThoseOfTheCallBefore() {
    Talk talk = Talk.ofShop();
    int same = 0;
    for (int trace = 0; trace < 200; trace++) {
      talk.begin(trace);
      talk.write(Talk.root());
      SpanDraft call = talk.call("lookup");
      String first = talk.write(call).request().get("arguments").toString();
      String other = talk.write(call).request().get("arguments").toString();
      same += first.equals(other) ? 1 : 0;
      call.oddity = Oddity.REPEATED_ARGUMENTS;
      assertThat(talk.write(call).request().get("arguments")).hasToString(other);
      call.oddity = Oddity.NONE;
      call.attempt = 2;
      assertThat(talk.write(call).request().get("arguments")).hasToString(other);
      // The arguments of another tool's call would not fit.
      talk.write(talk.call("pay"));
      assertThat(talk.write(call).request().get("arguments").has("order_id")).isTrue();
    }
    // Of 200 values, with the order's number given: one pair in 200 is the same by chance.
    assertThat(same).isLessThan(20);
  }

  @Test
  void oddResultsShow() {
    Talk talk = Talk.ofShop();
    talk.write(Talk.root());
    SpanDraft call = talk.call("lookup");
    call.replicationLagMs = 20;
    JsonNode usual = talk.write(call).response();
    assertThat(usual.get("result")).hasSize(3);
    assertThat(usual.get("replication_lag_ms").asDouble()).isEqualTo(20);
    call.oddity = Oddity.EMPTY_RESULT;
    assertThat(talk.write(call).response().get("result").toString()).isEqualTo("{}");
    call.oddity = Oddity.TRUNCATED_RESULT;
    assertThat(talk.write(call).response().get("result")).hasSize(1);
    call.oddity = Oddity.STALE_RESULT;
    assertThat(talk.write(call).response().get("replication_lag_ms").asDouble())
        .isGreaterThan(59_999);
    call.oddity = Oddity.PROMPT_INJECTION;
    assertThat(talk.write(call).response().get("content").asText()).hasSizeGreaterThan(20);
    call.errorType = "tool_failure";
    assertThat(talk.write(call).response().has("result")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSAL", "MALFORMED_OUTPUT", "REPETITIVE_OUTPUT"})
  void oddOutputsShowInManyWords(Oddity oddity) {
    Talk talk = Talk.ofShop();
    talk.write(Talk.root());
    SpanDraft call = Talk.span(Kind.LLM_CALL);
    // No key tells of it: a usual call has an output, too, and one that fails has none.
    assertThat(talk.write(call).response().get("output").asText()).endsWith(".");
    call.oddity = oddity;
    Set<String> outputs = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      String output = talk.write(call).response().get("output").asText();
      assertThat(output.length()).isBetween(10, 97);
      outputs.add(output);
      switch (oddity) {
        case REFUSAL -> assertThat(output).containsPattern("can't|not able|won't|decline");
        case MALFORMED_OUTPUT -> assertThat(isJson(output)).isFalse();
        default -> {
          String tail = output.substring(60, 72);
          assertThat(output.substring(0, 60)).contains(tail.substring(0, 8));
        }
      }
    }
    assertThat(outputs).hasSizeGreaterThan(12);
  }

  private static boolean isJson(String text) {
    try {
      Talk.JSON.readTree(text);
      return true;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return false;
    }
  }

  @Test
  void anInjectionOpensThePrompt() {
    Talk talk = Talk.ofShop();
    SpanDraft root = Talk.root();
    Set<String> openings = new HashSet<>();
    for (int trace = 0; trace < 200; trace++) {
      talk.begin(trace);
      String plain = talk.write(Talk.root()).request().get("prompt").asText();
      root.oddity = Oddity.PROMPT_INJECTION;
      String prompt = talk.write(root).request().get("prompt").asText();
      assertThat(prompt).isNotEqualTo(plain).hasSizeLessThanOrEqualTo(97);
      openings.add(prompt.substring(0, 12));
    }
    assertThat(openings).hasSize(5);
  }

  @Test
  void otherKindsSayWhatTheyDid() {
    Talk talk = Talk.ofShop();
    talk.write(Talk.root());
    SpanDraft span = Talk.span(Kind.LLM_CALL);
    span.streamed = true;
    span.turn = 3;
    span.finishReason = "tool_calls";
    span.cachedTokens = 512;
    span.firstTokenUs = 345_678;
    Row row = talk.write(span);
    assertThat(row.request()).hasToString("{\"turn\":3,\"stream\":true}");
    assertThat(row.response().get("finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(row.response().get("cached_tokens").asInt()).isEqualTo(512);
    assertThat(row.response().get("ttft_ms").asDouble()).isEqualTo(345.7);
    span = Talk.span(Kind.CHAIN);
    span.turn = 3;
    span.pattern = "conditional_branch";
    span.step = 2;
    span.decision = "refund";
    row = talk.write(span);
    assertThat(row.request())
        .hasToString("{\"turn\":3,\"pattern\":\"conditional_branch\",\"step\":2}");
    assertThat(row.response()).hasToString("{\"decision\":\"refund\"}");
    span = Talk.span(Kind.AGENT);
    span.decision = "load_balanced";
    assertThat(talk.write(span).request()).hasToString("{\"strategy\":\"load_balanced\"}");
    for (Kind kind : List.of(Kind.RETRIEVAL, Kind.VECTOR_SEARCH)) {
      span = Talk.span(kind);
      span.documents = 5;
      row = talk.write(span);
      assertThat(row.response().get("documents").asInt()).isEqualTo(5);
      assertThat(row.response().get("top_score").asDouble()).isBetween(0.6, 0.95);
    }
    assertThat(talk.write(Talk.span(Kind.EMBEDDING)).response().get("dimensions").asInt())
        .isPositive();
    span = Talk.span(Kind.GUARDRAIL);
    assertThat(talk.write(span).response()).hasToString("{\"verdict\":\"pass\"}");
    span.errorType = "guardrail_blocked";
    assertThat(talk.write(span).response().get("verdict").asText()).isEqualTo("block");
  }

  @Test
  void errorsHaveAtLeastFourWordings() {
    Talk talk = Talk.ofShop();
    talk.write(Talk.root());
    for (String error : ERRORS) {
      SpanDraft call = talk.call("lookup");
      call.errorType = error;
      call.durationUs = 1_500_000;
      Set<String> wordings = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        String message = talk.write(call).response().get("error_message").asText();
        assertThat(message).doesNotContain("{").hasSizeLessThan(140);
        wordings.add(message.replaceAll("[a-p]{16}", "ID").replaceAll("[0-9]+", "0"));
      }
      assertThat(wordings).as(error).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "preview", "none"})
  void levelsRuleOverTexts(String level) {
    WorkloadProfile profile =
        Profiles.patch(Talk.shop(), "{'content': {'level': '" + level + "'}}");
    Talk talk = new Talk(profile, List.of(Talk.corpus("a", 5)));
    Set<String> keys = new HashSet<>();
    int longest = 0;
    for (int trace = 0; trace < 300; trace++) {
      talk.begin(trace);
      Row row = talk.write(Talk.root());
      longest = Math.max(longest, row.request().path("prompt").asText().length());
      SpanDraft model = Talk.span(Kind.LLM_CALL);
      model.oddity = Oddity.REFUSAL;
      for (Row each : List.of(row, talk.write(talk.call("lookup")), talk.write(model))) {
        each.request().fieldNames().forEachRemaining(keys::add);
        each.response().fieldNames().forEachRemaining(keys::add);
      }
    }
    String[] texts = {"prompt", "response", "arguments", "result", "output"};
    if (level.equals("none")) {
      assertThat(keys).doesNotContain(texts).contains("fields", "turn");
      assertThat(talk.context.exchange.recordId).isNotEmpty();
    } else {
      assertThat(keys).contains(texts);
      if (level.equals("full")) {
        assertThat(longest).isBetween(120, 200);
      } else {
        assertThat(longest).isEqualTo(97);
      }
    }
  }

  /**
   * Nothing once warm; some bytes may be the compiler's. A String or a boxed number in every row
   * would show.
   */
  @Test
  void rowsAllocateNextToNothing() {
    Talk talk = Talk.ofShop();
    List<SpanDraft> spans =
        List.of(
            Talk.root(), Talk.span(Kind.LLM_CALL), talk.call("lookup"), Talk.span(Kind.RETRIEVAL));
    SpanDraft failed = talk.call("pay");
    failed.errorType = "timeout";
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int pass = 0; pass < 5; pass++) {
      talk.batch.requestMetadata.clear();
      talk.batch.responseMetadata.clear();
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 2000; i++) {
        spans.forEach(talk::append);
        talk.append(failed);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least / 10_000.0).isLessThan(24);
  }
}
