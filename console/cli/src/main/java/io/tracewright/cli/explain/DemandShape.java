package io.tracewright.cli.explain;

import io.tracewright.engine.generate.time.Demand;
import io.tracewright.model.profile.ZoneShare;
import io.tracewright.model.run.RunSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Demand by the clock: means over the whole window.
 *
 * @param meanTracesPerHour over the window
 * @param busiestQuarterTracesPerHour rate in the window's busiest quarter of an hour
 * @param hourOfWeekUtc traces an hour for each hour of the week, 168, from Monday 00:00 UTC; null
 *     where the window has no such hour
 * @param zones the same by the users' own clocks, in the profile's order
 */
public record DemandShape(
    double meanTracesPerHour,
    double busiestQuarterTracesPerHour,
    List<Double> hourOfWeekUtc,
    List<ZoneDay> zones) {
  static final int HOURS_A_DAY = 24;
  static final int HOURS_A_WEEK = 7 * HOURS_A_DAY;

  /** A quarter of an hour: no zone's clock hours begin between two of these. */
  private static final long PIECE_MS = 900_000;

  private static final double MS_PER_HOUR = 3_600_000;

  /** How finely users are spread over zones: shares come out to half a per cent. */
  private static final int USERS = 200;

  /**
   * A time zone's day.
   *
   * @param zone IANA name
   * @param share share of users who live there, 0 to 1
   * @param hourlyTraces traces an hour for each local hour from midnight, 24
   */
  public record ZoneDay(String zone, double share, List<Double> hourlyTraces) {}

  /** Measures the demand of a run. */
  static DemandShape of(RunSpec spec, Demand demand) {
    List<ZoneShare> shares = spec.profile().window().timeZones();
    List<ZoneId> zones = shares.stream().map(share -> ZoneId.of(share.zone())).toList();
    Means week = new Means(HOURS_A_WEEK);
    List<Means> days = shares.stream().map(share -> new Means(HOURS_A_DAY)).toList();
    double[] byZone = new double[zones.size()];
    double peak = 0;
    for (long startMs = spec.windowStartMs(); startMs < spec.windowEndMs(); startMs += PIECE_MS) {
      double middleMs = (startMs + Math.min(startMs + PIECE_MS, spec.windowEndMs())) / 2.0;
      double perHour = demand.tracesPerSecond(middleMs) * 3600;
      peak = Math.max(peak, perHour);
      Instant at = Instant.ofEpochMilli(startMs);
      week.add(hourOfWeek(at.atZone(ZoneOffset.UTC)), perHour);
      Arrays.fill(byZone, 0);
      for (int user = 0; user < USERS; user++) {
        byZone[demand.zone(middleMs, (user + 0.5) / USERS)] += perHour / USERS;
      }
      for (int zone = 0; zone < byZone.length; zone++) {
        days.get(zone).add(at.atZone(zones.get(zone)).getHour(), byZone[zone]);
      }
    }
    List<ZoneDay> zoneDays = new ArrayList<>();
    for (int zone = 0; zone < byZone.length; zone++) {
      ZoneShare share = shares.get(zone);
      zoneDays.add(new ZoneDay(share.zone(), share.share(), days.get(zone).values()));
    }
    double hours = (spec.windowEndMs() - spec.windowStartMs()) / MS_PER_HOUR;
    return new DemandShape(spec.traces() / hours, peak, week.values(), zoneDays);
  }

  private static int hourOfWeek(ZonedDateTime time) {
    return (time.getDayOfWeek().getValue() - 1) * HOURS_A_DAY + time.getHour();
  }

  /** Means of numbers in classes. */
  private static final class Means {
    private final double[] sums;
    private final int[] counts;

    Means(int classes) {
      sums = new double[classes];
      counts = new int[classes];
    }

    void add(int index, double value) {
      sums[index] += value;
      counts[index]++;
    }

    /** The means; null for a class without numbers. */
    List<Double> values() {
      Double[] values = new Double[sums.length];
      for (int i = 0; i < sums.length; i++) {
        values[i] = counts[i] == 0 ? null : Double.valueOf(sums[i] / counts[i]);
      }
      return Arrays.asList(values);
    }
  }
}
