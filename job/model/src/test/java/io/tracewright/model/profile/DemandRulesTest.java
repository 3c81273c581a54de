package io.tracewright.model.profile;

import static io.tracewright.model.profile.ProfileTexts.MINIMAL;
import static io.tracewright.model.profile.ProfileTexts.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When requests come, and whose they are. */
final class DemandRulesTest {

  @Test
  void timeZonesAreKnownDistinctAndAddUp() {
    String berlin = "{zone: Europe/Berlin, share: 0.5}";
    assertThat(
            problemsOf(
                MINIMAL + "window: {time_zones: [" + berlin + ", {zone: Asia/Tokyo, share: 0.5}]}"))
        .isEmpty();
    assertThat(problemsOf(MINIMAL + "window: {time_zones: [{zone: Berlin, share: 0.5}]}"))
        .containsExactly(
            "profile.yaml:18:10 window.time_zones: shares sum to 0.5, they must sum to 1 (± 0.001)",
            "profile.yaml:18:24 window.time_zones[0].zone: 'Berlin' is not an IANA time zone, for"
                + " example America/New_York");
    assertThat(problemsOf(MINIMAL + "window: {time_zones: [" + berlin + ", " + berlin + "]}"))
        .containsExactly(
            "profile.yaml:18:59 window.time_zones[1].zone: 'Europe/Berlin' is already"
                + " window.time_zones[0]");
  }

  @Test
  void personasAddUp() {
    assertThat(
            problemsOf(
                MINIMAL + "personas: [{name: a, share: 0.5, activity: 0}, {name: a, share: 0.4}]"))
        .containsExactly(
            "profile.yaml:18:1 personas: shares sum to 0.9, they must sum to 1 (± 0.001)",
            "profile.yaml:18:34 personas[0].activity: 0 is not above 0",
            "profile.yaml:18:49 personas[1].name: 'a' is already personas[0]");
  }

  @Test
  void seasonsHaveRealDates() {
    assertThat(season("on: dates, dates: [02-29, 2028-02-29, 12-24], factor: 2")).isEmpty();
    assertThat(season("on: quarter_end, days: 5, factor: 2")).isEmpty();
    assertThat(season("on: dates, dates: [02-30, 2026-02-29, 1-1], factor: 2"))
        .containsExactly(
            "profile.yaml:20:36 window.seasons[0].dates[0]: '02-30' is not a date like 12-24 or"
                + " 2026-12-24",
            "profile.yaml:20:43 window.seasons[0].dates[1]: '2026-02-29' is not a date like 12-24"
                + " or 2026-12-24",
            "profile.yaml:20:55 window.seasons[0].dates[2]: '1-1' is not a date like 12-24 or"
                + " 2026-12-24");
    assertThat(season("on: dates, days: 3, factor: 2"))
        .containsExactly(
            "profile.yaml:20:7 window.seasons[0]: dates is missing, on: dates needs at least one",
            "profile.yaml:20:28 window.seasons[0].days: 3 is for the end of a month or quarter,"
                + " list each date");
    assertThat(season("on: month_end, dates: [12-24], factor: 2"))
        .containsExactly("profile.yaml:20:32 window.seasons[0].dates: goes with on: dates only");
  }

  @Test
  void patternsHaveWhatTheyNeed() {
    assertThat(pattern("kind: steady")).isEmpty();
    assertThat(pattern("kind: burst, factor: 5, period_minutes: 60, length_minutes: 5")).isEmpty();
    assertThat(pattern("kind: growth"))
        .containsExactly("profile.yaml:18:12 arrivals.pattern: factor is missing, growth needs it");
    assertThat(pattern("kind: periodic"))
        .containsExactly(
            "profile.yaml:18:12 arrivals.pattern: factor is missing, periodic needs it",
            "profile.yaml:18:12 arrivals.pattern: period_minutes is missing, periodic needs it");
    assertThat(pattern("kind: burst, factor: 5, period_minutes: 60, length_minutes: 60"))
        .containsExactly(
            "profile.yaml:18:66 arrivals.pattern.length_minutes: 60 is not below period_minutes,"
                + " which is 60");
  }

  @Test
  void pointsAscendWithSomeDemand() {
    assertThat(pattern("kind: points, points: [{at: 0, demand: 0}, {at: 1, demand: 2}]")).isEmpty();
    assertThat(pattern("kind: points"))
        .containsExactly("profile.yaml:18:12 arrivals.pattern: points is missing, points needs it");
    assertThat(pattern("kind: points, points: [{at: 0, demand: 1}]"))
        .containsExactly(
            "profile.yaml:18:36 arrivals.pattern.points: has 1 entry, it must have at least 2");
    assertThat(pattern("kind: points, points: [{at: 0.5, demand: 0}, {at: 0.5, demand: 0}]"))
        .containsExactly(
            "profile.yaml:18:36 arrivals.pattern.points: demand is 0 at all of them, at one it must"
                + " be above 0",
            "profile.yaml:18:68 arrivals.pattern.points[1].at: 0.5 is not above that of the point"
                + " before, which is 0.5");
  }

  @Test
  void residencyNeedsARegionThatServes() {
    String tenants = "tenants: [{id: a, share: 1, residency: eu}]\n";
    assertThat(
            problemsOf(
                MINIMAL
                    + tenants
                    + "regions: [{name: r, share: 1, residency: eu}, {name: s, share: 0}]"))
        .isEmpty();
    assertThat(
            problemsOf(
                MINIMAL
                    + tenants
                    + "regions: [{name: r, share: 1, residency: us},"
                    + " {name: s, share: 0, residency: eu}]"))
        .containsExactly(
            "profile.yaml:18:29 tenants[0].residency: 'eu' needs a region of that residency with a"
                + " share above 0, regions have us");
    assertThat(problemsOf(MINIMAL + tenants))
        .singleElement()
        .asString()
        .endsWith("regions have none");
  }

  @Test
  void targetsCanBeMet() {
    assertThat(
            problemsOf(
                MINIMAL
                    + "targets: {mean_latency_ms: 900, error_rate: 0.02, traces_per_hour: 500}\n"
                    + "budget: {max_cost_usd: 10}"))
        .isEmpty();
    assertThat(
            problemsOf(
                MINIMAL
                    + "targets: {mean_latency_ms: 2000, error_rate: 2, traces_per_hour: 0.001}\n"
                    + "limits: {max_trace_duration_ms: 2000}\n"
                    + "budget: {max_cost_usd: 0}"))
        .containsExactly(
            "profile.yaml:18:11 targets.mean_latency_ms: 2000 is not below"
                + " limits.max_trace_duration_ms, which is 2000",
            "profile.yaml:18:34 targets.error_rate: 2 is above the maximum of 1",
            "profile.yaml:18:49 targets.traces_per_hour: 0.001 makes no trace in a window of 7 days",
            "profile.yaml:20:10 budget.max_cost_usd: 0 is not above 0");
    assertThat(problemsOf(MINIMAL + "window: {days: 3650}\ntargets: {traces_per_hour: 1000000000}"))
        .containsExactly(
            "profile.yaml:19:11 targets.traces_per_hour: 1000000000 makes more than"
                + " 1,000,000,000,000 traces in a window of 3650 days");
  }

  private static List<String> season(String keys) {
    return problemsOf(MINIMAL + "window:\n  seasons:\n    - {name: x, " + keys + "}\n");
  }

  private static List<String> pattern(String keys) {
    return problemsOf(MINIMAL + "arrivals: {pattern: {" + keys + "}}");
  }
}
