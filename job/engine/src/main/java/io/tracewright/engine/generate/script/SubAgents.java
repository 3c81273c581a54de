package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import java.util.Arrays;
import java.util.List;

/** Which sub-agent the supervisor hands a turn to. */
final class SubAgents {
  private final Scene scene;

  /** Turns that each sub-agent has had in this trace. */
  private int[] turns = new int[0];

  /** Number of turns handed out in this trace. */
  private int handed;

  /** Where a round robin begins. */
  private int first;

  SubAgents(Scene scene) {
    this.scene = scene;
  }

  void restart() {
    int agents = scene.role.subAgents().size();
    if (turns.length < agents) {
      turns = new int[agents];
    }
    Arrays.fill(turns, 0);
    handed = 0;
    first = -1;
  }

  /** Opens the span of the sub-agent whose turn it is. */
  int open(int parent) {
    return open(parent, next());
  }

  /** Opens the span of a sub-agent. */
  int open(int parent, int agent) {
    turns[agent]++;
    handed++;
    int position = scene.clock.open(parent, Kind.AGENT, scene.role.subAgents().get(agent));
    SpanDraft span = scene.clock.span(position);
    span.turn = scene.turn;
    span.decision = scene.role.workload().agents().strategy();
    scene.clock.pass(scene.between(300, 2_500));
    return position;
  }

  /** Lets a sub-agent read what its tools have said before it reports, if it may go on at all. */
  void conclude(int agent, ModelCalls models) {
    boolean unread = scene.clock.span(scene.clock.size() - 1).kind != Kind.LLM_CALL;
    if (unread && !scene.isFailed() && scene.clock.mayOpen(agent)) {
      models.call(agent, true, "");
    }
  }

  private int next() {
    List<String> agents = scene.role.subAgents();
    if (first < 0) {
      first = scene.random.nextInt(agents.size());
    }
    return switch (scene.role.workload().agents().strategy()) {
      case "priority_based" -> handed % agents.size();
      case "load_balanced" -> leastBusy(agents.size());
      default -> (first + handed) % agents.size();
    };
  }

  /** One of those with the fewest turns, by chance. */
  private int leastBusy(int agents) {
    int chosen = 0;
    int equals = 0;
    for (int i = 0; i < agents; i++) {
      if (turns[i] < turns[chosen]) {
        chosen = i;
        equals = 1;
      } else if (turns[i] == turns[chosen] && scene.random.nextInt(++equals) == 0) {
        chosen = i;
      }
    }
    return chosen;
  }
}
