package io.tracewright.engine.anomaly;

import io.tracewright.engine.summary.Measures;
import io.tracewright.engine.summary.Summary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Markov chain of a window's tool calls: which tool follows which, and how often at all.
 *
 * <p>Rates are smoothed by half a count, so that nothing is impossible.
 */
final class ToolChain {
  /** Before a trace's first tool call. */
  static final String BEGIN = "^";

  /** After its last. */
  static final String END = "$";

  private static final String THEN = " > ";
  private static final double SMOOTHING = 0.5;

  private final Map<String, Long> transitions = new TreeMap<>();
  private final Map<String, Long> departures = new TreeMap<>();
  private final Map<String, Long> arrivals = new TreeMap<>();
  private final Map<String, Moments> moments = new HashMap<>();
  private long calls;

  ToolChain(Summary summary) {
    summary
        .tally(Measures.TRANSITION)
        .counts()
        .forEach(
            (transition, count) -> {
              int cut = transition.indexOf(THEN);
              String to = transition.substring(cut + THEN.length());
              transitions.put(transition, count);
              departures.merge(transition.substring(0, cut), count, Long::sum);
              arrivals.merge(to, count, Long::sum);
              calls += to.equals(END) ? 0 : count;
            });
  }

  /** Number of tool calls. */
  long calls() {
    return calls;
  }

  /** Share of the calls that go to a tool. */
  double share(String tool) {
    return (arrivals.getOrDefault(tool, 0L) + SMOOTHING) / (calls + 1);
  }

  /** Probability that calls go to these tools if each is drawn by its share. */
  double chance(List<String> tools) {
    double chance = 1;
    for (String tool : tools) {
      chance *= share(tool);
    }
    return chance;
  }

  /** How surprising a step is, in natural units of information. */
  double surprise(String from, String to) {
    double made = transitions.getOrDefault(from + THEN + to, 0L) + SMOOTHING;
    double all = departures.getOrDefault(from, 0L) + SMOOTHING * (arrivals.size() + 1);
    return -StrictMath.log(made / all);
  }

  /** Mean and variance of the surprise of the steps from a tool. */
  Moments moments(String from) {
    return moments.computeIfAbsent(
        from,
        tool -> {
          double mean = 0;
          double square = 0;
          for (String to : arrivals.keySet()) {
            double surprise = surprise(tool, to);
            double probability = StrictMath.exp(-surprise);
            mean += probability * surprise;
            square += probability * surprise * surprise;
          }
          return new Moments(mean, Math.max(0, square - mean * mean));
        });
  }

  record Moments(double mean, double variance) {}
}
