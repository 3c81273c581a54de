package io.tracewright.model.profile;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/**
 * A probability law of a non-negative quantity, in the unit of the field that holds it.
 *
 * <p>A law with bounds is the conditional law given those bounds: values outside are drawn again,
 * so that no probability piles up at the ends. The lower bound is 0 unless stated.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "family")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Law.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Law.Uniform.class, name = "uniform"),
  @JsonSubTypes.Type(value = Law.Normal.class, name = "normal"),
  @JsonSubTypes.Type(value = Law.LogNormal.class, name = "lognormal"),
  @JsonSubTypes.Type(value = Law.Exponential.class, name = "exponential"),
  @JsonSubTypes.Type(value = Law.Gamma.class, name = "gamma"),
  @JsonSubTypes.Type(value = Law.Weibull.class, name = "weibull"),
  @JsonSubTypes.Type(value = Law.Pareto.class, name = "pareto"),
  @JsonSubTypes.Type(value = Law.Mixture.class, name = "mixture"),
  @JsonSubTypes.Type(value = Law.Empirical.class, name = "empirical")
})
public sealed interface Law extends Serializable {

  /**
   * Always the same.
   *
   * @param value the value, at least 0
   */
  record Constant(double value) implements Law {}

  /**
   * Equally likely between two bounds.
   *
   * @param min lower bound, at least 0
   * @param max upper bound, above {@code min}
   */
  record Uniform(double min, double max) implements Law {}

  /**
   * Gaussian.
   *
   * @param mean mean before truncation
   * @param sd standard deviation before truncation, above 0
   * @param min lower bound; null: 0
   * @param max upper bound; null: none
   */
  record Normal(double mean, double sd, Double min, Double max) implements Law {}

  /**
   * Logarithm Gaussian: {@code median * exp(sigma * z)}.
   *
   * @param median median before truncation, above 0
   * @param sigma standard deviation of the logarithm, above 0
   * @param min lower bound; null: 0
   * @param max upper bound; null: none
   */
  record LogNormal(double median, double sigma, Double min, Double max) implements Law {}

  /**
   * Exponential.
   *
   * @param mean mean before truncation, above 0
   * @param min lower bound; null: 0
   * @param max upper bound; null: none
   */
  record Exponential(double mean, Double min, Double max) implements Law {}

  /**
   * Gamma.
   *
   * @param shape shape parameter, above 0
   * @param scale scale parameter, above 0; the mean before truncation is {@code shape * scale}
   * @param min lower bound; null: 0
   * @param max upper bound; null: none
   */
  record Gamma(double shape, double scale, Double min, Double max) implements Law {}

  /**
   * Weibull.
   *
   * @param shape shape parameter, above 0
   * @param scale scale parameter, above 0
   * @param min lower bound; null: 0
   * @param max upper bound; null: none
   */
  record Weibull(double shape, double scale, Double min, Double max) implements Law {}

  /**
   * Pareto, for heavy tails: {@code P(X > x) = (scale / x) ^ shape} from {@code scale} on.
   *
   * @param scale smallest value, above 0
   * @param shape tail index, above 0; the mean is finite above 1, the variance above 2
   * @param min lower bound; null: 0
   * @param max upper bound; null: none
   */
  record Pareto(double scale, double shape, Double min, Double max) implements Law {}

  /**
   * One of several laws by chance, for example two humps, or a body with a Pareto tail.
   *
   * @param components at least two; none is a mixture itself
   */
  record Mixture(List<Component> components) implements Law {
    public Mixture {
      components = List.copyOf(components);
    }

    /**
     * A law of a mixture.
     *
     * @param weight relative frequency, above 0
     * @param law the law
     */
    public record Component(double weight, Law law) implements Serializable {}
  }

  /**
   * Drawn from real measurements.
   *
   * @param source CSV file, optionally gzipped: a path relative to the profile, or {@code
   *     builtin:NAME} for one that ships with the product
   * @param column name of the numeric column; empty cells are skipped
   * @param quantiles order statistics at equally spaced probabilities, ascending; filled in when
   *     the profile is resolved, so that a submitted run carries its data with it
   */
  record Empirical(String source, String column, List<Double> quantiles) implements Law {
    public Empirical {
      quantiles = quantiles == null ? null : List.copyOf(quantiles);
    }
  }
}
