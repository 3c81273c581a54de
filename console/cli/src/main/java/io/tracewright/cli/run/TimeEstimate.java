package io.tracewright.cli.run;

import io.tracewright.cli.text.Amounts;

/**
 * How long a run will take: its rows at the slower of two measured rates, for what is generated is
 * stored at the same time. Starting up, and what else the machine does, come on top.
 *
 * @param seconds the run's time; a lower bound while {@code storedRowsPerSecond} is not known
 * @param generatedRowsPerSecond rows a second that all tasks generate together, as tried here
 * @param storedRowsPerSecond rows a second that ClickHouse stored in the latest run; null: not
 *     known
 */
public record TimeEstimate(
    double seconds, double generatedRowsPerSecond, Double storedRowsPerSecond) {

  /** The time of so many rows. */
  public static TimeEstimate of(
      long rows, double generatedRowsPerSecond, Double storedRowsPerSecond) {
    double slower =
        storedRowsPerSecond == null
            ? generatedRowsPerSecond
            : Math.min(generatedRowsPerSecond, storedRowsPerSecond);
    return new TimeEstimate(rows / slower, generatedRowsPerSecond, storedRowsPerSecond);
  }

  /** The time and what it assumes. */
  public String sentence() {
    String generated = Amounts.count(generatedRowsPerSecond) + " rows/s";
    return storedRowsPerSecond == null
        ? "generating takes "
            + span()
            + " at "
            + generated
            + ", tried here; how fast they are stored is not known yet"
        : span()
            + ": generating makes "
            + generated
            + ", tried here, and storing made "
            + Amounts.count(storedRowsPerSecond)
            + " in the latest run; starting comes on top";
  }

  private String span() {
    return (seconds < 1 ? "" : "about ") + Amounts.span(seconds);
  }
}
