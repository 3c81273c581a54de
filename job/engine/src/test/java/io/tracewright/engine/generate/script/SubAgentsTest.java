package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.model.profile.WorkloadProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In which order a supervisor hands out turns; every turn but the answer is delegated. */
class SubAgentsTest {
  private static final int TRACES = 400;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  @Test
  void aRoundRobinGoesRoundFromAnywhere() {
    Set<Integer> starts = new HashSet<>();
    for (List<Integer> handed : handed("round_robin")) {
      starts.add(handed.get(0));
      for (int i = 1; i < handed.size(); i++) {
        assertThat(handed.get(i)).isEqualTo((handed.get(i - 1) + 1) % NAMES.size());
      }
    }
    assertThat(starts).hasSize(NAMES.size());
  }

  @Test
  void prioritiesFollowTheList() {
    for (List<Integer> handed : handed("priority_based")) {
      for (int i = 0; i < handed.size(); i++) {
        assertThat(handed.get(i)).isEqualTo(i % NAMES.size());
      }
    }
  }

  @Test
  void balancedLoadsNeverDifferByMoreThanOneTurn() {
    Set<List<Integer>> orders = new HashSet<>();
    for (List<Integer> handed : handed("load_balanced")) {
      int[] turns = new int[NAMES.size()];
      for (int agent : handed) {
        turns[agent]++;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int count : turns) {
          least = Math.min(least, count);
          most = Math.max(most, count);
        }
        assertThat(most - least).isLessThanOrEqualTo(1);
      }
      orders.add(handed.subList(0, NAMES.size()));
    }
    // By chance among the least busy: all 24 orders occur.
    assertThat(orders).hasSize(24);
  }

  /** Delegated with certainty, a turn is handed on once: supervisor, agent, agent, model call. */
  @Test
  void delegationNestsOnce() {
    for (Trace trace : Trace.play(profile("round_robin"), 3, TRACES)) {
      List<Span> spans = trace.spans();
      List<Span> calls = trace.modelCalls();
      for (int i = 0; i < spans.size(); i++) {
        if (spans.get(i).is("llm_call")) {
          boolean answer = spans.get(i).equals(calls.get(calls.size() - 1));
          assertThat(trace.depth(i)).isEqualTo(answer ? 2 : 4);
          assertThat(spans.get(spans.get(i).parent()).is("agent")).isTrue();
        }
      }
    }
  }

  /** Else what the last tool says would be lost: nobody hands it to the supervisor. */
  @Test
  void aSubAgentReadsWhatItsToolsSay() {
    int read = 0;
    for (Trace trace : Trace.play(profile("round_robin"), 4, TRACES)) {
      assertThat(trace.root().error()).isEmpty();
      List<Span> spans = trace.spans();
      for (int agent = 1; agent < spans.size(); agent++) {
        if (spans.get(agent).is("agent")) {
          List<Span> below = trace.children(agent);
          Span last = below.get(below.size() - 1);
          assertThat(last.is("agent") || last.finishReason().equals("stop")).isTrue();
          read += below.stream().anyMatch(span -> span.is("tool_call")) ? 1 : 0;
        }
      }
    }
    assertThat(read).isGreaterThan(TRACES);
  }

  /** For each trace the sub-agents, by place in the list, in the order in which turns began. */
  private static List<List<Integer>> handed(String strategy) {
    List<List<Integer>> all = new ArrayList<>();
    for (Trace trace : Trace.play(profile(strategy), 2, TRACES)) {
      List<Span> agents = trace.ofType("agent").subList(1, trace.ofType("agent").size());
      assertThat(agents).hasSizeGreaterThanOrEqualTo(8);
      assertThat(agents).allMatch(a -> a.request().path("strategy").asText().equals(strategy));
      all.add(
          agents.stream()
              .map(agent -> NAMES.indexOf(agent.operation().replace("invoke_agent ", "")))
              .toList());
    }
    return all;
  }

  private static WorkloadProfile profile(String strategy) {
    return Stage.only(
        "tool_orchestration",
        "{'sub_agents': 1, 'turns': {'min': 5, 'max': 9}, 'agents': {'strategy': '"
            + strategy
            + "', 'names': ['a', 'b', 'c', 'd']}}");
  }
}
