package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.draft.SpanDraft.Oddity;
import java.util.List;

/**
 * Anomalies that change what happens, not only how long it takes: they take the place of a turn's
 * tool step, or add to it.
 */
final class Mischief {
  private final Scene scene;
  private final ModelCalls models;
  private final ToolCalls tools;

  Mischief(Scene scene, ModelCalls models, ToolCalls tools) {
    this.scene = scene;
    this.models = models;
    this.tools = tools;
  }

  /** Takes the place of a turn's tool step; false: the step is as usual. */
  boolean takesToolStep(int parent) {
    if (scene.anomaly == null || scene.anomalyShown) {
      return false;
    }
    switch (scene.anomaly) {
      case AGENT_LOOP -> loop(parent);
      case WRONG_TOOL -> {
        odd(parent, any(scene.role.strangers()), Oddity.NONE, 1);
        if (!scene.isFailed()) {
          tools.inPattern(ToolPattern.SEQUENTIAL_CHAIN.label, 2);
          tools.callWithRetry(parent, tools.choose(), "");
        }
      }
      case ODD_TOOL_SEQUENCE -> {
        for (int i = 0; i < 5; i++) {
          odd(parent, rarest(i % 2), Oddity.NONE, i + 1);
        }
      }
      case HALLUCINATED_ARGUMENT -> misuse(parent, Oddity.HALLUCINATED_ARGUMENT);
      case MALFORMED_ARGUMENT -> misuse(parent, Oddity.MALFORMED_ARGUMENT);
      case UNNEEDED_TOOL_CALLS -> {
        int calls = scene.count(5, 8);
        for (int i = 0; i < calls; i++) {
          odd(parent, tools.choose(), Oddity.EMPTY_RESULT, i + 1);
        }
      }
      case CASCADING_RETRY -> {
        ToolRole tool = tools.choose();
        int attempts = scene.count(6, 9);
        for (int attempt = 1; attempt <= attempts && room(parent); attempt++) {
          mark(tools.callOnce(parent, tool, attempt, "timeout"));
          scene.clock.pass(scene.between(20_000, 60_000));
        }
        scene.failure = "tool_unavailable";
      }
      case DUPLICATE_CALL -> {
        ToolRole tool = tools.choose();
        odd(parent, tool, Oddity.NONE, 1);
        odd(parent, tool, Oddity.REPEATED_ARGUMENTS, 2);
      }
      case MISSING_STEP -> {
        // The model has asked for a tool, and nothing happens.
        scene.goOn();
        for (int i = scene.clock.size() - 1; i > 0; i--) {
          if (scene.clock.span(i).kind == Kind.LLM_CALL) {
            mark(i);
            break;
          }
        }
      }
      default -> {
        return false;
      }
    }
    // What calls are part of must not reach the next step, nor the next trace.
    tools.withOddity(Oddity.NONE);
    tools.inPattern("", 0);
    return true;
  }

  /** The same call again and again, and a model that does not notice. */
  private void loop(int parent) {
    ToolRole tool = tools.choose();
    for (int round = scene.count(6, 12); room(parent); round--) {
      odd(parent, tool, Oddity.REPEATED_ARGUMENTS, 0);
      if (round == 1 || scene.isFailed() || !room(parent)) {
        return;
      }
      scene.addTurn();
      int thought = models.call(parent, false, "");
      if (scene.isFailed()) {
        return;
      }
      mark(thought);
    }
  }

  /** A call that the tool cannot understand, and a second, right one. */
  private void misuse(int parent, Oddity oddity) {
    ToolRole tool = tools.choose();
    if (!room(parent)) {
      return;
    }
    tools.withOddity(oddity);
    mark(tools.callOnce(parent, tool, 1, ""));
    scene.backOff(1, "invalid_input");
    tools.withOddity(Oddity.NONE);
    tools.callWithRetry(parent, tool, "", 1);
  }

  /**
   * A call and what is tried again of it.
   *
   * @param step place among the calls of the turn, from 1; 0: it is the only one
   */
  private void odd(int parent, ToolRole tool, Oddity oddity, int step) {
    if (scene.isFailed()) {
      return;
    }
    tools.withOddity(oddity);
    tools.inPattern(step == 0 ? "" : ToolPattern.SEQUENTIAL_CHAIN.label, step);
    int first = scene.clock.size();
    tools.callWithRetry(parent, tool, "");
    for (int i = first; i < scene.clock.size(); i++) {
      mark(i);
    }
  }

  private boolean room(int parent) {
    return scene.clock.mayOpen(parent);
  }

  private void mark(int position) {
    SpanDraft span = scene.clock.span(position);
    scene.mark(span);
  }

  private ToolRole any(List<ToolRole> roles) {
    return roles.get(scene.random.nextInt(roles.size()));
  }

  private ToolRole rarest(int place) {
    return scene.role.rarest().get(place);
  }
}
