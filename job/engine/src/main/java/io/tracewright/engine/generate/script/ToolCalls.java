package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.LawSampler;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WeightedTool;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Tool calls: which tool, how long, and whether it fails. */
public final class ToolCalls {
  private final Streams random;
  private final TraceClock clock;
  private final IdentityHashMap<Workload, Choice<WeightedTool>> choices = new IdentityHashMap<>();
  private final Map<String, Callee> tools = new HashMap<>();
  private Callee chosen;

  ToolCalls(WorkloadProfile profile, Streams random, TraceClock clock) {
    this.random = random;
    this.clock = clock;
    for (Tool entry : profile.tools()) {
      tools.put(
          entry.name(),
          new Callee(
              entry, "execute_tool " + entry.name(), LawSampler.of(entry.latencyMs(), random)));
    }
    for (Workload workload : profile.workloads()) {
      if (!workload.tools().isEmpty()) {
        choices.put(workload, Choice.of(random, workload.tools(), WeightedTool::weight));
      }
    }
  }

  /** Whether a workload calls no tools. */
  boolean isEmpty(Workload workload) {
    return workload.tools().isEmpty();
  }

  /** Chooses the tool that the next calls go to. */
  void choose(Workload workload) {
    chosen = tools.get(choices.get(workload).draw().name());
  }

  /**
   * Adds a call of the chosen tool.
   *
   * @param error kind of failure that must happen; empty: the tool fails at its own rate
   * @return whether the call failed
   */
  boolean call(int parent, int turn, int attempt, String error) {
    int position = clock.open(parent, Kind.TOOL_CALL, chosen.operation);
    Tool tool = chosen.tool;
    SpanDraft span = clock.span(position);
    span.tool = tool;
    span.turn = turn;
    span.attempt = attempt;
    double durationMs = chosen.latencyMs.draw();
    boolean fails = !error.isEmpty() || random.nextDouble() < tool.failureRate();
    if (fails) {
      span.errorType = error.isEmpty() ? "tool_error" : error;
      durationMs *= span.errorType.equals("timeout") ? 5 : 0.4;
    } else {
      span.costUsd = tool.costUsd();
    }
    if (!clock.pass(durationMs * 1000) && !fails) {
      span.errorType = "deadline_exceeded";
    }
    clock.close(position);
    return fails;
  }

  private record Callee(Tool tool, String operation, LawSampler latencyMs) {}
}
