package io.tracewright.engine.generate.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Fit;
import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.profile.Window;
import io.tracewright.model.profile.ZoneShare;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Start times against a minute-by-minute sum of the demand that a profile states. */
class IntensityTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<Double> OFFICE = Profiles.DEFAULT.window().hourlyWeights();

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
    "1961-03-02T00:20:13Z, America/New_York"
  })
  void startHoursFollowTheWeights(String start, String zone) {
    Window window = new Window(7, null, List.of(new ZoneShare(zone, 1)), OFFICE, 0.3, null);
    RunSpec spec = spec(window, Instant.parse(start), 7 * 24);
    double[] demand = demandByHourOfWeek(window, spec);
    long[] counts = countsByHourOfWeek(window, spec);
    assertThat(Fit.chiSquareP(demand, counts)).isGreaterThan(Fit.FALSE_ALARM);
  }

  @Test
  void theTestSeesAnHoursShift() {
    Window window =
        new Window(7, null, List.of(new ZoneShare("America/New_York", 1)), OFFICE, 0.3, null);
    Window winter = new Window(7, null, List.of(new ZoneShare("Etc/GMT+5", 1)), OFFICE, 0.3, null);
    // Four days and a half of this week have daylight saving time.
    RunSpec spec = spec(window, Instant.parse("2026-03-05T05:00:00Z"), 7 * 24);
    assertThat(Fit.chiSquareP(demandByHourOfWeek(winter, spec), countsByHourOfWeek(winter, spec)))
        .isLessThan(Fit.FALSE_ALARM);
    Window noWeekend =
        new Window(7, null, List.of(new ZoneShare("America/New_York", 1)), OFFICE, 1.0, null);
    assertThat(
            Fit.chiSquareP(demandByHourOfWeek(noWeekend, spec), countsByHourOfWeek(window, spec)))
        .isLessThan(Fit.FALSE_ALARM);
  }

  @Test
  void onTheDayThatClocksGoForwardNoTraceStartsInTheHourThatIsMissing() {
    long[] spring = localHours("2026-03-08T05:00:00Z", 23);
    assertThat(spring[2]).isZero();
    assertThat(spring[1]).isPositive();
    assertThat(spring[3]).isPositive();
  }

  /** With even weights the repeated hour gets twice the traces; false alarm below 1e-9. */
  @Test
  void onTheDayThatClocksGoBackTheRepeatedHourCountsTwice() {
    long[] autumn = localHours("2026-11-01T04:00:00Z", 25);
    assertThat(autumn[1]).isBetween(2 * 790L, 2 * 810L + 400);
    assertThat(autumn[1] / (double) autumn[0]).isBetween(1.7, 2.3);
  }

  private static long[] localHours(String start, int hours) {
    Window even =
        new Window(1, null, List.of(new ZoneShare("America/New_York", 1)), null, null, null);
    long[] counts = new long[24];
    for (ZonedDateTime local : starts(even, spec(even, Instant.parse(start), hours))) {
      counts[local.getHour()]++;
    }
    return counts;
  }

  @Test
  void theWeekendFactorScalesTheWeekend() {
    for (double factor : new double[] {0, 0.3, 2}) {
      Window window = new Window(7, null, List.of(new ZoneShare("UTC", 1)), null, factor, null);
      RunSpec spec = spec(window, Instant.ofEpochMilli(TestRuns.MONDAY_MS), 7 * 24);
      long weekend = starts(window, spec).stream().filter(IntensityTest::isWeekend).count();
      double expected = 2 * factor / (5 + 2 * factor);
      // Five standard deviations: false alarm 6e-7.
      double bound = 5 * Math.sqrt(expected * (1 - expected) / spec.traces());
      assertThat(weekend / (double) spec.traces()).isBetween(expected - bound, expected + bound);
    }
  }

  @Test
  void hoursAreCutWhereClocksStrikeAlsoBefore1970() {
    List<Double> lastHour =
        IntStream.range(0, 24).mapToObj(hour -> hour == 23 ? 1.0 : 0.0).toList();
    Window window = new Window(1, null, List.of(new ZoneShare("UTC", 1)), lastHour, 1.0, null);
    for (String day : List.of("1969-12-31T", "1938-04-24T", "2026-03-02T")) {
      long startMs = Instant.parse(day + "22:52:07.001Z").toEpochMilli();
      Intensity intensity = Intensity.of(window, startMs, startMs + 3 * HOUR.toMillis());
      double strikesMs = Instant.parse(day + "23:00:00Z").toEpochMilli();
      assertThat(intensity.timeMs(0.25)).isEqualTo(strikesMs + 900_000);
      assertThat(intensity.timeMs(0.1)).isEqualTo(strikesMs + 360_000);
    }
  }

  @Test
  void hoursWithoutWeightStayEmpty() {
    List<Double> twoHours =
        IntStream.range(0, 24).mapToObj(hour -> hour == 9 || hour == 15 ? 1.0 : 0.0).toList();
    Window window = new Window(7, null, List.of(new ZoneShare("UTC", 1)), twoHours, 1.0, null);
    RunSpec spec = spec(window, Instant.ofEpochMilli(TestRuns.MONDAY_MS), 7 * 24);
    assertThat(starts(window, spec)).map(ZonedDateTime::getHour).containsOnly(9, 15);
  }

  /** Poisson, given its count: gaps between sorted uniforms. KS false alarm 1e-4. */
  @Test
  void withinAFlatWindowStartsAreUniform() {
    Window window = new Window(1, null, List.of(new ZoneShare("UTC", 1)), null, null, null);
    RunSpec spec = spec(window, Instant.ofEpochMilli(TestRuns.MONDAY_MS), 24);
    double lengthMs = 24 * 3_600_000.0 - 120_000;
    double[] offsets =
        starts(window, spec).stream()
            .mapToDouble(t -> t.toInstant().toEpochMilli() - TestRuns.MONDAY_MS)
            .toArray();
    // Each chunk holds just its number, so whole-window counts vary less than a Poisson's would.
    assertThat(Fit.ksP(offsets, x -> x / lengthMs)).isGreaterThan(Fit.FALSE_ALARM);
    double[] gaps = new double[10_000];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (offsets[i + 1] - offsets[i] + 0.5) * spec.traces() / lengthMs;
    }
    assertThat(Fit.ksP(gaps, x -> -Math.expm1(-x))).isGreaterThan(Fit.FALSE_ALARM);
  }

  private static RunSpec spec(Window window, Instant start, int hours) {
    return new RunSpec(
        "test",
        Profiles.withWindow(window),
        11,
        20_000,
        1000,
        start.toEpochMilli(),
        start.plus(HOUR.multipliedBy(hours)).toEpochMilli(),
        List.of(new CorpusRef("test", 1, "")),
        false,
        "events");
  }

  private static List<ZonedDateTime> starts(Window window, RunSpec spec) {
    ZoneId zone = ZoneId.of(window.timeZones().get(0).zone());
    ChunkGenerator generator = new ChunkGenerator(spec, TestRuns.corpora());
    ChunkPlan plan = new ChunkPlan(spec);
    SpanBatch batch = new SpanBatch();
    return IntStream.range(0, plan.chunks())
        .boxed()
        .flatMap(
            chunk -> {
              generator.generate(plan.chunk(chunk), batch);
              return IntStream.range(0, batch.traces())
                  .mapToLong(trace -> batch.timestampMs.get(batch.traceStart(trace)))
                  .boxed()
                  .toList()
                  .stream();
            })
        .map(startMs -> Instant.ofEpochMilli(startMs).atZone(zone))
        .toList();
  }

  private static long[] countsByHourOfWeek(Window window, RunSpec spec) {
    long[] counts = new long[7 * 24];
    Window generated = spec.profile().window();
    ZoneId zone = ZoneId.of(window.timeZones().get(0).zone());
    for (ZonedDateTime start : starts(generated, spec)) {
      counts[hourOfWeek(start.withZoneSameInstant(zone))]++;
    }
    return counts;
  }

  private static double[] demandByHourOfWeek(Window window, RunSpec spec) {
    ZoneId zone = ZoneId.of(window.timeZones().get(0).zone());
    long endMs = spec.windowEndMs() - spec.profile().limits().maxTraceDurationMs();
    double[] demand = new double[7 * 24];
    for (long atMs = spec.windowStartMs(); atMs < endMs; ) {
      long nextMs = Math.min(endMs, (Math.floorDiv(atMs, 60_000) + 1) * 60_000);
      ZonedDateTime local = Instant.ofEpochMilli(atMs).atZone(zone);
      demand[hourOfWeek(local)] +=
          (nextMs - atMs)
              * window.hourlyWeights().get(local.getHour())
              * (isWeekend(local) ? window.weekendFactor() : 1);
      atMs = nextMs;
    }
    return demand;
  }

  private static int hourOfWeek(ZonedDateTime local) {
    return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
  }

  private static boolean isWeekend(ZonedDateTime local) {
    return local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
