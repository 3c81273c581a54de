package io.tracewright.engine.generate.time;

import io.tracewright.engine.generate.random.LawSampler;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.CountRange;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WeightedSequence;
import io.tracewright.model.profile.WeightedTool;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import java.util.List;

/**
 * How demand for tools that all traces share makes calls wait or be refused. Immutable.
 *
 * <p>Waiting is that of the queue M/M/c by Sakasegawa's approximation (1977): mean wait over mean
 * service is {@code rho^(sqrt(2 (c + 1)) - 1) / (c (1 - rho))}.
 */
final class Contention {
  private static final double LONGEST = 20;
  private static final int SERVICE_DRAWS = 4_096;

  private final List<Tool> tools;
  private final double[] callsPerTrace;
  private final double[] serviceSeconds;

  Contention(RunSpec spec) {
    WorkloadProfile profile = spec.profile();
    tools = profile.tools();
    callsPerTrace = new double[tools.size()];
    serviceSeconds = new double[tools.size()];
    for (int tool = 0; tool < tools.size(); tool++) {
      String name = tools.get(tool).name();
      callsPerTrace[tool] =
          profile.workloads().stream().mapToDouble(w -> w.share() * calls(w, name)).sum();
      if (tools.get(tool).concurrency() > 0) {
        serviceSeconds[tool] =
            serviceMs(tools.get(tool), tool) * spec.calibration().latencyScale() / 1_000;
      }
    }
  }

  /** Mean calls of a tool in an undisturbed trace of a workload. */
  private static double calls(Workload workload, String tool) {
    double all = 0;
    double own = 0;
    for (WeightedTool weighted : workload.tools()) {
      all += weighted.weight();
      own += weighted.name().equals(tool) ? weighted.weight() : 0;
    }
    double inSequences =
        workload.sequences().stream().mapToDouble(WeightedSequence::probability).sum();
    return own == 0
        ? 0
        : (Math.max(1, mean(workload.turns())) - 1)
            * (1 - inSequences)
            * mean(workload.toolsPerTurn())
            * own
            / all;
  }

  private static double mean(CountRange range) {
    return (range.min() + range.max()) / 2.0;
  }

  private static double serviceMs(Tool tool, int index) {
    Streams random = new Streams();
    LawSampler law = LawSampler.of(tool.latencyMs(), random);
    random.seed(0, Streams.Purpose.SERVICE_TIMES, index);
    double longest = tool.timeoutMs() > 0 ? tool.timeoutMs() : Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int i = 0; i < SERVICE_DRAWS; i++) {
      sum += Math.min(law.draw(), longest);
    }
    return sum / SERVICE_DRAWS;
  }

  /** Waiting and service over service, 1 to 20. */
  double waitFactor(int tool, double tracesPerSecond) {
    int servers = tools.get(tool).concurrency();
    if (servers == 0) {
      return 1;
    }
    double rho = tracesPerSecond * callsPerTrace[tool] * serviceSeconds[tool] / servers;
    if (rho >= 1) {
      return LONGEST;
    }
    double wait = StrictMath.pow(rho, Math.sqrt(2.0 * (servers + 1)) - 1) / (servers * (1 - rho));
    return Math.min(LONGEST, 1 + wait);
  }

  /** Share of calls beyond the tool's limit, 0 to 1. */
  double refusal(int tool, double tracesPerSecond) {
    int limit = tools.get(tool).rateLimitPerMinute();
    double callsPerMinute = 60 * tracesPerSecond * callsPerTrace[tool];
    return limit == 0 || callsPerMinute <= limit ? 0 : 1 - limit / callsPerMinute;
  }
}
