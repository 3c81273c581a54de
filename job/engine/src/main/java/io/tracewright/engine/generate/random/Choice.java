package io.tracewright.engine.generate.random;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/**
 * A weighted choice from a list, in constant time (alias method, Walker 1977, Vose 1991).
 *
 * @param <T> what is chosen
 */
public final class Choice<T> {
  private final List<T> items;
  private final SharedStateDiscreteSampler sampler;

  private Choice(List<T> items, SharedStateDiscreteSampler sampler) {
    this.items = items;
    this.sampler = sampler;
  }

  /** A choice with probabilities proportional to weights of at least 0, not all 0. */
  public static <T> Choice<T> of(
      UniformRandomProvider random, List<T> items, ToDoubleFunction<T> weight) {
    double[] weights = items.stream().mapToDouble(weight).toArray();
    return new Choice<>(List.copyOf(items), AliasMethodDiscreteSampler.of(random, weights));
  }

  public T draw() {
    return items.get(sampler.sample());
  }
}
