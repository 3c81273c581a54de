package io.tracewright.model.report;

import java.io.Serializable;
import java.util.List;

/**
 * What a report's plots show.
 *
 * @param hourOfWeek traces by hour of the week, UTC, 168 counts from Monday 00:00
 * @param distributions seen against expected
 * @param shares shares of categories, seen against expected
 */
public record Shapes(List<Long> hourOfWeek, List<Distribution> distributions, List<Share> shares)
    implements Serializable {
  public Shapes {
    hourOfWeek = List.copyOf(hourOfWeek);
    distributions = List.copyOf(distributions);
    shares = List.copyOf(shares);
  }

  /**
   * A distribution by its quantiles at equally spaced probabilities, 0 and 1 included.
   *
   * @param measure for example {@code latency_ms}
   * @param subject for example the name of a tool
   * @param seen quantiles of the data
   * @param expected quantiles that it should have; empty: not known
   */
  public record Distribution(
      String measure, String subject, List<Double> seen, List<Double> expected)
      implements Serializable {
    public Distribution {
      seen = List.copyOf(seen);
      expected = List.copyOf(expected);
    }
  }

  /**
   * The share of a category.
   *
   * @param dimension for example {@code workload_type}
   * @param value the category
   * @param seen share in the data, 0 to 1
   * @param expected share that it should have, 0 to 1; NaN: not known
   */
  public record Share(String dimension, String value, double seen, double expected)
      implements Serializable {}
}
