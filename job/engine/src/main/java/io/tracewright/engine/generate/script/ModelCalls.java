package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.random.LawSampler;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.IdentityHashMap;

/** Model calls: token counts, the latency that follows from them, and their price. */
public final class ModelCalls {
  private final Streams random;
  private final TraceClock clock;
  private final IdentityHashMap<Model, Laws> laws = new IdentityHashMap<>();

  ModelCalls(WorkloadProfile profile, Streams random, TraceClock clock) {
    this.random = random;
    this.clock = clock;
    for (Model model : profile.models()) {
      laws.put(
          model,
          new Laws(
              "chat " + model.name(),
              LawSampler.of(model.promptTokens(), random),
              LawSampler.of(model.completionTokens(), random),
              LawSampler.of(model.timeToFirstTokenMs(), random),
              LawSampler.of(model.tokensPerSecond(), random)));
    }
  }

  /** Tokens of a conversation's first prompt, cut at the model's context limit. */
  int firstPromptTokens(Model model) {
    return Math.min(laws.get(model).promptTokens.drawCount(1), model.contextTokens());
  }

  /**
   * Adds a model call.
   *
   * @param contextTokens tokens of the conversation so far; cut at the model's context limit
   * @param error kind of failure, empty for an answer; failures are short but for timeouts
   * @return tokens that the answer adds to the conversation
   */
  int call(int parent, Model model, int turn, int contextTokens, String error) {
    Laws law = laws.get(model);
    int position = clock.open(parent, Kind.LLM_CALL, law.operation);
    SpanDraft span = clock.span(position);
    span.model = model;
    span.turn = turn;
    span.promptTokens = Math.min(contextTokens, model.contextTokens());
    double waitMs = law.timeToFirstTokenMs.draw();
    if (error.isEmpty()) {
      int room = Math.max(1, model.contextTokens() - span.promptTokens);
      span.completionTokens = Math.min(law.completionTokens.drawCount(1), room);
      double decodeMs = 1000.0 * span.completionTokens / Math.max(1, law.tokensPerSecond.draw());
      if (!clock.pass((waitMs + decodeMs) * 1000)) {
        span.errorType = "deadline_exceeded";
      }
    } else {
      span.errorType = error;
      clock.pass(error.equals("timeout") ? 30_000_000 : waitMs * 1000 * random.nextDouble());
    }
    span.costUsd =
        (span.promptTokens * model.inputUsdPerMillionTokens()
                + span.completionTokens * model.outputUsdPerMillionTokens())
            / 1_000_000;
    clock.close(position);
    return span.completionTokens;
  }

  private record Laws(
      String operation,
      LawSampler promptTokens,
      LawSampler completionTokens,
      LawSampler timeToFirstTokenMs,
      LawSampler tokensPerSecond) {}
}
