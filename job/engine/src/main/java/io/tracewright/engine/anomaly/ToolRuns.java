package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which a trace calls tools; what only tries a failed call again is left out.
 *
 * @param tools names in the order of the calls
 * @param afterFailure for each, whether the call before it failed
 */
record ToolRuns(List<String> tools, List<Boolean> afterFailure) {
  static ToolRuns of(SampledTrace trace) {
    List<String> tools = new ArrayList<>();
    List<Boolean> afterFailure = new ArrayList<>();
    Step before = null;
    for (Step step : trace.steps()) {
      if (step.isTool()) {
        boolean again = before != null && before.failed();
        if (!again || !step.operation().equals(before.operation())) {
          tools.add(step.operation());
          afterFailure.add(again);
        }
        before = step;
      }
    }
    return new ToolRuns(tools, afterFailure);
  }

  /** The longest stretch in which two different tools take turns, as its bounds. */
  int[] longestAlternation() {
    int[] longest = {0, 0};
    int start = 0;
    for (int end = 1; end <= tools.size(); end++) {
      if (end - start > longest[1] - longest[0] && end - start > 1) {
        longest = new int[] {start, end};
      }
      if (end < tools.size()) {
        if (tools.get(end).equals(tools.get(end - 1))) {
          start = end;
        } else if (end - start > 1 && !tools.get(end).equals(tools.get(end - 2))) {
          start = end - 1;
        }
      }
    }
    return longest;
  }
}
