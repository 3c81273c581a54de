package io.tracewright.engine.generate.pilot;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.profile.Law;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.SpanBatch;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * How far a run gets within a budget, by making its chunks in order and adding up their exact cost.
 *
 * <p>Making a run takes about as long as running it, so a budget that is far away is not walked to:
 * when {@value #SAMPLE} sampled traces, and one more that costs all that a trace may, put the run's
 * cost plus {@value #STANDARD_ERRORS} standard errors below {@value #SAFE_SHARE} of the budget, all
 * chunks are within. Were traces drawn from the worst law of that sample's mean and variance, fewer
 * than 1 of 64 means would lie beyond (Chebyshev); those of real profiles are near Gaussian, and
 * beyond 8 standard errors there lies less than 1 in 10<sup>15</sup>.
 */
public final class BudgetWalk {
  private static final int SAMPLE = 20_000;
  private static final int STANDARD_ERRORS = 8;
  private static final double SAFE_SHARE = 0.9;

  private BudgetWalk() {}

  /**
   * Number of whole chunks from the first that cost no more than the budget together; 0: not even
   * the first.
   *
   * @param maxCostUsd the budget, US dollars
   * @param tracesDone told after every chunk how many traces are accounted for
   * @throws IllegalArgumentException when the run cannot be planned
   */
  public static int chunksWithin(
      RunSpec spec, List<LoadedCorpus> corpora, double maxCostUsd, LongConsumer tracesDone) {
    if (spec.tracesToMake() > SAMPLE && isFarBelow(spec, corpora, maxCostUsd)) {
      tracesDone.accept(spec.tracesToMake());
      return spec.chunks();
    }
    return walk(spec, corpora, maxCostUsd, tracesDone);
  }

  static int walk(
      RunSpec spec, List<LoadedCorpus> corpora, double maxCostUsd, LongConsumer tracesDone) {
    ChunkGenerator generator = new ChunkGenerator(spec, corpora);
    ChunkPlan plan = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    CompensatedSum costUsd = new CompensatedSum();
    long traces = 0;
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      generator.generate(plan.chunk(chunk), batch);
      costUsd.add(batch.costUsd);
      if (costUsd.value() > maxCostUsd) {
        return chunk;
      }
      traces += batch.traces();
      tracesDone.accept(traces);
    }
    return plan.chunks();
  }

  private static boolean isFarBelow(RunSpec spec, List<LoadedCorpus> corpora, double maxCostUsd) {
    double[] sampled = Pilot.of(spec, corpora, SAMPLE).costUsd().toArray();
    double[] withWorst = Arrays.copyOf(sampled, SAMPLE + 1);
    withWorst[SAMPLE] = mostCostUsd(spec.profile());
    Series costUsd = Series.of(withWorst);
    double bound = costUsd.mean() + STANDARD_ERRORS * costUsd.standardError();
    return bound * spec.tracesToMake() < SAFE_SHARE * maxCostUsd;
  }

  /**
   * As many calls as a trace may have spans, each with a prompt at the limit of the dearest model
   * and the longest answer that its law states, US dollars.
   */
  static double mostCostUsd(WorkloadProfile profile) {
    double call = 0;
    for (Model model : profile.models()) {
      double prompt =
          model.contextTokens()
              * Math.max(model.inputUsdPerMillionTokens(), model.cachedInputUsdPerMillionTokens());
      double answer = Math.min(model.contextTokens(), most(model.completionTokens()));
      call = Math.max(call, (prompt + answer * model.outputUsdPerMillionTokens()) / 1e6);
    }
    for (Tool tool : profile.tools()) {
      call = Math.max(call, tool.costUsd());
    }
    return call * profile.limits().maxSpansPerTrace();
  }

  /** Upper bound of a law, infinite when it states none. */
  private static double most(Law law) {
    if (law instanceof Law.Constant constant) {
      return constant.value();
    } else if (law instanceof Law.Uniform uniform) {
      return uniform.max();
    } else if (law instanceof Law.Empirical empirical && empirical.quantiles() != null) {
      return empirical.quantiles().get(empirical.quantiles().size() - 1);
    }
    return Double.POSITIVE_INFINITY;
  }

  /** A sum that keeps what rounding loses (Neumaier 1974), so that it hardly depends on order. */
  private static final class CompensatedSum {
    private double sum;
    private double lost;

    void add(DoubleColumn values) {
      for (int row = 0; row < values.size(); row++) {
        double value = values.get(row);
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
        sum = next;
      }
    }

    double value() {
      return sum + lost;
    }
  }
}
