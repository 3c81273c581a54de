package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.draft.SpanDraft.Oddity;
import io.tracewright.model.profile.AnomalyKind;
import io.tracewright.model.profile.Tool;

/**
 * Tool calls: how long, whether they fail, what is tried again and what takes their place.
 *
 * <p>A call fails by chance, at the tool's rate in its present state; because demand exceeds what
 * the tool admits; or because it takes longer than the tool's timeout.
 */
final class ToolCalls {
  private static final int MAX_ATTEMPTS = 3;

  private final Scene scene;

  /** What the next calls carry: the pattern, the step in it, and something odd. */
  private String pattern = "";

  private int step;
  private Oddity oddity = Oddity.NONE;

  ToolCalls(Scene scene) {
    this.scene = scene;
  }

  /** A tool of the workload: the user's favourite, or one by weight. */
  ToolRole choose() {
    return scene.happens(scene.loyalty)
        ? scene.role.tools().at(scene.favourite)
        : scene.role.tools().draw();
  }

  /** Says what the next calls are part of. */
  void inPattern(String newPattern, int newStep) {
    pattern = newPattern;
    step = newStep;
  }

  /** Makes the next calls odd, until told otherwise. */
  void withOddity(Oddity newOddity) {
    oddity = newOddity;
  }

  /**
   * Calls a tool until it answers, up to three times with growing pauses, then its fallback. Sets
   * the scene's failure if all fail.
   *
   * @param error kind of failure that must happen; empty: the tool fails at its own rate
   */
  void callWithRetry(int parent, ToolRole tool, String error) {
    callWithRetry(parent, tool, error, 0);
  }

  /**
   * As {@link #callWithRetry(int, ToolRole, String)}, after attempts that have failed.
   *
   * @param failed number of them
   */
  void callWithRetry(int parent, ToolRole tool, String error, int failed) {
    int attempts = failed;
    while (attempts < MAX_ATTEMPTS && scene.clock.mayOpen(parent)) {
      attempts++;
      int position = callOnce(parent, tool, attempts, error);
      if (succeeds(position)) {
        return;
      }
      if (attempts < MAX_ATTEMPTS) {
        scene.backOff(attempts, scene.clock.span(position).errorType);
      }
    }
    if (attempts == failed) {
      return;
    }
    ToolRole fallback = scene.cast.tool(tool.tool().fallback());
    if (error.isEmpty() && fallback != null && scene.clock.mayOpen(parent)) {
      inPattern(ToolPattern.RETRY_FALLBACK.label, attempts + 1);
      if (succeeds(callOnce(parent, fallback, 1, ""))) {
        return;
      }
    }
    scene.failure = error.isEmpty() ? "tool_unavailable" : error;
  }

  /** Calls a tool once, whatever comes of it; its position is the return value. */
  int callOnce(int parent, ToolRole role, int attempt, String error) {
    int position = attempt(parent, role, attempt, error);
    if (succeeds(position)) {
      learn();
    }
    return position;
  }

  /** What the tool has said becomes part of the conversation. */
  private void learn() {
    scene.contextTokens += 60 + scene.random.nextInt(400);
  }

  private boolean succeeds(int position) {
    String error = scene.clock.span(position).errorType;
    return error.isEmpty() || error.equals("deadline_exceeded");
  }

  /** Adds one call; its position is the return value. */
  private int attempt(int parent, ToolRole role, int attempt, String error) {
    int position = scene.clock.open(parent, Kind.TOOL_CALL, role.operation());
    Tool tool = role.tool();
    SpanDraft span = scene.clock.span(position);
    span.tool = tool;
    span.turn = scene.turn;
    span.attempt = attempt;
    span.pattern = pattern;
    span.step = step;
    span.oddity = oddity;
    double slower = scene.conditions.toolLatencyFactor(role.index());
    double durationMs = role.latencyMs().draw() * slower;
    if (role.lagMs() != null) {
      span.replicationLagMs = role.lagMs().draw();
    }
    double usualMs = durationMs;
    durationMs *= twist(span);
    if (scene.shows(AnomalyKind.ZOMBIE_TOOL) && !span.anomaly.isEmpty()) {
      durationMs = Math.max(durationMs, tool.timeoutMs() * scene.between(1.2, 3));
    }
    span.errorType = failure(span, role, error, durationMs);
    if (scene.shows(AnomalyKind.ZOMBIE_TOOL) && !span.errorType.isEmpty()) {
      scene.unmark(span);
      durationMs = usualMs;
    }
    durationMs =
        switch (span.errorType) {
          case "" -> durationMs;
          case "timeout" ->
              tool.timeoutMs() > 0 ? tool.timeoutMs() + scene.timerDelayMs() : durationMs * 5;
          case "rate_limit" -> scene.between(3, 25);
          default -> durationMs * 0.4;
        };
    if (span.errorType.isEmpty()) {
      span.costUsd = tool.costUsd();
    }
    String incident = scene.conditions.toolIncident(role.index());
    if (!incident.isEmpty()) {
      Scene.markIncident(span, incident);
    }
    boolean inTime = scene.clock.pass(durationMs * 1000);
    if (!inTime && (span.errorType.isEmpty() || span.errorType.equals("timeout"))) {
      span.errorType = "deadline_exceeded";
    }
    scene.clock.close(position);
    return position;
  }

  private String failure(SpanDraft span, ToolRole role, String error, double durationMs) {
    if (!error.isEmpty()) {
      return error;
    }
    if (scene.burstLeft > 0 && span.attempt < MAX_ATTEMPTS) {
      scene.burstLeft--;
      scene.mark(span);
      return "tool_error";
    }
    if (oddity == Oddity.HALLUCINATED_ARGUMENT || oddity == Oddity.MALFORMED_ARGUMENT) {
      return "invalid_input";
    }
    if (scene.happens(scene.conditions.toolRefusal(role.index()))) {
      return "rate_limit";
    }
    if (scene.happens(Math.min(1, scene.conditions.toolFailure(role.index()) * scene.errorScale))) {
      return "tool_error";
    }
    boolean patient = scene.shows(AnomalyKind.ZOMBIE_TOOL) && !span.anomaly.isEmpty();
    int timeoutMs = role.tool().timeoutMs();
    return timeoutMs > 0 && durationMs > timeoutMs && !patient ? "timeout" : "";
  }

  /** How much longer the call takes because of the trace's anomaly. */
  private double twist(SpanDraft span) {
    if (scene.anomaly == null) {
      return 1;
    }
    switch (scene.anomaly) {
      case DEGRADATION -> {
        scene.mark(span);
        return scene.between(2, 3);
      }
      case ZOMBIE_TOOL -> {
        if (!scene.anomalyShown) {
          scene.mark(span);
          return scene.between(20, 40);
        }
        return 1;
      }
      default -> {
        return 1;
      }
    }
  }
}
