package io.tracewright.engine.cluster;

import static io.tracewright.engine.PlantedTraces.step;

import io.tracewright.engine.PlantedTraces;
import io.tracewright.engine.summary.SampledTrace;
import io.tracewright.engine.summary.Step;
import io.tracewright.model.report.ClusterReport;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Traces of known kinds, and clouds of points around known centres. */
final class Planted {
  /** What a trace of a group is like. */
  record Kind(int modelCalls, int toolCalls, int failures, double stepMs, int tokens) {}

  static final Kind CHAT = new Kind(1, 0, 0, 900, 400);
  static final Kind TOOLS = new Kind(3, 9, 0, 300, 900);
  static final Kind FAILING = new Kind(1, 4, 4, 5_000, 300);
  static final Kind THINKING = new Kind(7, 1, 0, 9_000, 8_000);
  static final Kind LOOKUPS = new Kind(1, 3, 0, 20, 60);

  private Planted() {}

  /** Traces that take turns to be of the kinds; trace i is of kind i modulo their number. */
  static List<SampledTrace> traces(int count, long seed, List<Kind> kinds) {
    RandomGenerator random = new Well19937c(seed);
    List<SampledTrace> traces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      traces.add(trace(seed * 1_000_003 + i, kinds.get(i % kinds.size()), random));
    }
    return traces;
  }

  static int[] labels(int count, int kinds) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % kinds;
    }
    return labels;
  }

  private static SampledTrace trace(long number, Kind kind, RandomGenerator random) {
    List<Step> steps = new ArrayList<>();
    double atMs = 5;
    int more = kind.toolCalls > 4 ? random.nextInt(5) - 2 : 0;
    int calls = kind.modelCalls + kind.toolCalls + more;
    for (int i = 0; i < calls; i++) {
      boolean isModel = i < kind.modelCalls;
      double latencyMs = kind.stepMs * Math.exp(0.25 * random.nextGaussian());
      int tokens = isModel ? (int) (kind.tokens * Math.exp(0.25 * random.nextGaussian())) : 0;
      steps.add(
          step(
              number,
              i + 1,
              0,
              isModel ? "llm_call" : "tool_call",
              isModel ? "chat" : "execute_tool t" + i % 3,
              i >= calls - kind.failures ? "timeout" : "",
              (long) atMs,
              latencyMs,
              2 * tokens,
              tokens));
      atMs += latencyMs;
    }
    return PlantedTraces.trace(number, steps);
  }

  /** Labels of a report's members in the order of the traces. */
  static int[] labels(ClusterReport report, List<SampledTrace> traces) {
    return traces.stream()
        .map(SampledTrace::id)
        .map(UUID::toString)
        .mapToInt(
            id ->
                report.members().stream()
                    .filter(member -> member.traceId().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .cluster())
        .toArray();
  }

  /** Normal clouds of standard deviation 1 around centres; point i belongs to centre i modulo. */
  static double[][] clouds(int count, long seed, double[][] centres) {
    RandomGenerator random = new Well19937c(seed);
    double[][] points = new double[count][centres[0].length];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < points[i].length; d++) {
        points[i][d] = centres[i % centres.length][d] + random.nextGaussian();
      }
    }
    return points;
  }

  /** Centres at some distance from one another, along the axes. */
  static double[][] corners(int centres, int dimensions, double distance) {
    double[][] corners = new double[centres][dimensions];
    for (int i = 0; i < centres; i++) {
      corners[i][i] = distance / Math.sqrt(2);
    }
    return corners;
  }
}
