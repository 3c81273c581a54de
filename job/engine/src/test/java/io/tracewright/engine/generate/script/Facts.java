package io.tracewright.engine.generate.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one who does not know the labels may note of a trace: which rule it breaks that might hold
 * in all others, and of what can be listed (keys, what follows on what) which entry it shows.
 */
final class Facts {
  private static final Set<String> TOOL_STEP = Set.of("tool_call", "chain");

  /** Only whole milliseconds part what follows at once. */
  private static final double AT_ONCE_MS = 2;

  private final Trace trace;
  private final List<Noted> spans;
  private final Workload workload;
  private final Set<String> facts = new LinkedHashSet<>();

  private Facts(Trace trace, WorkloadProfile profile) {
    this.trace = trace;
    this.spans = trace.spans().stream().map(Noted::of).toList();
    this.workload =
        profile.workloads().stream()
            .filter(candidate -> candidate.name().equals(trace.workload()))
            .findFirst()
            .orElseThrow();
  }

  static Set<String> of(Trace trace, WorkloadProfile profile) {
    Facts facts = new Facts(trace, profile);
    for (int i = 0; i < facts.spans.size(); i++) {
      facts.keys(facts.spans.get(i));
      facts.amounts(facts.spans.get(i));
      if (i > 1) {
        facts.succession(facts.spans.get(i - 1), facts.spans.get(i));
      }
    }
    facts.modelCalls();
    facts.toolSteps();
    facts.failures();
    facts.agents();
    return facts.facts;
  }

  private void note(boolean noted, String fact) {
    if (noted) {
      facts.add(fact);
    }
  }

  /** Keys of both JSON objects and of what tools are given and give. */
  private void keys(Noted noted) {
    Span span = noted.span;
    String what = span.type() + (span.isFailed() ? " that fails" : "");
    facts.add("request of " + what + " has keys " + keys(noted.request));
    facts.add("response of " + what + " has keys " + keys(noted.response));
    if (span.is("tool_call")) {
      for (String key : List.of("arguments", "result")) {
        JsonNode value = (key.equals("result") ? noted.response : noted.request).path(key);
        note(value.isObject(), span.tool() + " " + key + " " + keys(value));
      }
      boolean stranger = workload.tools().stream().noneMatch(t -> t.name().equals(span.tool()));
      note(stranger && !span.pattern().equals("retry_fallback"), "tool of others");
    }
  }

  private static String keys(JsonNode object) {
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys.toString();
  }

  private void amounts(Noted noted) {
    Span span = noted.span;
    boolean model = span.is("llm_call");
    note(model && span.cachedTokens() > span.promptTokens(), "cached above prompt");
    note(model && span.cachedTokens() % 128 != 0, "cached tokens not in blocks");
    note(model && noted.firstTokenMs() > span.latencyMs() + 0.1, "first token after the end");
    note(model && !span.isFailed() && noted.firstTokenMs() == 0, "answer without first token");
    note(model && !span.isFailed() && span.completionTokens() == 0, "answer without tokens");
    boolean late = Set.of("timeout", "deadline_exceeded").contains(span.error());
    boolean unpaid = span.isFailed() && !late;
    note(model && unpaid && span.completionTokens() > 0, "tokens of a failed call");
    note(model && span.completionTokens() > 0 != span.costUsd() > 0, "cost against tokens");
    note(span.latencyMs() <= 0, "no latency");
    note(decimals(span.latencyMs()) > 3, "latency with more than 3 decimals");
    note(!span.isFailed() && span.latencyMs() % 10 == 0, "round latency of what succeeds");
    note(span.isFailed() == noted.response.path("error_message").isMissingNode(), "message");
    facts.add("error of " + span.type() + ": " + span.error());
    note(span.is("guardrail"), "verdict " + noted.response.path("verdict").asText() + span.error());
    for (String key : List.of("ttft_ms", "top_score", "replication_lag_ms")) {
      note(decimals(noted.response.path(key).asDouble()) > 3, key + " with more than 3 decimals");
    }
    note(span.is("guardrail") && workload.guardrail() == 0, "guardrail where there is none");
    note(span.is("retrieval") && workload.retrieval() == 0, "retrieval where there is none");
  }

  private static int decimals(double number) {
    return Math.max(0, BigDecimal.valueOf(number).stripTrailingZeros().scale());
  }

  /** What follows on what, and how soon. */
  private void succession(Noted before, Noted after) {
    facts.add("after " + before.outcome() + ": " + after.span.type());
    double pauseMs = after.span.startMs() - before.span.endMs();
    boolean siblings = before.span.parent() == after.span.parent();
    if (siblings && !before.span.isFailed() && pauseMs > AT_ONCE_MS) {
      facts.add("pause after " + before.outcome() + " before " + after.span.type());
    }
    if (siblings && before.span.isFailed() && pauseMs < AT_ONCE_MS) {
      facts.add("no pause after " + before.outcome() + " before " + after.span.type());
    }
    note(
        before.span.latencyMs() == after.span.latencyMs() && !after.span.isFailed(),
        "same latency twice in a row");
  }

  /** How prompts grow, turns count, and failed calls are tried again. */
  private void modelCalls() {
    Noted before = null;
    int answered = 0;
    Noted lastAnswer = null;
    for (Noted call : spans) {
      Span span = call.span;
      if (call.isToolStep() && !span.isFailed() && span.is("tool_call")) {
        answered++;
      }
      if (!span.is("llm_call")) {
        continue;
      }
      facts.add("finish_reason " + call.response.path("finish_reason").asText());
      if (before != null) {
        int turns = call.turn() - before.turn();
        note(turns < 0 || turns > 1, "turns out of order");
        note(turns == 0 && !span.retry(), "two first calls in a turn");
        note(turns == 1 && span.retry(), "retry in another turn");
        note(before.span.isFailed() != span.retry(), "retry against the call before");
        note(
            span.retry() && span.promptTokens() != before.span.promptTokens(), "retry, new prompt");
        note(!span.model().equals(before.span.model()), "two models");
      }
      boolean overflow = span.error().equals("context_length_exceeded");
      if (lastAnswer != null && !overflow) {
        int more =
            span.promptTokens()
                - lastAnswer.span.promptTokens()
                - lastAnswer.span.completionTokens();
        note(more < 0, "prompt shrinks");
        note(more == 0, "prompt grows by the answer alone");
        note(more > 0 && more < 60 * answered, "prompt lacks results");
        note(answered == 0 && more > 700, "prompt grows by nothing known");
        note(span.cachedTokens() > lastAnswer.span.promptTokens(), "cached what was never sent");
      }
      if (!span.isFailed()) {
        lastAnswer = call;
        answered = 0;
      }
      before = call;
    }
    note(before != null && before.turn() > workload.turns().max(), "more turns than there are");
    note(
        before != null
            && !before.span.isFailed()
            && !trace.root().isFailed()
            && spans.indexOf(before) != spans.size() - 1,
        "something after the last answer");
    note(
        before != null
            && !trace.root().isFailed()
            && !before.response.path("finish_reason").asText().equals("stop"),
        "last answer is no stop");
  }

  /** What calls between two model calls have in common. */
  private void toolSteps() {
    Map<Integer, Integer> callsOfTurn = new HashMap<>();
    Map<String, Integer> steps = new HashMap<>();
    int turn = 0;
    Noted before = null;
    for (Noted call : spans) {
      Span span = call.span;
      if (span.is("llm_call")) {
        turn = call.turn();
        steps.clear();
        before = null;
      }
      if (!TOOL_STEP.contains(span.type())) {
        continue;
      }
      note(call.turn() != turn, "turn of a tool call is not its model call's");
      if (span.is("tool_call")) {
        note(span.retry() != call.attempt() > 1, "tag against attempt");
        note(call.attempt() > 3, "more attempts than three");
        int calls = call.attempt() == 1 ? callsOfTurn.merge(turn, 1, Integer::sum) : 0;
        note(calls > 1 && span.pattern().isEmpty(), "several calls without a pattern");
        facts.add("pattern " + span.pattern() + (span.step() > 0));
        if (before != null) {
          boolean again =
              call.attempt() == before.attempt() + 1 && span.tool().equals(before.span.tool());
          note(call.attempt() > 1 && !again, "attempt without the one before");
          note(call.attempt() > 1 && !before.span.isFailed(), "attempt after success");
          note(again && !same(before, call), "retry with other arguments");
          note(
              call.attempt() == 1 && before.span.isFailed() && before.attempt() < 3,
              "no retry of a failed call");
        } else {
          note(call.attempt() > 1, "first call is a retry");
        }
        before = call;
      }
      if (call.attempt() == 1 && span.step() > 0) {
        String pattern = span.pattern() + (span.is("chain") ? span.parent() : "");
        int last = steps.getOrDefault(pattern, 0);
        note(last > 0 && span.step() <= last, "steps out of order");
        steps.put(pattern, span.step());
      }
    }
    int most = Math.max(1, workload.toolsPerTurn().max());
    // A fallback is one more.
    note(
        callsOfTurn.values().stream().anyMatch(calls -> calls > 2 * most), "more calls than asked");
  }

  private static boolean same(Noted one, Noted other) {
    return one.request.path("arguments").equals(other.request.path("arguments"));
  }

  /** Who fails with whom. */
  private void failures() {
    Set<String> errors = new HashSet<>();
    for (Noted noted : spans.subList(1, spans.size())) {
      errors.add(noted.span.error());
    }
    String error = trace.root().error();
    note(
        !error.isEmpty() && !error.equals("tool_unavailable") && !errors.contains(error),
        "nobody below has the root's error: " + error);
    Span last = trace.spans().get(trace.spans().size() - 1);
    note(last.isFailed() && !trace.root().isFailed(), "succeeds though its last span fails");
    note(trace.root().isFailed() && !last.isFailed(), "fails though its last span succeeds");
    for (int i = 1; i < spans.size(); i++) {
      Span span = spans.get(i).span;
      boolean more = i + 1 < spans.size();
      note(
          more
              && span.is("llm_call")
              && span.isFailed()
              && !(spans.get(i + 1).span.is("llm_call") && spans.get(i + 1).span.retry()),
          "goes on after a failed model call");
    }
  }

  /** What sub-agents do. */
  private void agents() {
    int agents = 0;
    for (int i = 1; i < spans.size(); i++) {
      Span agent = spans.get(i).span;
      if (!agent.is("agent")) {
        continue;
      }
      agents++;
      List<Span> below = trace.children(i);
      note(below.isEmpty(), "idle agent");
      note(
          !below.isEmpty()
              && trace.root().isFailed()
              && i + below.size() == spans.size() - 1
              && !agent.isFailed(),
          "agent succeeds in a trace that fails in it");
      note(
          workload.toolsPerTurn().min() > 0
              && !trace.root().isFailed()
              && below.stream().allMatch(span -> span.is("llm_call")),
          "agent without tools");
      note(below.stream().filter(span -> span.is("agent")).count() > 1, "two agents in an agent");
    }
    note(agents > 2 * workload.turns().max(), "more agents than turns");
  }

  /** A span with its JSON read. */
  private record Noted(Span span, JsonNode request, JsonNode response) {
    static Noted of(Span span) {
      return new Noted(span, span.request(), span.response());
    }

    int turn() {
      return request.path("turn").asInt();
    }

    int attempt() {
      return request.path("attempt").asInt(1);
    }

    double firstTokenMs() {
      return response.path("ttft_ms").asDouble();
    }

    boolean isToolStep() {
      return TOOL_STEP.contains(span.type());
    }

    /** What a reader sees of how it went. */
    String outcome() {
      String reason = response.path("finish_reason").asText();
      return span.type()
          + (span.isFailed() ? " that fails" : "")
          + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
  }
}
