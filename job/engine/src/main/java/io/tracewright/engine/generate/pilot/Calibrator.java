package io.tracewright.engine.generate.pilot;

import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.profile.Targets;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.Calibration.SolvedDependence;
import io.tracewright.model.run.RunSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Solves for what a profile asks of its run as a whole, by trying on pilots of {@value #TRACES}
 * traces: the targets, then the dependences of workloads, then both again until nothing moves.
 *
 * <p>Equal specs have equal answers, whatever limits their chunks.
 */
public final class Calibrator {
  private static final int TRACES = 50_000;
  private static final int MOST_ROUNDS = 6;
  private static final double HOUR_MS = 3_600_000;

  private final TargetSolver targets;
  private final List<DependenceSolver> dependences = new ArrayList<>();
  private final Trial trial;

  Calibrator(WorkloadProfile profile, Trial trial) {
    this.trial = trial;
    this.targets = new TargetSolver(profile.targets(), profile.limits(), trial);
    for (int i = 0; i < profile.workloads().size(); i++) {
      Workload w = profile.workloads().get(i);
      if (w.dependence() != null) {
        dependences.add(new DependenceSolver(i, w.name(), w.dependence(), trial.only(i)));
      }
    }
  }

  /**
   * The calibration under which a run shows what its profile asks for; {@link Calibration#NONE}
   * when it asks for nothing.
   *
   * @throws CalibrationException when no calibration does
   * @throws IllegalArgumentException when the run cannot be planned
   */
  public static Calibration solve(RunSpec spec, List<LoadedCorpus> corpora) {
    WorkloadProfile profile = spec.profile();
    boolean asksNothing =
        profile.targets().meanLatencyMs() == null
            && profile.targets().errorRate() == null
            && profile.workloads().stream().allMatch(w -> w.dependence() == null);
    return asksNothing
        ? Calibration.NONE
        : new Calibrator(profile, new PilotTrial(spec, corpora, TRACES)).solve();
  }

  /**
   * Traces of a run at the rate that its targets state, at least 1.
   *
   * @param targets with {@code tracesPerHour}
   * @param windowMs length of the window, milliseconds
   */
  public static long tracesFor(Targets targets, long windowMs) {
    return Math.max(1, Math.round(targets.tracesPerHour() * (windowMs / HOUR_MS)));
  }

  Calibration solve() {
    Calibration solved = targets.solve(Calibration.NONE);
    for (int round = 0; round < MOST_ROUNDS && !dependencesHold(solved); round++) {
      solved = withDependences(solved);
      if (targets.holds(trial.run(solved))) {
        return solved;
      }
      solved = targets.solve(solved);
    }
    if (!dependencesHold(solved)) {
      throw new CalibrationException(
          "targets and workloads[].dependence: each can be met, but not both after "
              + MOST_ROUNDS
              + " rounds: drop the target or the dependence");
    }
    return solved;
  }

  /** Steerings stand in the order of their solvers; a calibration has all of them or none. */
  private boolean dependencesHold(Calibration solved) {
    if (solved.dependence().size() != dependences.size()) {
      return false;
    }
    for (int i = 0; i < dependences.size(); i++) {
      if (!dependences.get(i).holds(solved, solved.dependence().get(i))) {
        return false;
      }
    }
    return true;
  }

  private Calibration withDependences(Calibration scales) {
    List<SolvedDependence> steering = new ArrayList<>();
    for (int i = 0; i < dependences.size(); i++) {
      boolean first = scales.dependence().isEmpty();
      steering.add(
          dependences.get(i).solve(scales, first ? null : scales.dependence().get(i).latent()));
    }
    return new Calibration(scales.latencyScale(), scales.errorScale(), steering);
  }
}
