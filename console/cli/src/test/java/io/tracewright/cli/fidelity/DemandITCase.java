package io.tracewright.cli.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.model.run.RunSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is asked for, when, and how it comes: mixes, hours of the week, bursts. */
@ExtendWith(SharedLaboratory.class)
final class DemandITCase {
  private static final long MINUTE_MS = 60_000;
  private static final long WINDOW_MS = 14 * 24 * 60 * MINUTE_MS;

  /** Shares of chat, search, tools, agents and broken. */
  private static final List<List<Double>> MIXES =
      List.of(
          List.of(0.60, 0.20, 0.10, 0.05, 0.05),
          List.of(0.05, 0.60, 0.20, 0.10, 0.05),
          List.of(0.10, 0.10, 0.60, 0.15, 0.05),
          List.of(0.02, 0.08, 0.20, 0.69, 0.01),
          List.of(0.25, 0.25, 0.25, 0.24, 0.01));

  private static Laboratory lab;

  @BeforeAll
  static void run(Laboratory laboratory) throws InterruptedException {
    lab = laboratory;
    List<RunSpec> runs = new ArrayList<>();
    runs.add(lab.plan("week", Laboratory.profile("week", Map.of())));
    runs.add(bursts("index-20", 20, 400_000));
    runs.add(bursts("index-5", 5, 200_000));
    runs.add(bursts("index-1", 1, 100_000));
    for (int i = 0; i < MIXES.size(); i++) {
      Map<String, Object> shares = new HashMap<>(mix(i));
      runs.add(lab.plan("mix-" + i, Laboratory.profile("mix", shares)));
    }
    lab.make(runs.toArray(RunSpec[]::new));
  }

  private static RunSpec bursts(String runId, double index, long traces) {
    Map<String, Object> slots = Map.of("index", index, "traces", traces);
    return lab.plan(runId, Laboratory.profile("arrivals", slots));
  }

  private static Map<String, Double> mix(int i) {
    List<Double> shares = MIXES.get(i);
    return Map.of(
        "chat", shares.get(0),
        "search", shares.get(1),
        "tools", shares.get(2),
        "agents", shares.get(3),
        "broken", shares.get(4));
  }

  /** False alarm: 1e-4 a mix. */
  @Test
  void mixesAreAsDeclared() {
    for (int i = 0; i < MIXES.size(); i++) {
      List<String[]> counts = tracesByWorkload("mix-" + i);
      assertThat(Fit.chiSquareP(mix(i), counts)).as("mix %s", i).isGreaterThan(Fit.FALSE_ALARM);
      assertThat(Fit.chiSquareP(mix((i + 1) % MIXES.size()), counts))
          .as("control: mix %s against the next", i)
          .isLessThan(Fit.FALSE_ALARM);
    }
  }

  private static List<String[]> tracesByWorkload(String run) {
    return lab.rows(Laboratory.sql("mixes"), Map.of("run", run));
  }

  /**
   * Requests an hour relative to office hours' on weekdays, by the users' own clock: 0.20 at other
   * hours and 0.30 on weekends, each ± 0.02. With 80,000 requests from the smaller zone the
   * standard error of the first is 0.002, of the second 0.005: false alarm 1e-4.
   */
  @Test
  void hoursOfTheWeekAreAsDeclaredByTheUsersOwnClocks() {
    assertThat(hoursOfTheWeek("week", "Asia/Tokyo", "Asia/Tokyo")).isTrue();
    assertThat(hoursOfTheWeek("week", "America/Bogota", "America/Bogota")).isTrue();
    assertThat(hoursOfTheWeek("index-1", "Asia/Tokyo", "Asia/Tokyo"))
        .as("control: even demand")
        .isFalse();
    assertThat(hoursOfTheWeek("week", "Asia/Tokyo", "America/Bogota"))
        .as("control: by the wrong clock")
        .isFalse();
  }

  private static boolean hoursOfTheWeek(String run, String zone, String clock) {
    // Two whole weeks hold every hour of the week twice.
    double[] anHour =
        lab.row(
            Laboratory.sql("hours_of_the_week"), Map.of("run", run, "zone", zone, "clock", clock));
    double otherHours = anHour[1] / anHour[0];
    double weekend = anHour[2] / anHour[0];
    return Math.abs(otherHours - 0.20) <= 0.02 && Math.abs(weekend - 0.30) <= 0.02;
  }

  /**
   * Variance over mean of requests in 2,000 windows that hold 50, 100 and 200 on average, so that
   * the standard error of the index is 3 to 4.5 %: false alarm of ± 15 % below 1e-3.
   */
  @Test
  void indexOfDispersionIsAsDeclared() {
    double one = indexOfDispersion("index-1");
    double five = indexOfDispersion("index-5");
    assertThat(one).isCloseTo(1, within(0.15));
    assertThat(five).isCloseTo(5, within(0.15 * 5));
    assertThat(indexOfDispersion("index-20")).isCloseTo(20, within(0.15 * 20));
    assertThat(one).as("control: 1 against 5").isNotCloseTo(5, within(0.15 * 5));
  }

  private static double indexOfDispersion(String run) {
    return lab.number(
        Laboratory.sql("index_of_dispersion"), Map.of("run", run, "width", WINDOW_MS / 2000));
  }
}
