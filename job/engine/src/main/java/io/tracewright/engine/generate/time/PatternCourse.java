package io.tracewright.engine.generate.time;

import io.tracewright.model.profile.Pattern;
import io.tracewright.model.profile.Pattern.Point;
import io.tracewright.model.run.RunSpec;
import java.util.List;

/**
 * Course of demand over the window that {@link Pattern} describes. Times count from the window's
 * start: a sine begins half way up, a burst at once.
 */
final class PatternCourse {
  private static final double MINUTE_MS = 60_000;

  private final Pattern pattern;
  private final long startMs;
  private final double lengthMs;

  private PatternCourse(Pattern pattern, long startMs, double lengthMs) {
    this.pattern = pattern;
    this.startMs = startMs;
    this.lengthMs = lengthMs;
  }

  static PatternCourse of(RunSpec spec) {
    return new PatternCourse(
        spec.profile().arrivals().pattern(),
        spec.windowStartMs(),
        spec.windowEndMs() - spec.windowStartMs());
  }

  /** Relative demand at a time, at least 0. */
  double at(double timeMs) {
    double sinceMs = timeMs - startMs;
    double factor = pattern.factor();
    return switch (pattern.kind()) {
      case "steady" -> 1;
      case "growth" -> StrictMath.pow(factor, sinceMs / lengthMs);
      case "periodic" -> {
        double sine = StrictMath.sin(2 * Math.PI * sinceMs / (pattern.periodMinutes() * MINUTE_MS));
        yield 1 + (factor - 1) * (1 + sine) / 2;
      }
      case "burst" -> {
        double intoPeriod = sinceMs % (pattern.periodMinutes() * MINUTE_MS);
        yield intoPeriod < pattern.lengthMinutes() * MINUTE_MS ? factor : 1;
      }
      case "points" -> between(pattern.points(), sinceMs / lengthMs);
      default -> throw new IllegalArgumentException("unknown pattern '" + pattern.kind() + "'");
    };
  }

  private static double between(List<Point> points, double at) {
    int next = 0;
    while (next < points.size() && points.get(next).at() <= at) {
      next++;
    }
    if (next == 0 || next == points.size()) {
      return points.get(Math.max(0, next - 1)).demand();
    }
    Point before = points.get(next - 1);
    Point after = points.get(next);
    double way = (at - before.at()) / (after.at() - before.at());
    return before.demand() + way * (after.demand() - before.demand());
  }
}
