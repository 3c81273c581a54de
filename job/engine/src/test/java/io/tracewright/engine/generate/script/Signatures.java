package io.tracewright.engine.generate.script;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What docs/anomalies.md says that a reader of the rows sees, for each kind.
 *
 * <p>For traces of a profile of these constants.
 */
final class Signatures {
  static final double FIRST_TOKEN_MS = 500;
  static final double TOKENS_PER_SECOND = 100;
  static final int ANSWER_TOKENS = 120;
  static final double TOOL_MS = 300;

  private static final Pattern INJECTION =
      Pattern.compile("Ignore all|SYSTEM|developer mode|Forget the rules|<!-- assistant");

  private static final Map<String, Predicate<Trace>> BY_KIND =
      Map.ofEntries(
          Map.entry("latency_spike", t -> hasOne(t, call -> isWithin(slowness(call), 5, 10))),
          Map.entry("degradation", Signatures::isDegraded),
          Map.entry("error_burst", Signatures::isBurst),
          Map.entry(
              "slow_first_token",
              t ->
                  hasOne(
                      t,
                      call ->
                          isWithin(call.firstTokenMs() / FIRST_TOKEN_MS, 8, 20)
                              && isWithin(dawdling(call), 0.99, 1.01))),
          Map.entry("throughput_collapse", t -> allAnswers(t, c -> isWithin(dawdling(c), 6, 12))),
          Map.entry("agent_loop", Signatures::isLoop),
          Map.entry("wrong_tool", Signatures::isWrongTool),
          Map.entry("odd_tool_sequence", Signatures::alternates),
          Map.entry(
              "hallucinated_argument", t -> isMisused(t, call -> call.request().has("arguments"))),
          Map.entry(
              "malformed_argument",
              t -> isMisused(t, call -> call.request().has("malformed_arguments"))),
          Map.entry(
              "unneeded_tool_calls",
              t ->
                  t.marked().size() >= 5
                      && t.marked().size() <= 8
                      && inARow(t)
                      && t.marked().stream().allMatch(c -> c.response().path("result").isEmpty())),
          Map.entry(
              "context_overflow",
              t ->
                  t.root().error().equals("context_length_exceeded")
                      && hasOne(t, c -> c.error().equals("context_length_exceeded"))),
          Map.entry(
              "silent_truncation",
              t ->
                  hasOne(
                          t,
                          call ->
                              call.finishReason().equals("length")
                                  && isWithin(call.completionTokens(), 12, 40))
                      && !t.root().isFailed()),
          Map.entry(
              "token_spike",
              t ->
                  hasOne(
                      t,
                      c -> isWithin(c.completionTokens(), 6 * ANSWER_TOKENS, 12 * ANSWER_TOKENS))),
          Map.entry("cache_miss", Signatures::isCacheMiss),
          Map.entry(
              "refused",
              t ->
                  t.root().error().equals("refused")
                      && hasOne(t, call -> call.finishReason().equals("refusal"))),
          Map.entry(
              "prompt_injection",
              t -> t.root().isMarked() && INJECTION.matcher(t.root().requestText()).find()),
          Map.entry(
              "guardrail_bypass",
              t ->
                  t.ofType("guardrail").stream()
                          .anyMatch(g -> g.response().path("verdict").asText().equals("block"))
                      && !t.modelCalls().isEmpty()),
          Map.entry("malformed_output", Signatures::isMalformed),
          Map.entry(
              "repetitive_output",
              t ->
                  hasOne(
                      t,
                      call ->
                          call.finishReason().equals("length")
                              && call.completionTokens() == 5 * ANSWER_TOKENS
                              && call.response().has("output"))),
          Map.entry("cascading_retry", Signatures::isCascade),
          Map.entry(
              "stale_retrieval",
              t ->
                  t.marked().stream()
                      .anyMatch(
                          s ->
                              isWithin(
                                  s.response().path("replication_lag_ms").asDouble() / 3_600_000,
                                  6,
                                  72))),
          Map.entry(
              "empty_retrieval",
              t ->
                  t.ofType("retrieval").stream()
                          .anyMatch(r -> r.response().path("documents").asInt(-1) == 0)
                      && !t.root().isFailed()),
          Map.entry("duplicate_call", Signatures::isDuplicate),
          Map.entry("handoff_ping_pong", Signatures::isPingPong),
          Map.entry(
              "cost_runaway",
              t ->
                  allAnswers(
                      t,
                      c ->
                          c.model().equals("claude-opus-4-5")
                              && c.completionTokens() == 4 * ANSWER_TOKENS)),
          Map.entry(
              "zombie_tool",
              t ->
                  t.marked().size() == 1
                      && t.marked().get(0).is("tool_call")
                      && t.marked().get(0).latencyMs() / TOOL_MS >= 20
                      && !t.marked().get(0).isFailed()),
          Map.entry("missing_step", Signatures::missesAStep));

  private Signatures() {}

  /** Whether a trace shows the signature of a kind. */
  static boolean shows(String kind, Trace trace) {
    return BY_KIND.get(kind).test(trace);
  }

  private static boolean allAnswers(Trace trace, Predicate<Span> oddity) {
    return !answers(trace).isEmpty() && answers(trace).stream().allMatch(oddity);
  }

  private static boolean hasOne(Trace trace, Predicate<Span> oddity) {
    List<Span> odd = trace.modelCalls().stream().filter(oddity).toList();
    return odd.size() == 1 && odd.get(0).isMarked();
  }

  private static boolean isWithin(double value, double least, double most) {
    return value >= least * 0.999 && value <= most * 1.001;
  }

  private static List<Span> answers(Trace trace) {
    return trace.modelCalls().stream().filter(call -> call.completionTokens() > 0).toList();
  }

  /** Decoding time relative to what the model's speed explains. */
  private static double dawdling(Span call) {
    return (call.latencyMs() - call.firstTokenMs())
        * TOKENS_PER_SECOND
        / 1000
        / call.completionTokens();
  }

  /** Duration relative to what tokens and speed explain. */
  private static double slowness(Span call) {
    return call.latencyMs()
        / (FIRST_TOKEN_MS + 1000.0 * call.completionTokens() / TOKENS_PER_SECOND);
  }

  private static boolean isDegraded(Trace trace) {
    return !answers(trace).isEmpty()
        && answers(trace).stream().allMatch(call -> isWithin(slowness(call), 2, 3))
        && trace.toolCalls().stream()
            .filter(call -> !call.isFailed())
            .allMatch(call -> isWithin(call.latencyMs() / TOOL_MS, 2, 3));
  }

  private static boolean inARow(Trace trace) {
    List<Span> odd = trace.marked();
    int first = trace.spans().indexOf(odd.get(0));
    return trace
        .spans()
        .subList(first, Math.min(first + odd.size(), trace.spans().size()))
        .equals(odd);
  }

  private static boolean isBurst(Trace trace) {
    List<Span> burst = trace.marked();
    boolean failed = burst.stream().allMatch(Span::isFailed);
    int last = trace.spans().indexOf(burst.get(burst.size() - 1));
    boolean worksAgain =
        trace.spans().subList(last + 1, trace.spans().size()).stream()
            .anyMatch(span -> span.is("llm_call") && !span.isFailed());
    return failed
        && burst.size() >= 2
        && burst.size() <= 4
        && burst.stream().map(span -> span.request().path("turn")).distinct().count() == 1
        && (worksAgain || trace.root().isFailed());
  }

  private static boolean isLoop(Trace trace) {
    List<Span> odd = trace.marked();
    List<Span> calls = odd.stream().filter(span -> span.is("tool_call")).toList();
    return calls.size() >= 6
        && calls.size() <= 12
        && same(calls)
        && odd.stream().filter(span -> span.is("llm_call")).count() == calls.size() - 1;
  }

  /** The same tool with the same arguments. */
  private static boolean same(List<Span> calls) {
    return calls.stream().map(c -> c.tool() + c.request().path("arguments")).distinct().count()
        == 1;
  }

  private static boolean isWrongTool(Trace trace) {
    List<String> usual = AnomalySignaturesTest.toolsOf(trace.workload());
    Span odd = trace.marked().get(0);
    int next = trace.spans().indexOf(odd) + 1;
    return odd.is("tool_call")
        && !usual.contains(odd.tool())
        && next < trace.spans().size()
        && usual.contains(trace.spans().get(next).tool());
  }

  private static boolean alternates(Trace trace) {
    List<String> tools = trace.marked().stream().map(Span::tool).toList();
    List<String> rarest = AnomalySignaturesTest.rarestOf(trace.workload());
    return tools.size() == 5
        && inARow(trace)
        && IntStream.range(1, 5).noneMatch(i -> tools.get(i).equals(tools.get(i - 1)))
        && Set.copyOf(tools).equals(Set.copyOf(rarest));
  }

  private static boolean isMisused(Trace trace, Predicate<Span> oddity) {
    Span odd = trace.marked().get(0);
    int next = trace.spans().indexOf(odd) + 1;
    return odd.error().equals("invalid_input")
        && oddity.test(odd)
        && next < trace.spans().size()
        && trace.spans().get(next).tool().equals(odd.tool())
        && !trace.spans().get(next).error().equals("invalid_input");
  }

  private static boolean isCacheMiss(Trace trace) {
    List<Span> calls = trace.modelCalls();
    Span odd = trace.marked().get(0);
    return calls.indexOf(odd) > 0
        && odd.cachedTokens() == 0
        && isWithin(odd.firstTokenMs() / FIRST_TOKEN_MS, 2, 2);
  }

  private static boolean isMalformed(Trace trace) {
    List<Span> calls = trace.modelCalls();
    Span odd = trace.marked().get(0);
    int place = calls.indexOf(odd);
    return odd.response().has("output")
        && place + 1 < calls.size()
        && !odd.response().path("output").asText().endsWith(".")
        && calls.get(place + 1).request().path("turn").equals(odd.request().path("turn"));
  }

  private static boolean isCascade(Trace trace) {
    List<Span> calls = trace.marked();
    int last = calls.get(calls.size() - 1).request().path("attempt").asInt();
    return calls.size() >= 6
        && calls.size() <= 9
        && last == calls.size()
        && IntStream.range(1, last)
            .allMatch(i -> calls.get(i).startMs() - calls.get(i - 1).endMs() < 62)
        && same(calls)
        && calls.stream().allMatch(call -> call.error().equals("timeout"))
        && trace.root().isFailed();
  }

  private static boolean isDuplicate(Trace trace) {
    List<Span> calls = trace.marked();
    return calls.size() == 2 && same(calls) && calls.stream().noneMatch(Span::isFailed);
  }

  private static boolean isPingPong(Trace trace) {
    List<String> agents = trace.marked().stream().map(Span::operation).toList();
    return agents.size() >= 6
        && agents.size() <= 10
        && Set.copyOf(agents).size() == 2
        && IntStream.range(1, agents.size())
            .noneMatch(i -> agents.get(i).equals(agents.get(i - 1)));
  }

  private static boolean missesAStep(Trace trace) {
    Span odd = trace.marked().get(0);
    int next = trace.spans().indexOf(odd) + 1;
    return odd.finishReason().equals("tool_calls")
        && (next == trace.spans().size()
            || !List.of("tool_call", "chain").contains(trace.spans().get(next).type()));
  }
}
