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
  private final SubAgents agents;

  Mischief(Scene scene, ModelCalls models, ToolCalls tools, SubAgents agents) {
    this.scene = scene;
    this.models = models;
    this.tools = tools;
    this.agents = agents;
  }

  /** Takes the place of a turn's tool step; false: the step is as usual. */
  boolean takesToolStep(int parent) {
    if (scene.anomaly == null || scene.anomalyShown) {
      return false;
    }
    switch (scene.anomaly) {
      case AGENT_LOOP -> loop(parent);
      case WRONG_TOOL -> {
        odd(parent, any(scene.role.strangers()), Oddity.NONE);
        scene.backOff(1, "invalid_input");
        tools.callWithRetry(parent, tools.choose(), "");
      }
      case ODD_TOOL_SEQUENCE -> {
        for (int i = 0; i < 5; i++) {
          odd(parent, rarest(i % 2), Oddity.NONE);
        }
      }
      case HALLUCINATED_ARGUMENT -> misuse(parent, Oddity.HALLUCINATED_ARGUMENT);
      case MALFORMED_ARGUMENT -> misuse(parent, Oddity.MALFORMED_ARGUMENT);
      case UNNEEDED_TOOL_CALLS -> {
        for (int calls = scene.count(5, 8); calls > 0; calls--) {
          odd(parent, tools.choose(), Oddity.EMPTY_RESULT);
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
        odd(parent, tool, Oddity.NONE);
        odd(parent, tool, Oddity.REPEATED_ARGUMENTS);
      }
      case MISSING_STEP -> {
        // The model has asked for a tool, and nothing happens.
        scene.clock.pass(scene.between(500, 3_000));
        for (int i = scene.clock.size() - 1; i > 0; i--) {
          if (scene.clock.span(i).kind == Kind.LLM_CALL) {
            mark(i);
            break;
          }
        }
      }
      case HANDOFF_PING_PONG -> pingPong(parent);
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
      odd(parent, tool, Oddity.REPEATED_ARGUMENTS);
      if (round == 1) {
        return;
      }
      int thought = models.call(parent, false, "");
      if (thought < 0 || scene.isFailed()) {
        return;
      }
      mark(thought);
    }
  }

  /** A call that the tool cannot understand, and a second, right one. */
  private void misuse(int parent, Oddity oddity) {
    ToolRole tool = tools.choose();
    odd(parent, tool, oddity);
    scene.backOff(1, "invalid_input");
    tools.withOddity(Oddity.NONE);
    tools.callWithRetry(parent, tool, "");
  }

  /** Two sub-agents that hand the task to each other. */
  private void pingPong(int parent) {
    int count = scene.role.subAgents().size();
    int one = scene.random.nextInt(count);
    int other = (one + 1) % count;
    for (int round = scene.count(6, 10); round > 0 && scene.clock.mayOpen(parent, 2, 2); round--) {
      int agent = agents.open(parent, round % 2 == 0 ? one : other);
      mark(agent);
      models.call(agent, true, "");
      scene.clock.close(agent);
      if (scene.isFailed()) {
        return;
      }
    }
  }

  private void odd(int parent, ToolRole tool, Oddity oddity) {
    if (room(parent)) {
      tools.withOddity(oddity);
      mark(tools.callOnce(parent, tool, 1, ""));
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
