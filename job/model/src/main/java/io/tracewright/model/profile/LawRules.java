package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.DoubleUnaryOperator;

/**
 * Rules of the laws: bounds in order, and enough of the law between them that drawing again until a
 * value fits ends soon.
 */
final class LawRules {

  /** At most a hundred draws a value, on average. */
  static final double MIN_MASS = 0.01;

  private LawRules() {}

  static void check(JsonNode profile, Findings findings) {
    for (JsonPointer at : LawPlaces.in(profile)) {
      JsonNode law = profile.at(at);
      if (law.path("min").isNumber()
          && law.path("max").isNumber()
          && law.path("min").doubleValue() >= law.path("max").doubleValue()) {
        findings.add(
            at.appendProperty("max"),
            law.path("max").asText() + " is not above min, which is " + law.path("min").asText());
      } else {
        keepsMass(law, at, findings);
        ascending(law.path("quantiles"), at.appendProperty("quantiles"), findings);
        flat(law, at.appendProperty("components"), findings);
      }
    }
  }

  private static void keepsMass(JsonNode law, JsonPointer at, Findings findings) {
    DoubleUnaryOperator below = cumulative(law);
    if (below == null) {
      return;
    }
    double min = law.path("min").asDouble(0);
    double max = law.path("max").asDouble(Double.POSITIVE_INFINITY);
    double mass = below.applyAsDouble(max) - below.applyAsDouble(min);
    if (mass < MIN_MASS) {
      findings.add(
          at,
          String.format(
              "the bounds %s to %s keep %.2g of the law, they must keep at least %s",
              law.path("min").asText("0"),
              law.has("max") ? law.path("max").asText() : "infinity",
              Math.max(mass, 0),
              MIN_MASS));
    }
  }

  /** The cumulative distribution before truncation, or null when the schema has refused the law. */
  private static DoubleUnaryOperator cumulative(JsonNode law) {
    return switch (law.path("family").asText()) {
      case "normal" -> {
        double mean = law.path("mean").asDouble(Double.NaN);
        double sd = positive(law, "sd");
        yield valid(mean, sd) ? x -> LawMass.normalBelow((x - mean) / sd) : null;
      }
      case "lognormal" -> {
        double median = positive(law, "median");
        double sigma = positive(law, "sigma");
        yield valid(median, sigma)
            ? x -> LawMass.normalBelow((Math.log(x) - Math.log(median)) / sigma)
            : null;
      }
      case "exponential" -> {
        double mean = positive(law, "mean");
        yield valid(mean, mean) ? x -> -Math.expm1(-x / mean) : null;
      }
      case "gamma" -> {
        double shape = positive(law, "shape");
        double scale = positive(law, "scale");
        yield valid(shape, scale) ? x -> LawMass.gammaBelow(shape, x / scale) : null;
      }
      case "weibull" -> {
        double shape = positive(law, "shape");
        double scale = positive(law, "scale");
        yield valid(shape, scale) ? x -> -Math.expm1(-Math.pow(x / scale, shape)) : null;
      }
      case "pareto" -> {
        double scale = positive(law, "scale");
        double shape = positive(law, "shape");
        yield valid(scale, shape) ? x -> x <= scale ? 0 : 1 - Math.pow(scale / x, shape) : null;
      }
      default -> null;
    };
  }

  private static double positive(JsonNode law, String key) {
    double value = law.path(key).asDouble(Double.NaN);
    return value > 0 ? value : Double.NaN;
  }

  private static boolean valid(double a, double b) {
    return !Double.isNaN(a) && !Double.isNaN(b);
  }

  private static void flat(JsonNode mixture, JsonPointer components, Findings findings) {
    for (int i = 0; i < mixture.path("components").size(); i++) {
      JsonNode law = mixture.path("components").path(i).path("law");
      if (law.path("family").asText().equals("mixture")) {
        findings.add(
            components.appendIndex(i).appendProperty("law"),
            "is a mixture, give its components here");
      }
    }
  }

  private static void ascending(JsonNode quantiles, JsonPointer at, Findings findings) {
    for (int i = 1; i < quantiles.size(); i++) {
      if (quantiles.path(i).asDouble() < quantiles.path(i - 1).asDouble()) {
        findings.add(
            at.appendIndex(i),
            quantiles.path(i).asText()
                + " is below the entry before it, quantiles must be ascending");
        return;
      }
    }
  }
}
