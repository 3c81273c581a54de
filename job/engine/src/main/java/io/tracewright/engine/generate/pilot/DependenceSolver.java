package io.tracewright.engine.generate.pilot;

import static io.tracewright.engine.generate.pilot.Figures.asked;
import static io.tracewright.engine.generate.pilot.Figures.shown;

import io.tracewright.model.profile.Dependence;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.Calibration.SolvedDependence;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the correlations of the Gaussian scores behind a workload's traces, of which the asked rank
 * correlations are the outcome.
 *
 * <p>Were all variables continuous and steered exactly, {@code 2 sin(pi rho / 6)} would do. But
 * tools are counted, and cost follows from tokens and the choice among a few prices. So the matrix
 * is corrected by what a trial shows, each entry by a damped secant step (NORTA, Cario and Nelson
 * 1997, solved by retrospective approximation with common random numbers, Chen 2001).
 *
 * <p>Traces with an anomaly or in an incident are not fitted, lest what makes them odd be undone,
 * so laws and correlations are those of the others.
 */
final class DependenceSolver {
  /** Greatest difference between an asked and a shown rank correlation. */
  static final double TOLERANCE = 0.01;

  /** Number of quantiles that carry a marginal law. */
  static final int QUANTILES = 257;

  /** Difference at which the search ends early, to leave room for the noise of another sample. */
  private static final double CLOSE = 0.004;

  private static final int MOST_TRIES = 40;
  private static final int PATIENCE = 10;
  private static final double DAMPING = 0.9;
  private static final double LARGEST_STEP = 0.3;

  private final int workload;
  private final String name;
  private final Dependence dependence;
  private final Trial trial;
  private final List<String> variables;
  private final int n;

  /**
   * A solver for a workload that states a dependence.
   *
   * @param workload its position in the profile
   * @param trial trials in which every trace is of that workload
   */
  DependenceSolver(int workload, String name, Dependence dependence, Trial trial) {
    this.workload = workload;
    this.name = name;
    this.dependence = dependence;
    this.trial = trial;
    this.variables = dependence.variables();
    this.n = variables.size();
  }

  /**
   * The steering under which the asked correlations show.
   *
   * @param scales the scales of durations and failures to solve under
   * @param start the latent matrix to begin with; null: the one of continuous variables
   * @throws CalibrationException when there is none
   */
  SolvedDependence solve(Calibration scales, List<List<Double>> start) {
    SolvedDependence marginals = marginals(scales);
    double[][] latent =
        start == null
            ? LatentMatrix.behind(dependence.rankCorrelations())
            : start.stream()
                .map(row -> row.stream().mapToDouble(r -> r).toArray())
                .toArray(double[][]::new);
    Attempt before = null;
    Attempt best = null;
    int sinceBest = 0;
    for (int tries = 0; tries < MOST_TRIES && sinceBest < PATIENCE; tries++) {
      Attempt attempt = new Attempt(latent, measure(scales, steering(marginals, latent)));
      sinceBest++;
      if (best == null || gap(attempt.shown) < gap(best.shown)) {
        best = attempt;
        sinceBest = 0;
      }
      if (gap(best.shown) <= CLOSE) {
        break;
      }
      latent = corrected(attempt, before);
      before = attempt;
    }
    if (gap(best.shown) > TOLERANCE) {
      throw new CalibrationException(unreachable(best.shown));
    }
    return steering(marginals, best.latent);
  }

  /** Whether the asked correlations show under a steering. */
  boolean holds(Calibration scales, SolvedDependence steering) {
    return gap(measure(scales, steering)) <= TOLERANCE;
  }

  private SolvedDependence marginals(Calibration scales) {
    PilotSample free = trial.run(scaled(scales, List.of()));
    if (free.undisturbed().sum() < QUANTILES) {
      throw new CalibrationException(
          "workloads["
              + workload
              + "].dependence: of "
              + free.traces()
              + " traces only "
              + (int) free.undisturbed().sum()
              + " have no anomaly and lie in no incident, and only those can be made to correlate:"
              + " lower anomalies.rate, or make incidents shorter or fewer");
    }
    return new SolvedDependence(
        name,
        List.of(),
        variables.contains("latency") ? quantiles(undisturbed(free, free.latencyMs())) : List.of(),
        variables.contains("tokens") ? quantiles(undisturbed(free, free.tokens())) : List.of());
  }

  private static List<Double> quantiles(Series series) {
    return Arrays.stream(series.quantiles(QUANTILES)).boxed().toList();
  }

  private SolvedDependence steering(SolvedDependence marginals, double[][] latent) {
    return new SolvedDependence(
        name, LatentMatrix.toLists(latent), marginals.latencyMs(), marginals.tokens());
  }

  private static Calibration scaled(Calibration scales, List<SolvedDependence> steering) {
    return new Calibration(scales.latencyScale(), scales.errorScale(), steering);
  }

  private double[][] measure(Calibration scales, SolvedDependence steering) {
    PilotSample sample = trial.run(scaled(scales, List.of(steering)));
    return RankCorrelation.matrix(
        variables.stream().map(name -> undisturbed(sample, variable(sample, name))).toList());
  }

  private static Series undisturbed(PilotSample sample, Series series) {
    return series.where(sample.undisturbed(), 1);
  }

  private static Series variable(PilotSample sample, String variable) {
    return switch (variable) {
      case "tokens" -> sample.tokens();
      case "latency" -> sample.latencyMs();
      case "cost" -> sample.costUsd();
      case "tools" -> sample.toolCalls();
      default -> throw new IllegalArgumentException("unknown variable '" + variable + "'");
    };
  }

  private double missing(double[][] shown, int i, int j) {
    return dependence.rankCorrelations().get(i).get(j) - shown[i][j];
  }

  private double gap(double[][] shown) {
    double gap = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        gap = Math.max(gap, Math.abs(missing(shown, i, j)));
      }
    }
    return gap;
  }

  private double[][] corrected(Attempt attempt, Attempt before) {
    double[][] next = new double[n][n];
    for (int i = 0; i < n; i++) {
      next[i][i] = 1;
      for (int j = 0; j < i; j++) {
        double step = DAMPING * missing(attempt.shown, i, j) / slope(attempt, before, i, j);
        next[i][j] = attempt.latent[i][j] + Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
        next[j][i] = next[i][j];
      }
    }
    return LatentMatrix.positiveDefinite(next);
  }

  /** The secant's slope where there is one, never far from that of continuous variables. */
  private static double slope(Attempt attempt, Attempt before, int i, int j) {
    double continuous = RankCorrelation.slope(attempt.latent[i][j]);
    double moved = before == null ? 0 : attempt.latent[i][j] - before.latent[i][j];
    if (Math.abs(moved) < 1e-3) {
      return continuous;
    }
    double secant = (attempt.shown[i][j] - before.shown[i][j]) / moved;
    return Math.max(0.2 * continuous, Math.min(1.5 * continuous, secant));
  }

  private String unreachable(double[][] shown) {
    int row = 1;
    int column = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (Math.abs(missing(shown, i, j)) > Math.abs(missing(shown, row, column))) {
          row = i;
          column = j;
        }
      }
    }
    return "workloads["
        + workload
        + "].dependence: "
        + variables.get(column)
        + " and "
        + variables.get(row)
        + " were asked to correlate by "
        + asked(dependence.rankCorrelations().get(row).get(column))
        + ", the best these models and tools can show is "
        + shown(shown[row][column])
        + ": ask for less, or "
        + advice(variables.get(column), variables.get(row));
  }

  private static String advice(String one, String other) {
    List<String> pair = List.of(one, other);
    if (pair.contains("cost")) {
      return "let prices of models differ more";
    }
    return pair.contains("tools")
        ? "let turns and tools_per_turn of the workload vary more"
        : "drop a variable that holds the others fast";
  }

  /** A latent matrix and the rank correlations that it showed. */
  private static final class Attempt {
    final double[][] latent;
    final double[][] shown;

    Attempt(double[][] latent, double[][] shown) {
      this.latent = latent;
      this.shown = shown;
    }
  }
}
