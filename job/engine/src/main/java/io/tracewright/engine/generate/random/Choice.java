package io.tracewright.engine.generate.random;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/**
 * A weighted choice from a list.
 *
 * @param <T> what is chosen
 */
public final class Choice<T> {
  private final List<T> items;
  private final SharedStateDiscreteSampler sampler;

  /** Share of an item and all before it; 1 from the last that has a share. */
  private final double[] cumulative;

  private Choice(List<T> items, SharedStateDiscreteSampler sampler, double[] cumulative) {
    this.items = items;
    this.sampler = sampler;
    this.cumulative = cumulative;
  }

  /** A choice with probabilities proportional to weights of at least 0, not all 0. */
  public static <T> Choice<T> of(
      UniformRandomProvider random, List<T> items, ToDoubleFunction<T> weight) {
    double[] weights = items.stream().mapToDouble(weight).toArray();
    double[] cumulative = weights.clone();
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
    double sum = cumulative[cumulative.length - 1];
    Arrays.setAll(cumulative, i -> cumulative[i] / sum);
    return new Choice<>(
        List.copyOf(items), AliasMethodDiscreteSampler.of(random, weights), cumulative);
  }

  /** Draws in constant time (alias method, Walker 1977, Vose 1991). */
  public T draw() {
    return items.get(sampler.sample());
  }

  /**
   * The item at a place of the unit interval, which the items share in their order.
   *
   * @param u at least 0, below 1
   */
  public T at(double u) {
    int from = 0;
    int to = cumulative.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (cumulative[middle] > u) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return items.get(from);
  }
}
