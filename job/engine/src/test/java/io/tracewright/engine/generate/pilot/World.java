package io.tracewright.engine.generate.pilot;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.Calibration.SolvedDependence;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A world of known laws that honours calibrations as the engine does: two workloads, "a" and "b";
 * log-normal latency and tokens, counted tools, a few prices.
 */
record World(
    int traces,
    long seed,
    double deadlineMs,
    double failureRate,
    List<Double> prices,
    List<String> variables,
    int only)
    implements Trial {
  static final List<String> ALL = List.of("tokens", "latency", "cost", "tools");

  static World usual() {
    return new World(20_000, 7, 60_000, 0.1, List.of(0.5, 1.0, 3.0, 8.0), ALL, -1);
  }

  World withPrices(List<Double> newPrices) {
    return new World(traces, seed, deadlineMs, failureRate, newPrices, variables, only);
  }

  World withVariables(String... steered) {
    return new World(traces, seed, deadlineMs, failureRate, prices, List.of(steered), only);
  }

  World withFailureRate(double rate) {
    return new World(traces, seed, deadlineMs, rate, prices, variables, only);
  }

  World withDeadlineMs(double newDeadlineMs) {
    return new World(traces, seed, newDeadlineMs, failureRate, prices, variables, only);
  }

  World withSeed(long newSeed) {
    return new World(traces, newSeed, deadlineMs, failureRate, prices, variables, only);
  }

  @Override
  public Trial only(int workload) {
    return new World(traces, seed, deadlineMs, failureRate, prices, variables, workload);
  }

  @Override
  public PilotSample run(Calibration c) {
    Streams random = new Streams();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    List<RealMatrix> factors = c.dependence().stream().map(World::factor).toList();
    double[] workload = new double[traces];
    double[] latencyMs = new double[traces];
    double[] tokens = new double[traces];
    double[] cost = new double[traces];
    double[] tools = new double[traces];
    double[] failed = new double[traces];
    for (int i = 0; i < traces; i++) {
      random.seed(seed, Streams.Purpose.TRACE, i);
      double[] z = {normal.sample(), normal.sample(), normal.sample(), normal.sample()};
      boolean inFirst = random.nextDouble() < 0.6;
      boolean unlucky = random.nextDouble() < Math.min(1, failureRate * c.errorScale());
      workload[i] = only >= 0 ? only : inFirst ? 0 : 1;
      double noise = 0.4 * random.nextDouble();
      int place = place(c, workload[i] == 0 ? "a" : "b");
      SolvedDependence steering = place < 0 ? null : c.dependence().get(place);
      double[] u = unit(place < 0 ? z : scores(factors.get(place), z));
      tokens[i] =
          steering == null ? Math.round(600 * Math.exp(0.9 * z[0])) : at(steering.tokens(), u[0]);
      double natural = 900 * Math.exp(0.7 * z[1]) * c.latencyScale() * (unlucky ? 0.6 : 1);
      latencyMs[i] =
          Math.min(
              deadlineMs,
              steering == null || steering.latencyMs().isEmpty()
                  ? natural
                  : at(steering.latencyMs(), u[1]));
      // Dear only as far as the choice of a model goes, and as many as counts and retries allow.
      cost[i] = tokens[i] * prices.get((int) (u[2] * prices.size()));
      tools[i] = Math.floor(u[3] * 5 + noise);
      failed[i] = unlucky || latencyMs[i] >= deadlineMs ? 1 : 0;
    }
    Series none = Series.of(new double[traces]);
    double[] undisturbed = new double[traces];
    Arrays.fill(undisturbed, 1);
    return new PilotSample(
        Series.of(workload),
        Series.of(latencyMs),
        none,
        none,
        Series.of(tokens),
        Series.of(cost),
        Series.of(tools),
        Series.of(failed),
        none,
        Series.of(undisturbed),
        none,
        none,
        List.of(),
        List.of());
  }

  private static int place(Calibration c, String workload) {
    return c.dependence().stream().map(SolvedDependence::workload).toList().indexOf(workload);
  }

  private static RealMatrix factor(SolvedDependence steering) {
    double[][] latent =
        steering.latent().stream()
            .map(row -> row.stream().mapToDouble(r -> r).toArray())
            .toArray(double[][]::new);
    return new CholeskyDecomposition(new Array2DRowRealMatrix(latent)).getL();
  }

  /** The raw scores, those of the steered variables replaced. */
  private double[] scores(RealMatrix factor, double[] z) {
    double[] scores = z.clone();
    int n = factor.getRowDimension();
    double[] steered = factor.operate(Arrays.copyOf(z, n));
    for (int i = 0; i < n; i++) {
      scores[ALL.indexOf(variables.get(i))] = steered[i];
    }
    return scores;
  }

  /**
   * The Gaussian distribution function to 0.0002 (Page 1977), which is close enough for a world.
   */
  private static double[] unit(double[] scores) {
    double[] unit = new double[scores.length];
    for (int i = 0; i < unit.length; i++) {
      double z = scores[i];
      unit[i] = Math.min(1 / (1 + Math.exp(-1.5976 * z - 0.070566 * z * z * z)), 1 - 1e-12);
    }
    return unit;
  }

  private static double at(List<Double> quantiles, double u) {
    double place = u * (quantiles.size() - 1);
    int below = Math.min((int) place, quantiles.size() - 2);
    return quantiles.get(below)
        + (place - below) * (quantiles.get(below + 1) - quantiles.get(below));
  }
}
