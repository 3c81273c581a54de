package io.tracewright.engine.generate.pilot;

import static io.tracewright.engine.generate.pilot.Figures.asked;
import static io.tracewright.engine.generate.pilot.Figures.shown;

import io.tracewright.model.profile.Limits;
import io.tracewright.model.profile.Targets;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.Calibration.SolvedDependence;
import java.util.List;

/**
 * Finds the scales of durations and failure rates at which mean latency and error rate are as
 * asked.
 *
 * <p>Failures shorten or lengthen traces, and slow traces fail at their deadline, so the two are
 * solved in turn until both hold.
 */
final class TargetSolver {
  private static final double LATENCY_TOLERANCE = 0.005;
  private static final double ERROR_TOLERANCE = 0.02;
  private static final double ERROR_TOLERANCE_ABSOLUTE = 0.001;

  /** A search ends this much inside the tolerance, to leave room for what is solved next. */
  private static final double MARGIN = 0.25;

  private static final double LEAST_LATENCY_SCALE = 0.01;
  private static final double MOST_LATENCY_SCALE = 100;
  private static final double LEAST_ERROR_SCALE = 1e-4;
  private static final double MOST_ERROR_SCALE = 1e4;
  private static final int MOST_ROUNDS = 8;

  private final Targets targets;
  private final Limits limits;
  private final Trial trial;

  TargetSolver(Targets targets, Limits limits, Trial trial) {
    this.targets = targets;
    this.limits = limits;
    this.trial = trial;
  }

  /** Whether a sample shows what is asked. */
  boolean holds(PilotSample sample) {
    return latencyHolds(sample.latencyMs().mean()) && errorsHold(sample.failed().mean());
  }

  /**
   * A calibration that holds, found from another.
   *
   * @throws CalibrationException when there is none
   */
  Calibration solve(Calibration start) {
    Calibration solved = start;
    PilotSample sample = trial.run(solved);
    for (int round = 0; round < MOST_ROUNDS && !holds(sample); round++) {
      if (!errorsHold(sample.failed().mean())) {
        solved = solveErrors(solved);
        sample = trial.run(solved);
      }
      if (!latencyHolds(sample.latencyMs().mean())) {
        solved = solveLatency(solved);
        sample = trial.run(solved);
      }
    }
    if (!holds(sample)) {
      throw new CalibrationException(
          "targets: mean_latency_ms "
              + asked(targets.meanLatencyMs())
              + " and error_rate "
              + asked(targets.errorRate())
              + " do not hold together, the best reached is "
              + shown(sample.latencyMs().mean())
              + " and "
              + shown(sample.failed().mean())
              + ": ask for less latency or for more errors");
    }
    return solved;
  }

  private boolean latencyHolds(double meanMs) {
    Double target = targets.meanLatencyMs();
    return target == null || Math.abs(meanMs - target) <= LATENCY_TOLERANCE * target;
  }

  private boolean errorsHold(double rate) {
    Double target = targets.errorRate();
    return target == null || Math.abs(rate - target) <= errorTolerance();
  }

  private double errorTolerance() {
    return Math.max(ERROR_TOLERANCE * targets.errorRate(), ERROR_TOLERANCE_ABSOLUTE);
  }

  private Calibration solveLatency(Calibration start) {
    double target = targets.meanLatencyMs();
    RisingRoot root =
        RisingRoot.of(
            scale -> trial.run(withLatencyScale(start, scale)).latencyMs().mean(),
            target,
            MARGIN * LATENCY_TOLERANCE * target,
            start.latencyScale(),
            LEAST_LATENCY_SCALE,
            MOST_LATENCY_SCALE);
    if (!latencyHolds(root.value())) {
      boolean low = root.value() < target;
      throw new CalibrationException(
          "targets.mean_latency_ms: "
              + asked(target)
              + " was asked for, the "
              + (low ? "most" : "least")
              + " that durations of "
              + LEAST_LATENCY_SCALE
              + " to "
              + (int) MOST_LATENCY_SCALE
              + " times those of the profile show is "
              + shown(root.value())
              + (low
                  ? ": raise limits.max_trace_duration_ms, which is " + limits.maxTraceDurationMs()
                  : ": lower the latencies of models and tools"));
    }
    return withLatencyScale(start, root.x());
  }

  private Calibration solveErrors(Calibration start) {
    double target = targets.errorRate();
    Calibration faultless = withErrorScale(start, 0);
    double floor = trial.run(faultless).failed().mean();
    if (floor >= target) {
      if (!errorsHold(floor)) {
        throw new CalibrationException(
            "targets.error_rate: "
                + asked(target)
                + " was asked for, but a share of "
                + shown(floor)
                + " fails with all failure rates at 0: raise limits.max_trace_duration_ms, which is "
                + limits.maxTraceDurationMs()
                + ", the timeouts of models and tools, or tools[].rate_limit_per_minute");
      }
      return faultless;
    }
    RisingRoot root =
        RisingRoot.of(
            scale -> trial.run(withErrorScale(start, scale)).failed().mean(),
            target,
            MARGIN * errorTolerance(),
            Math.max(LEAST_ERROR_SCALE, start.errorScale()),
            LEAST_ERROR_SCALE,
            MOST_ERROR_SCALE);
    if (!errorsHold(root.value())) {
      throw new CalibrationException(
          "targets.error_rate: "
              + asked(target)
              + " was asked for, the nearest that the profile's failure rates reach, scaled and "
              + "capped at 1, is "
              + shown(root.value())
              + ": raise workloads[].error_rate or tools[].failure_rate where they are 0");
    }
    return withErrorScale(start, root.x());
  }

  private static Calibration withErrorScale(Calibration c, double errorScale) {
    return new Calibration(c.latencyScale(), errorScale, c.dependence());
  }

  /** Durations that are steered by their quantiles scale with them, up to the deadline. */
  private Calibration withLatencyScale(Calibration c, double latencyScale) {
    double ratio = latencyScale / c.latencyScale();
    List<SolvedDependence> dependence =
        c.dependence().stream()
            .map(
                d ->
                    new SolvedDependence(
                        d.workload(),
                        d.latent(),
                        d.latencyMs().stream().map(ms -> capped(ms * ratio)).toList(),
                        d.tokens()))
            .toList();
    return new Calibration(latencyScale, c.errorScale(), dependence);
  }

  private double capped(double latencyMs) {
    return Math.min(latencyMs, limits.maxTraceDurationMs());
  }
}
