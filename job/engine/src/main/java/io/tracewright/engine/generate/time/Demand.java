package io.tracewright.engine.generate.time;

import io.tracewright.model.profile.Window;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Demand over the window: piecewise constant, and its cumulative share, which arrival times invert.
 *
 * <p>It is the product of hour, weekday and seasons (in every time zone, weighted by its users),
 * the pattern of arrivals and incidents that raise demand. Live runs leave out what the clock says,
 * so that a minute's run shows traffic at any hour, but for the choice of the users' zone. Starts
 * of traces end one longest trace before the window does, so that no span lies outside. Immutable.
 */
public final class Demand {
  /** No zone's clock hours begin between two multiples of this. */
  private static final long QUARTER_MS = 900_000;

  private static final long MINUTE_MS = 60_000;
  private static final long LONGEST_BY_THE_MINUTE_MS = 92 * 86_400_000L;

  /** Lengths of pieces for live runs, divisors of a quarter of an hour. */
  private static final long[] LIVE_STEPS_MS = {
    MINUTE_MS, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10
  };

  private static final int LIVE_PIECES = 1_000;

  private final double traces;
  private final long startMs;
  private final long endMs;
  private final long stepMs;
  private final long firstPiece;

  /** Demand in each piece, by an arbitrary unit. */
  private final double[] demand;

  /** Share of all demand before each piece, and 1 at the end. */
  private final double[] cumulative;

  /** End of the last piece with demand. */
  private final long lastMs;

  private final double sum;
  private final double peak;
  private final int zones;
  private final long firstQuarter;

  /** For every quarter of an hour, demand of its zones up to and including each. */
  private final double[] byZone;

  private Demand(RunSpec spec, List<PlannedIncident> incidents, long traces) {
    Window window = spec.profile().window();
    this.traces = traces;
    startMs = spec.windowStartMs();
    endMs = spec.windowEndMs() - spec.profile().limits().maxTraceDurationMs();
    if (endMs <= startMs) {
      throw new IllegalArgumentException(
          "window: "
              + (spec.windowEndMs() - startMs)
              + " ms long, it must be longer than limits.max_trace_duration_ms "
              + spec.profile().limits().maxTraceDurationMs());
    }
    zones = window.timeZones().size();
    firstQuarter = Math.floorDiv(startMs, QUARTER_MS);
    byZone = byZone(window);
    stepMs = stepMs(spec.live(), endMs - startMs);
    firstPiece = Math.floorDiv(startMs, stepMs);
    int pieces = Math.toIntExact(Math.floorDiv(endMs - 1, stepMs) - firstPiece + 1);
    demand = new double[pieces];
    PatternCourse pattern = PatternCourse.of(spec);
    for (int piece = 0; piece < pieces; piece++) {
      double byClock = spec.live() ? 1 : byZone[quarter(boundMs(piece)) * zones + zones - 1];
      demand[piece] = byClock * mean(piece, pattern::at);
    }
    for (PlannedIncident incident : incidents) {
      raise(incident);
    }
    cumulative = new double[pieces + 1];
    long last = startMs;
    for (int piece = 0; piece < pieces; piece++) {
      long widthMs = boundMs(piece + 1) - boundMs(piece);
      cumulative[piece + 1] = cumulative[piece] + demand[piece] * widthMs;
      last = demand[piece] > 0 ? boundMs(piece + 1) : last;
    }
    sum = cumulative[pieces];
    peak = Arrays.stream(demand).max().orElseThrow();
    if (!(sum > 0)) {
      throw new IllegalArgumentException(
          "window: no demand between its start and its end; raise hourly_weights or weekend_factor");
    }
    for (int i = 0; i <= pieces; i++) {
      cumulative[i] /= sum;
    }
    lastMs = last;
  }

  /**
   * Demand of a run.
   *
   * @throws IllegalArgumentException when the window is no longer than the longest trace, or holds
   *     no demand
   */
  public static Demand of(RunSpec spec, List<PlannedIncident> incidents) {
    return of(spec, incidents, spec.traces());
  }

  /**
   * Demand of a run, as strong as if it planned so many traces.
   *
   * @throws IllegalArgumentException when the window is no longer than the longest trace, or holds
   *     no demand
   */
  public static Demand of(RunSpec spec, List<PlannedIncident> incidents, long traces) {
    return new Demand(spec, incidents, traces);
  }

  private static long stepMs(boolean live, long lengthMs) {
    if (lengthMs > LONGEST_BY_THE_MINUTE_MS) {
      return QUARTER_MS;
    }
    if (live) {
      long wanted = Math.max(10, lengthMs / LIVE_PIECES);
      for (long step : LIVE_STEPS_MS) {
        if (step <= wanted) {
          return step;
        }
      }
    }
    return MINUTE_MS;
  }

  private double[] byZone(Window window) {
    int quarters = Math.toIntExact(Math.floorDiv(endMs - 1, QUARTER_MS) - firstQuarter + 1);
    double[] sums = new double[quarters * zones];
    for (int zone = 0; zone < zones; zone++) {
      LocalDemand local = new LocalDemand(window, window.timeZones().get(zone).zone());
      double share = window.timeZones().get(zone).share();
      for (int quarter = 0; quarter < quarters; quarter++) {
        long atMs = Math.max(startMs, (firstQuarter + quarter) * QUARTER_MS);
        int place = quarter * zones + zone;
        sums[place] = share * local.at(atMs) + (zone > 0 ? sums[place - 1] : 0);
      }
    }
    return sums;
  }

  private void raise(PlannedIncident incident) {
    IncidentKind kind = IncidentKind.of(incident.kind());
    if (!kind.raisesDemand || incident.endMs() <= startMs || incident.startMs() >= endMs) {
      return;
    }
    int last = piece(incident.endMs());
    for (int piece = piece(incident.startMs()); piece <= last; piece++) {
      demand[piece] *= mean(piece, timeMs -> kind.demand(incident, timeMs));
    }
  }

  /** Mean over a piece: its middle, or its minutes' middles where pieces are longer. */
  private double mean(int piece, Course course) {
    int samples = (int) Math.max(1, stepMs / MINUTE_MS);
    double fromMs = boundMs(piece);
    double widthMs = boundMs(piece + 1) - fromMs;
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      sum += course.at(fromMs + widthMs * (i + 0.5) / samples);
    }
    return sum / samples;
  }

  /** The time before which a share of all demand, 0 to 1, has come; milliseconds with fraction. */
  public double timeMs(double share) {
    if (share >= 1) {
      return lastMs;
    }
    int piece = 0;
    int above = cumulative.length - 1;
    while (above - piece > 1) {
      int middle = (piece + above) >>> 1;
      if (cumulative[middle] <= share) {
        piece = middle;
      } else {
        above = middle;
      }
    }
    long fromMs = boundMs(piece);
    double width = cumulative[piece + 1] - cumulative[piece];
    return fromMs + (share - cumulative[piece]) / width * (boundMs(piece + 1) - fromMs);
  }

  /** Demand relative to the window's peak, 0 to 1. */
  public double relative(double timeMs) {
    return demand[piece((long) Math.floor(timeMs))] / peak;
  }

  /** Expected traces a second, of all that the run plans. */
  public double tracesPerSecond(double timeMs) {
    return 1_000 * traces * demand[piece((long) Math.floor(timeMs))] / sum;
  }

  /**
   * A time zone, in proportion to each zone's demand at a time.
   *
   * @param u uniform in [0, 1)
   * @return place in {@code window.time_zones}
   */
  public int zone(double timeMs, double u) {
    if (zones == 1) {
      return 0;
    }
    int first = quarter((long) Math.floor(timeMs)) * zones;
    double all = byZone[first + zones - 1];
    // At an hour without demand anywhere, which only live runs visit, the first zone stands for
    // all.
    int zone = 0;
    while (zone < zones - 1 && byZone[first + zone] <= u * all && all > 0) {
      zone++;
    }
    return zone;
  }

  /** Number of the piece that holds a time, the nearest for times outside. */
  int piece(long timeMs) {
    long piece = Math.floorDiv(timeMs, stepMs) - firstPiece;
    return (int) Math.max(0, Math.min(piece, demand.length - 1));
  }

  /** Start of a piece, milliseconds since the epoch; one more than there are is the end. */
  long boundMs(int piece) {
    return Math.max(startMs, Math.min((firstPiece + piece) * stepMs, endMs));
  }

  private int quarter(long timeMs) {
    long quarter = Math.floorDiv(timeMs, QUARTER_MS) - firstQuarter;
    return (int) Math.max(0, Math.min(quarter, byZone.length / zones - 1));
  }

  /** Something that changes over time. */
  private interface Course {
    double at(double timeMs);
  }
}
