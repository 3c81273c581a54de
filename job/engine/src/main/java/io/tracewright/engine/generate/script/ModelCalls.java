package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.draft.SpanDraft.Oddity;
import io.tracewright.model.profile.AnomalyKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * Model calls: token counts, the latency that follows from them, retries, and their price.
 *
 * <p>A call takes the time to the first token, longer under load, and then what the answer's tokens
 * take at the model's speed. One that would outlast the model's timeout fails there.
 */
final class ModelCalls {
  private static final int MAX_ATTEMPTS = 3;

  /** Prefixes are kept in blocks of so many tokens. */
  private static final int CACHE_BLOCK_TOKENS = 128;

  /** In so young a session no call has been made that the model could know. */
  private static final long UNCACHED_MS = 60_000;

  private static final Set<String> WORTH_RETRYING =
      Set.of("timeout", "rate_limit", "internal_error");

  /** Kinds that only a whole answer shows, and that make none longer. */
  private static final Set<AnomalyKind> SHOWN_BY_ANSWERS =
      EnumSet.of(
          AnomalyKind.SILENT_TRUNCATION,
          AnomalyKind.REFUSED,
          AnomalyKind.MALFORMED_OUTPUT,
          AnomalyKind.CACHE_MISS);

  private final Scene scene;

  ModelCalls(Scene scene) {
    this.scene = scene;
  }

  /** Tokens of a trace's first prompt, by the place of the conversation's length among all. */
  int firstPromptTokens(double historyPlace) {
    return Math.min(
        scene.model.promptTokens().countAtPlace(historyPlace, 1),
        scene.model.model().contextTokens());
  }

  /**
   * Adds a model call and what is tried again of it. Sets the scene's failure if all fail.
   *
   * @param answer whether it ends the conversation rather than asks for tools
   * @param error kind of failure that must happen; empty: none
   * @return position of the last attempt
   */
  int call(int parent, boolean answer, String error) {
    int position = -1;
    for (int attempt = 1; scene.clock.mayOpen(parent); attempt++) {
      position = attempt(parent, attempt, answer, error);
      String failed = scene.clock.span(position).errorType;
      if (failed.isEmpty() || failed.equals("deadline_exceeded")) {
        return position;
      }
      if (attempt == MAX_ATTEMPTS || !WORTH_RETRYING.contains(failed)) {
        scene.failure = failed;
        return position;
      }
      scene.backOff(attempt, failed);
    }
    return position;
  }

  private int attempt(int parent, int attempt, boolean answer, String error) {
    ModelRole role = scene.model;
    int position = scene.clock.open(parent, Kind.LLM_CALL, role.operation());
    SpanDraft span = scene.clock.span(position);
    span.model = role.model();
    span.modelIndex = role.index();
    span.turn = scene.turn;
    span.attempt = attempt;
    span.promptTokens = Math.min(scene.contextTokens, role.model().contextTokens());
    span.streamed = scene.happens(role.model().streaming());
    double waitMs = role.firstTokenMs().draw() * scene.conditions.modelWaitFactor(role.index());
    String failed = failure(span, error);
    if (failed.isEmpty()) {
      answer(span, answer, waitMs);
    } else {
      fail(span, failed, waitMs);
    }
    scene.clock.close(position);
    return position;
  }

  private String failure(SpanDraft span, String error) {
    int index = scene.model.index();
    if (!error.isEmpty()) {
      return error;
    }
    if (scene.burstLeft > 0 && span.attempt < MAX_ATTEMPTS) {
      scene.burstLeft--;
      scene.mark(span);
      return "internal_error";
    }
    if (scene.shows(AnomalyKind.CONTEXT_OVERFLOW)) {
      scene.mark(span);
      return "context_length_exceeded";
    }
    if (scene.happens(scene.conditions.modelRefusal(index))) {
      Scene.markIncident(span, scene.conditions.modelIncident(index));
      return "rate_limit";
    }
    return "";
  }

  private void fail(SpanDraft span, String error, double waitMs) {
    span.errorType = error;
    if (error.equals("context_length_exceeded")) {
      span.promptTokens = span.model.contextTokens();
    }
    boolean inTime =
        scene.clock.pass(
            1000
                * switch (error) {
                  case "timeout" -> span.model.timeoutMs() + scene.timerDelayMs();
                  case "rate_limit" -> scene.between(20, 120);
                  default -> waitMs * scene.random.nextDouble();
                });
    if (!inTime && error.equals("timeout")) {
      // The timeout was still to come when the trace was cancelled.
      span.errorType = "deadline_exceeded";
    }
  }

  private void answer(SpanDraft span, boolean answer, double waitMs) {
    ModelRole role = scene.model;
    int room = Math.max(1, role.model().contextTokens() - span.promptTokens);
    span.cachedTokens = cachedTokens(span);
    span.completionTokens = Math.min(role.completionTokens().drawCount(1), room);
    span.finishReason = answer ? "stop" : "tool_calls";
    double decodeMs = 1000.0 / Math.max(1, role.tokensPerSecond().draw());
    Twist twist = new Twist(waitMs, decodeMs);
    if (scene.anomaly != null) {
      twist = twist(span, twist, room);
    }
    receive(span, twist);
    if (span.errorType.isEmpty()) {
      if (span.oddity == Oddity.REFUSAL) {
        scene.failure = "refused";
      }
      scene.knownTokens = span.promptTokens;
      scene.contextTokens += span.completionTokens;
    }
  }

  /** Lets the time of an answer pass, unless the model's timeout or the deadline ends it. */
  private void receive(SpanDraft span, Twist twist) {
    int timeoutMs = span.model.timeoutMs();
    if (!scene.clock.pass(1000 * Math.min(twist.waitMs, timeoutMs))) {
      breakOff(span, "deadline_exceeded", 0);
      return;
    }
    if (twist.waitMs >= timeoutMs) {
      scene.clock.pass(1000 * scene.timerDelayMs());
      breakOff(span, "timeout", 0);
      return;
    }
    long firstUs = scene.clock.nowUs();
    span.firstTokenUs = firstUs - span.startUs;
    double wholeMs = twist.decodeMsPerToken * span.completionTokens;
    double readMs = Math.min(wholeMs, timeoutMs - twist.waitMs);
    if (!scene.clock.pass(1000 * readMs)) {
      double waits = (scene.clock.nowUs() - firstUs) / (double) Math.max(1, span.firstTokenUs);
      breakOff(span, "deadline_exceeded", waits * twist.waitMs / twist.decodeMsPerToken);
    } else if (readMs < wholeMs) {
      scene.clock.pass(1000 * scene.timerDelayMs());
      breakOff(span, "timeout", readMs / twist.decodeMsPerToken);
    } else {
      bill(span);
    }
  }

  /**
   * Ends a call before its answer. Of a stream, what has come is paid for; a call of which nothing
   * has come costs nothing. Nobody has the whole answer, odd or not.
   */
  private void breakOff(SpanDraft span, String error, double tokens) {
    span.errorType = error;
    span.finishReason = "";
    span.oddity = Oddity.NONE;
    if (SHOWN_BY_ANSWERS.contains(scene.anomaly)) {
      scene.unmark(span);
    }
    if (span.streamed && span.firstTokenUs > 0) {
      span.completionTokens = Math.max(1, (int) Math.min(tokens, span.completionTokens));
      bill(span);
    } else {
      span.completionTokens = 0;
      span.cachedTokens = 0;
      span.firstTokenUs = 0;
    }
  }

  private void bill(SpanDraft span) {
    span.costUsd = scene.model.costUsd(span.promptTokens, span.cachedTokens, span.completionTokens);
  }

  /** The prompt's prefix that the model has seen: the call before, or the trace before. */
  private int cachedTokens(SpanDraft span) {
    double known =
        scene.knownTokens > 0
            ? Math.min(scene.knownTokens, span.promptTokens)
            : scene.sessionAgeMs >= UNCACHED_MS ? span.promptTokens * scene.between(0.3, 0.9) : 0;
    return (int) wholeBlocks((long) known);
  }

  /** Prompts are cached in whole blocks only. */
  static long wholeBlocks(long tokens) {
    return tokens / CACHE_BLOCK_TOKENS * CACHE_BLOCK_TOKENS;
  }

  /** What the trace's anomaly does to an answer. */
  private Twist twist(SpanDraft span, Twist plain, int room) {
    double waitMs = plain.waitMs;
    double decodeMs = plain.decodeMsPerToken;
    boolean first = !scene.anomalyShown;
    switch (scene.anomaly) {
      case LATENCY_SPIKE -> {
        if (first) {
          double factor = scene.between(5, 10);
          waitMs *= factor;
          decodeMs *= factor;
          scene.mark(span);
        }
      }
      case DEGRADATION -> {
        double factor = scene.between(2, 3);
        waitMs *= factor;
        decodeMs *= factor;
        scene.mark(span);
      }
      case SLOW_FIRST_TOKEN -> {
        if (first) {
          waitMs *= scene.between(8, 20);
          scene.mark(span);
        }
      }
      case THROUGHPUT_COLLAPSE -> {
        decodeMs *= scene.between(6, 12);
        scene.mark(span);
      }
      case TOKEN_SPIKE -> {
        if (first) {
          multiplyTokens(span, scene.count(6, 12), room);
          scene.mark(span);
        }
      }
      case COST_RUNAWAY -> {
        multiplyTokens(span, 4, room);
        scene.mark(span);
      }
      case SILENT_TRUNCATION -> {
        if (first) {
          span.completionTokens = Math.min(span.completionTokens, scene.count(12, 40));
          span.finishReason = "length";
          scene.mark(span);
        }
      }
      case CACHE_MISS -> {
        if (scene.knownTokens > 0) {
          span.cachedTokens = 0;
          waitMs *= 2;
          scene.mark(span);
        }
      }
      case REFUSED -> {
        span.finishReason = "refusal";
        span.oddity = Oddity.REFUSAL;
        span.completionTokens = Math.min(room, scene.count(18, 60));
        scene.mark(span);
      }
      case MALFORMED_OUTPUT -> {
        if (first) {
          span.oddity = Oddity.MALFORMED_OUTPUT;
          span.finishReason = "stop";
          scene.mark(span);
        }
      }
      case REPETITIVE_OUTPUT -> {
        if (first) {
          span.oddity = Oddity.REPETITIVE_OUTPUT;
          span.finishReason = "length";
          multiplyTokens(span, 5, room);
          scene.mark(span);
        }
      }
      default -> {
        return plain;
      }
    }
    return new Twist(waitMs, decodeMs);
  }

  private static void multiplyTokens(SpanDraft span, int factor, int room) {
    span.completionTokens = (int) Math.min((long) span.completionTokens * factor, room);
  }

  private record Twist(double waitMs, double decodeMsPerToken) {}
}
