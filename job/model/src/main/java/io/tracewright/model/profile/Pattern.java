package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * Course of demand over the window. Live runs follow it too, unlike hours, weekdays and seasons.
 *
 * @param kind {@code steady}; {@code growth}: exponential, {@code factor} times as much at the end
 *     as at the start; {@code periodic}: a sine of period {@code period_minutes} between 1 and
 *     {@code factor}; {@code burst}: {@code factor} times as much for {@code length_minutes} every
 *     {@code period_minutes}; {@code points}: straight lines through {@code points}
 * @param factor demand relative to the least, above 0; null: 1
 * @param periodMinutes distance of peaks or bursts, minutes, above 0
 * @param lengthMinutes length of a burst, minutes, above 0, below {@code period_minutes}
 * @param points at least 2, in the order of time
 */
public record Pattern(
    String kind, Double factor, Double periodMinutes, Double lengthMinutes, List<Point> points)
    implements Serializable {
  static final Pattern STEADY = new Pattern("steady", null, null, null, null);

  public Pattern {
    factor = factor == null ? Double.valueOf(1) : factor;
    points = points == null ? List.of() : List.copyOf(points);
  }

  /**
   * A corner of a custom course.
   *
   * @param at place in the window, 0 (start) to 1 (end)
   * @param demand relative demand there, at least 0, not 0 everywhere
   */
  public record Point(double at, double demand) implements Serializable {}
}
