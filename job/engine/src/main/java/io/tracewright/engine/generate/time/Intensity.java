package io.tracewright.engine.generate.time;

import io.tracewright.model.profile.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;

/**
 * Demand over the window: constant within each clock hour, and its cumulative share, which arrival
 * times invert.
 */
public final class Intensity {
  /** A quarter of an hour: no zone's clock hours begin between two of these. */
  private static final long PIECE_MS = 900_000;

  /** Piece boundaries, milliseconds; one more than pieces. */
  private final long[] boundsMs;

  /** Share of all demand before each boundary, from 0 to 1. */
  private final double[] cumulative;

  private Intensity(long[] boundsMs, double[] cumulative) {
    this.boundsMs = boundsMs;
    this.cumulative = cumulative;
  }

  /** The same demand at all times. */
  public static Intensity flat(long startMs, long endMs) {
    return new Intensity(new long[] {startMs, endMs}, new double[] {0, 1});
  }

  /**
   * Demand by local hour and weekday.
   *
   * @throws IllegalArgumentException when no demand falls between the bounds
   */
  public static Intensity of(Window window, long startMs, long endMs) {
    ZoneId zone = ZoneId.of(window.timeZones().get(0).zone());
    long firstPiece = Math.floorDiv(startMs, PIECE_MS);
    int pieces = Math.toIntExact(Math.floorDiv(endMs - 1, PIECE_MS) - firstPiece + 1);
    long[] boundsMs = new long[pieces + 1];
    double[] cumulative = new double[pieces + 1];
    boundsMs[0] = startMs;
    double sum = 0;
    for (int piece = 0; piece < pieces; piece++) {
      boundsMs[piece + 1] = Math.min((firstPiece + piece + 1) * PIECE_MS, endMs);
      ZonedDateTime local = Instant.ofEpochMilli(boundsMs[piece]).atZone(zone);
      boolean weekend =
          local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
      double weight =
          window.hourlyWeights().get(local.getHour()) * (weekend ? window.weekendFactor() : 1);
      sum += weight * (boundsMs[piece + 1] - boundsMs[piece]);
      cumulative[piece + 1] = sum;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException(
          "window: no demand between its start and its end; raise hourly_weights or weekend_factor");
    }
    for (int i = 0; i <= pieces; i++) {
      cumulative[i] /= sum;
    }
    return new Intensity(boundsMs, cumulative);
  }

  /** The time before which a share of all demand, 0 to 1, has come; milliseconds with fraction. */
  public double timeMs(double share) {
    int at = Arrays.binarySearch(cumulative, share);
    int piece = Math.min(at >= 0 ? at : -at - 2, cumulative.length - 2);
    double width = cumulative[piece + 1] - cumulative[piece];
    double within = width > 0 ? (share - cumulative[piece]) / width : 0;
    return boundsMs[piece] + within * (boundsMs[piece + 1] - boundsMs[piece]);
  }
}
