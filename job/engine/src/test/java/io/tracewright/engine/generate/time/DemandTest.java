package io.tracewright.engine.generate.time;

import static io.tracewright.engine.generate.time.TimeRuns.DAY_MS;
import static io.tracewright.engine.generate.time.TimeRuns.HOUR_MS;
import static io.tracewright.engine.generate.time.TimeRuns.MINUTE_MS;
import static io.tracewright.engine.generate.time.TimeRuns.MONDAY_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Fit;
import io.tracewright.model.profile.ZoneShare;
import io.tracewright.model.run.RunSpec;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Start times against a minute-by-minute sum of the demand that a profile states. */
class DemandTest {
  /** Peaks 09-11 and 14-16, a fifth of them at night. */
  private static final double[] OFFICE = {
    0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.25, 0.4, 0.7, 1.0, 1.0, 0.85,
    0.7, 0.85, 1.0, 1.0, 0.8, 0.6, 0.4, 0.3, 0.25, 0.2, 0.2, 0.2
  };

  private static final double[] EVEN = new double[24];

  static {
    Arrays.fill(EVEN, 1);
  }

  /**
   * Counts by clock hour of the week, for zones and weeks with a day of 23, 24 and 25 hours and
   * with offsets of a half and a three-quarter hour. False alarm {@link Fit#FALSE_ALARM} a case.
   */
  @ParameterizedTest
  @CsvSource({
    "2026-03-02T00:00:00Z, UTC",
    "2026-03-02T05:00:00Z, America/New_York",
    "2026-03-05T05:00:00Z, America/New_York",
    "2026-10-29T04:00:00Z, America/New_York",
    "2026-03-02T00:20:13.007Z, Asia/Kolkata",
    "2026-03-02T00:00:00Z, Asia/Kathmandu",
    "2026-04-02T00:00:00Z, Australia/Lord_Howe",
    "1981-03-02T00:20:13Z, America/New_York"
  })
  void startHoursFollowTheWeights(String start, String zone) {
    Shape shape = new Shape(OFFICE, 0.3, new ZoneShare(zone, 1));
    RunSpec spec = shape.run(start, 7 * 24);
    assertThat(Fit.chiSquareP(shape.byHourOfWeek(spec), counts(spec, zone)))
        .isGreaterThan(Fit.FALSE_ALARM);
  }

  @Test
  void theTestSeesAnHoursShift() {
    Shape shape = new Shape(OFFICE, 0.3, new ZoneShare("America/New_York", 1));
    // Four days and a half of this week have daylight saving time.
    RunSpec spec = shape.run("2026-03-05T05:00:00Z", 7 * 24);
    Shape winter = new Shape(OFFICE, 0.3, new ZoneShare("Etc/GMT+5", 1));
    assertThat(Fit.chiSquareP(winter.byHourOfWeek(spec), counts(spec, "Etc/GMT+5")))
        .isLessThan(Fit.FALSE_ALARM);
    Shape noWeekend = new Shape(OFFICE, 1, new ZoneShare("America/New_York", 1));
    assertThat(Fit.chiSquareP(noWeekend.byHourOfWeek(spec), counts(spec, "America/New_York")))
        .isLessThan(Fit.FALSE_ALARM);
  }

  /** All traces by the hour of the week in UTC. False alarm {@link Fit#FALSE_ALARM}. */
  @Test
  void twoTimeZonesAddUp() {
    Shape both =
        new Shape(
            OFFICE,
            0.3,
            new ZoneShare("America/New_York", 0.6),
            new ZoneShare("Asia/Kolkata", 0.4));
    RunSpec spec = both.run("2026-03-02T00:00:00Z", 14 * 24);
    long[] counts = counts(spec, "UTC");
    assertThat(Fit.chiSquareP(both.byHourOfWeek(spec), counts)).isGreaterThan(Fit.FALSE_ALARM);
    Shape one = new Shape(OFFICE, 0.3, new ZoneShare("America/New_York", 1));
    assertThat(Fit.chiSquareP(one.byHourOfWeek(spec), counts)).isLessThan(Fit.FALSE_ALARM);
  }

  /** The traces of each zone's users, by their own clocks. False alarm {@link Fit#FALSE_ALARM}. */
  @Test
  void eachZonesUsersKeepTheirOwnHours() {
    List<ZoneShare> zones =
        List.of(new ZoneShare("America/New_York", 0.6), new ZoneShare("Asia/Kolkata", 0.4));
    RunSpec spec =
        new Shape(OFFICE, 0.3, zones.get(0), zones.get(1)).run("2026-03-02T05:00:00Z", 14 * 24);
    Demand demand = TimeRuns.demand(spec);
    SplittableRandom random = new SplittableRandom(5);
    long[][] counts = new long[2][168];
    TimeRuns.starts(
        spec,
        ms -> {
          int zone = demand.zone((double) ms, random.nextDouble());
          counts[zone][hourOfWeek(local(ms, zones.get(zone).zone()))]++;
        });
    for (int zone = 0; zone < 2; zone++) {
      String name = zones.get(zone).zone();
      double[] own = new Shape(OFFICE, 0.3, zones.get(zone)).byHourOfWeek(spec, name);
      assertThat(Fit.chiSquareP(own, counts[zone])).isGreaterThan(Fit.FALSE_ALARM);
      String other = zones.get(1 - zone).zone();
      double[] others = new Shape(OFFICE, 0.3, zones.get(zone)).byHourOfWeek(spec, other);
      assertThat(Fit.chiSquareP(others, counts[zone])).isLessThan(Fit.FALSE_ALARM);
    }
    double share = Arrays.stream(counts[0]).sum() / (double) spec.traces();
    // Both zones have equal weeks, so shares of traces are shares of users; five standard
    // deviations, false alarm 6e-7, and a little for the window's edges.
    assertThat(share).isCloseTo(0.6, within(5 * Math.sqrt(0.24 / spec.traces()) + 0.005));
  }

  @Test
  void liveRunsLeaveOutTheClockButChooseZonesByIt() {
    String zones =
        "'window': {'hourly_weights': "
            + list(OFFICE)
            + ", 'weekend_factor': 0.0, 'time_zones': ["
            + "{'zone': 'UTC', 'share': 0.5}, {'zone': 'Asia/Tokyo', 'share': 0.5}]},";
    Demand demand = TimeRuns.demand(TimeRuns.live(zones, 1_000, DAY_MS));
    assertThat(demand.timeMs(0.25)).isCloseTo(MONDAY_MS + DAY_MS / 4.0, within(1.0));
    // At 00:30 UTC it is 09:30 in Tokyo, and demand is as 0.2 to 1.
    double nightMs = MONDAY_MS + 30 * MINUTE_MS;
    assertThat(demand.zone(nightMs, 0.166)).isZero();
    assertThat(demand.zone(nightMs, 0.168)).isEqualTo(1);
    // No user is awake on a Sunday: no zone is refused.
    RunSpec sunday =
        TimeRuns.run(TimeRuns.profile(zones), 1, 1_000, 100, MONDAY_MS - DAY_MS, HOUR_MS, true);
    assertThat(TimeRuns.demand(sunday).zone((double) MONDAY_MS - DAY_MS, 0.99)).isBetween(0, 1);
  }

  @Test
  void onTheDayThatClocksGoForwardNoTraceStartsInTheHourThatIsMissing() {
    long[] spring = localHours("2026-03-08T05:00:00Z", 23);
    assertThat(spring[2]).isZero();
    assertThat(spring[1]).isPositive();
    assertThat(spring[3]).isPositive();
  }

  /** With even weights the repeated hour gets twice the traces; six standard deviations. */
  @Test
  void onTheDayThatClocksGoBackTheRepeatedHourCountsTwice() {
    long[] autumn = localHours("2026-11-01T04:00:00Z", 25);
    assertThat(autumn[1]).isBetween(1_600 - 6 * 39L, 1_600 + 6 * 39L);
    assertThat(autumn[0]).isBetween(800 - 6 * 28L, 800 + 6 * 28L);
  }

  private static long[] localHours(String start, int hours) {
    RunSpec spec = new Shape(EVEN, 1, new ZoneShare("America/New_York", 1)).run(start, hours);
    long[] counts = new long[24];
    TimeRuns.starts(spec, ms -> counts[local(ms, "America/New_York").getHour()]++);
    return counts;
  }

  @Test
  void theWeekendFactorScalesTheWeekend() {
    for (double factor : new double[] {0, 0.3, 2}) {
      RunSpec spec =
          new Shape(EVEN, factor, new ZoneShare("UTC", 1)).run("2026-03-02T00:00:00Z", 7 * 24);
      long[] weekend = new long[1];
      TimeRuns.starts(spec, ms -> weekend[0] += isWeekend(local(ms, "UTC")) ? 1 : 0);
      double expected = 2 * factor / (5 + 2 * factor);
      // Five standard deviations: false alarm 6e-7.
      double bound = 5 * Math.sqrt(expected * (1 - expected) / spec.traces());
      assertThat(weekend[0] / (double) spec.traces()).isBetween(expected - bound, expected + bound);
    }
  }

  @Test
  void hoursAreCutWhereClocksStrikeAlsoBefore1970() {
    double[] lastHour = new double[24];
    lastHour[23] = 1;
    for (String day : List.of("1969-12-31T", "1938-04-24T", "2026-03-02T")) {
      RunSpec spec = new Shape(lastHour, 1, new ZoneShare("UTC", 1)).run(day + "22:52:07.001Z", 3);
      Demand demand = TimeRuns.demand(spec);
      double strikesMs = Instant.parse(day + "23:00:00Z").toEpochMilli();
      assertThat(demand.timeMs(0.25)).isEqualTo(strikesMs + 900_000);
      assertThat(demand.timeMs(0.1)).isEqualTo(strikesMs + 360_000);
      assertThat(demand.relative(strikesMs - 1)).isZero();
      assertThat(demand.relative(strikesMs)).isEqualTo(1);
      assertThat(demand.timeMs(0)).isEqualTo(strikesMs);
      assertThat(demand.timeMs(1)).isEqualTo(strikesMs + HOUR_MS);
    }
  }

  @Test
  void hoursWithoutWeightStayEmpty() {
    double[] twoHours = new double[24];
    twoHours[9] = 1;
    twoHours[15] = 1;
    RunSpec spec =
        new Shape(twoHours, 1, new ZoneShare("UTC", 1)).run("2026-03-02T00:00:00Z", 7 * 24);
    List<Integer> hours = new ArrayList<>();
    TimeRuns.starts(spec, ms -> hours.add(local(ms, "UTC").getHour()));
    assertThat(hours).containsOnly(9, 15);
  }

  @Test
  void seasonsFollowTheUsersCalendar() {
    String seasons =
        "'window': {'time_zones': [{'zone': 'Asia/Tokyo', 'share': 1}], 'seasons': ["
            + "{'name': 'a', 'on': 'dates', 'dates': ['03-05', '2025-03-06'], 'factor': 0.25},"
            + "{'name': 'b', 'on': 'month_end', 'days': 2, 'factor': 2},"
            + "{'name': 'c', 'on': 'quarter_end', 'factor': 4}]},";
    Demand march = TimeRuns.demand(TimeRuns.run(seasons, 1, 1_000, 100, 60 * DAY_MS));
    double usual = march.relative(tokyo("2026-03-10T12:00"));
    assertThat(march.relative(tokyo("2026-03-05T00:30")) / usual).isCloseTo(0.25, within(1e-9));
    assertThat(march.relative(tokyo("2026-03-05T23:30")) / usual).isCloseTo(0.25, within(1e-9));
    assertThat(march.relative(tokyo("2026-03-04T23:30")) / usual).isCloseTo(1, within(1e-9));
    assertThat(march.relative(tokyo("2026-03-06T12:00")) / usual).isCloseTo(1, within(1e-9));
    assertThat(march.relative(tokyo("2026-03-29T12:00")) / usual).isCloseTo(1, within(1e-9));
    assertThat(march.relative(tokyo("2026-03-30T12:00")) / usual).isCloseTo(2, within(1e-9));
    assertThat(march.relative(tokyo("2026-03-31T23:30")) / usual).isCloseTo(8, within(1e-9));
    assertThat(march.relative(tokyo("2026-04-01T00:30")) / usual).isCloseTo(1, within(1e-9));
    assertThat(march.relative(tokyo("2026-04-30T12:00")) / usual).isCloseTo(2, within(1e-9));
  }

  private static double tokyo(String local) {
    return Instant.parse(local + ":00+09:00").toEpochMilli();
  }

  @Test
  void patternsCourseOverTheWindow() {
    Demand growth = pattern("'kind': 'growth', 'factor': 8");
    assertThat(at(growth, 0.5) / at(growth, 0.0001)).isCloseTo(Math.sqrt(8), within(0.02));
    assertThat(at(growth, 0.9999)).isCloseTo(1, within(0.01));
    Demand sine = pattern("'kind': 'periodic', 'factor': 3, 'period_minutes': 120");
    assertThat(at(sine, 0.25)).isCloseTo(1, within(0.01));
    assertThat(at(sine, 0.75)).isCloseTo(1 / 3.0, within(0.01));
    Demand points =
        pattern(
            "'kind': 'points', 'points': [{'at': 0.2, 'demand': 1}, {'at': 0.4, 'demand': 0},"
                + "{'at': 0.6, 'demand': 4}]");
    assertThat(at(points, 0.1)).isCloseTo(0.25, within(0.01));
    assertThat(at(points, 0.3)).isCloseTo(0.125, within(0.01));
    assertThat(at(points, 0.5)).isCloseTo(0.5, within(0.02));
    assertThat(at(points, 0.9)).isCloseTo(1, within(0.01));
    Demand burst =
        pattern("'kind': 'burst', 'factor': 5, 'period_minutes': 60, 'length_minutes': 6");
    assertThat(at(burst, 0.04)).isCloseTo(1, within(1e-9));
    assertThat(at(burst, 0.06)).isCloseTo(0.2, within(1e-9));
    assertThat(at(burst, 0.54)).isCloseTo(1, within(1e-9));
    assertThat(at(pattern("'kind': 'steady'"), 0.7)).isCloseTo(1, within(1e-9));
  }

  /** In windows of 15-minute pieces a burst of three minutes must not be missed or stretched. */
  @Test
  void longWindowsKeepTheMeanOfShortBursts() {
    String burst =
        "'arrivals': {'pattern': {'kind': 'burst', 'factor': 11, 'period_minutes': 15,"
            + "'length_minutes': 3}},";
    Demand demand = TimeRuns.demand(TimeRuns.run(burst, 1, 1_000, 100, 200 * DAY_MS));
    assertThat(demand.relative((double) MONDAY_MS + DAY_MS)).isCloseTo(1, within(1e-9));
    assertThat(demand.tracesPerSecond((double) MONDAY_MS + DAY_MS))
        .isCloseTo(1_000 / (200 * 86_400.0), within(1e-9));
  }

  @Test
  void aShortLiveRunHasFinePieces() {
    Demand demand =
        TimeRuns.demand(
            TimeRuns.live(
                "'arrivals': {'pattern': {'kind': 'growth', 'factor': 100}},", 100, 20_000));
    assertThat(demand.relative((double) MONDAY_MS))
        .isCloseTo(Math.pow(100, -20 / 21.0), within(1e-4));
    assertThat(demand.relative((double) MONDAY_MS + 10_000))
        .isCloseTo(Math.pow(100, -10 / 21.0), within(1e-3));
  }

  /** Two hours. */
  private static Demand pattern(String pattern) {
    return TimeRuns.demand(
        TimeRuns.live("'arrivals': {'pattern': {" + pattern + "}},", 1_000, 2 * HOUR_MS));
  }

  private static double at(Demand demand, double place) {
    return demand.relative((double) MONDAY_MS + place * 2 * HOUR_MS);
  }

  @Test
  void incidentsRaiseDemandForAWhile() {
    for (String kind : List.of("flash_crowd", "ddos", "viral")) {
      RunSpec spec =
          TimeRuns.run(
              "'incidents': [{'kind': '"
                  + kind
                  + "', 'at': 0.25, 'duration_minutes': 60,"
                  + "'factor': 4}],",
              1,
              1_000,
              100,
              4 * HOUR_MS);
      Demand demand = TimeRuns.demand(spec);
      double before = demand.relative((double) MONDAY_MS + 59 * MINUTE_MS);
      double peak = demand.relative((double) MONDAY_MS + HOUR_MS + 12.5 * MINUTE_MS);
      assertThat(peak / before).as(kind).isBetween(3.8, 4.0);
      double end = demand.relative((double) MONDAY_MS + HOUR_MS + 58.5 * MINUTE_MS);
      assertThat(end / peak).as(kind).isLessThan(0.75);
      assertThat(demand.relative((double) MONDAY_MS + 2 * HOUR_MS + 2 * MINUTE_MS))
          .as(kind)
          .isCloseTo(before, within(1e-9));
    }
  }

  @Test
  void theRateAddsUpToAllTraces() {
    RunSpec spec =
        new Shape(OFFICE, 0.3, new ZoneShare("Asia/Kathmandu", 1))
            .run("2026-03-02T00:07:11.003Z", 50);
    Demand demand = TimeRuns.demand(spec);
    double sum = 0;
    double peak = 0;
    for (long ms = spec.windowStartMs(); ms < spec.windowStartMs() + 50 * HOUR_MS; ms += 1_000) {
      sum += demand.tracesPerSecond((double) ms);
      peak = Math.max(peak, demand.relative((double) ms));
    }
    assertThat(sum).isCloseTo((double) spec.traces(), within(2.0));
    assertThat(peak).isEqualTo(1);
  }

  @Test
  void aWindowWithoutDemandIsRefused() {
    double[] noon = new double[24];
    noon[12] = 1;
    RunSpec spec = new Shape(noon, 1, new ZoneShare("UTC", 1)).run("2026-03-02T00:00:00Z", 12);
    assertThatThrownBy(() -> TimeRuns.demand(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("window: no demand between its start and its end");
  }

  private static long[] counts(RunSpec spec, String zone) {
    long[] counts = new long[168];
    TimeRuns.starts(spec, ms -> counts[hourOfWeek(local(ms, zone))]++);
    return counts;
  }

  private static ZonedDateTime local(long ms, String zone) {
    return Instant.ofEpochMilli(ms).atZone(ZoneId.of(zone));
  }

  private static int hourOfWeek(ZonedDateTime local) {
    return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
  }

  private static boolean isWeekend(ZonedDateTime local) {
    return local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  private static String list(double[] weights) {
    return Arrays.stream(weights).boxed().collect(Collectors.toList()).toString();
  }

  /** What a window states, and the same summed independently. */
  private static final class Shape {
    private final double[] hours;
    private final double weekend;
    private final ZoneShare[] zones;

    Shape(double[] hours, double weekend, ZoneShare... zones) {
      this.hours = hours;
      this.weekend = weekend;
      this.zones = zones;
    }

    RunSpec run(String start, int lengthHours) {
      String zoneList =
          Arrays.stream(zones)
              .map(z -> String.format(Locale.ROOT, "{'zone':'%s','share':%s}", z.zone(), z.share()))
              .collect(Collectors.joining(","));
      String window =
          "'window': {'hourly_weights': "
              + list(hours)
              + ", 'weekend_factor': "
              + weekend
              + ", 'time_zones': ["
              + zoneList
              + "]},";
      long startMs = Instant.parse(start).toEpochMilli();
      return TimeRuns.run(
          TimeRuns.profile(window), 11, 20_000, 1_000, startMs, lengthHours * HOUR_MS, false);
    }

    /** By the clock of the only zone, or of UTC. */
    double[] byHourOfWeek(RunSpec spec) {
      return byHourOfWeek(spec, zones.length == 1 ? zones[0].zone() : "UTC");
    }

    double[] byHourOfWeek(RunSpec spec, String clock) {
      double[] demand = new double[168];
      long endMs = spec.windowEndMs() - TimeRuns.LONGEST_TRACE_MS;
      for (long atMs = spec.windowStartMs(); atMs < endMs; ) {
        long nextMs = Math.min(endMs, (Math.floorDiv(atMs, MINUTE_MS) + 1) * MINUTE_MS);
        for (ZoneShare zone : zones) {
          ZonedDateTime local = local(atMs, zone.zone());
          demand[hourOfWeek(local(atMs, clock))] +=
              (nextMs - atMs)
                  * zone.share()
                  * hours[local.getHour()]
                  * (isWeekend(local) ? weekend : 1);
        }
        atMs = nextMs;
      }
      return demand;
    }
  }
}
