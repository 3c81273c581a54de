package io.tracewright.cli.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Incidents are visible while they last, by the times that the table of incidents states. */
@ExtendWith(SharedLaboratory.class)
final class IncidentITCase {
  private static final List<String> TOUCHED = List.of("database", "search", "advice");

  private static Laboratory lab;

  @BeforeAll
  static void run(Laboratory laboratory) throws InterruptedException {
    lab = laboratory;
    lab.make(
        lab.plan(
            "troubled",
            Laboratory.profile("incidents", Map.of("slowdown", 6, "crowd", 10, "traces", 50_000))),
        lab.plan(
            "calm",
            Laboratory.profile("incidents", Map.of("slowdown", 1, "crowd", 1, "traces", 20_000))));
  }

  /**
   * Median latency of calls that succeed: at least doubled when the cascade has reached all that
   * depends on the database, and within 10 % of what it was after its end. Medians of 400 calls and
   * more of laws of sigma 0.3 have a standard error below 2 %: false alarm below 1e-5.
   */
  @Test
  void aCascadeSlowsWhatDependsOnItAndIsGoneAfterwards() {
    for (String tool : TOUCHED) {
      double[] medians = medians("troubled", "troubled", tool);
      assertThat(medians[1]).as("%s in the cascade", tool).isGreaterThan(2 * medians[0]);
      assertThat(medians[2]).as(tool).isCloseTo(medians[0], within(0.1 * medians[0]));
      assertThat(medians("calm", "troubled", tool)[1])
          .as("control: %s without a cascade", tool)
          .isLessThan(2 * medians[0]);
    }
    double[] medians = medians("troubled", "troubled", "clock");
    assertThat(medians[1])
        .as("what depends on nothing")
        .isCloseTo(medians[0], within(0.1 * medians[0]));
  }

  /** Medians before, in the fifth to the three tenths after the peak, and after the end. */
  private static double[] medians(String run, String planned, String tool) {
    return lab.row(
        """
        WITH (SELECT (started_at, peaked_at, ended_at) FROM incidents FINAL
              WHERE run_id = {planned:String} AND kind = 'cascading_degradation') AS times,
          dateDiff('second', times.2, times.3) AS left,
          dateDiff('second', times.2, timestamp_utc) / left AS way
        SELECT
          quantileExactIf(0.5)(latency_ms, timestamp_utc < times.1),
          quantileExactIf(0.5)(latency_ms, way BETWEEN 0.2 AND 0.3),
          quantileExactIf(0.5)(latency_ms, timestamp_utc >= times.3)
        FROM events
        WHERE run_id = {run:String} AND event_type = 'tool_call' AND status = 'ok'
          AND has(tool_invocations, {tool:String})
        """,
        Map.of("run", run, "planned", planned, "tool", tool));
  }

  /**
   * Tens of minutes in which the database's median is 1.3 times that of the day lie within the
   * incident's times. Each holds 200 calls and more: the median's standard error is 2.7 %, and the
   * false alarm below 1e-9.
   */
  @Test
  void theTableOfIncidentsStatesWhenTheCascadeIs() {
    String outsideAndInside =
        """
        WITH (SELECT (started_at, ended_at) FROM incidents FINAL
              WHERE run_id = 'troubled' AND kind = 'cascading_degradation') AS times
        SELECT
          countIf(ten < times.1 - INTERVAL 10 MINUTE OR ten >= times.2),
          countIf(ten >= times.1 AND ten < times.2)
        FROM (
          SELECT toStartOfInterval(timestamp_utc, INTERVAL 10 MINUTE) AS ten,
            quantileExact(0.5)(latency_ms) AS median
          FROM events
          WHERE run_id = {run:String} AND event_type = 'tool_call' AND status = 'ok'
            AND has(tool_invocations, 'database')
          GROUP BY ten
        )
        WHERE median > 1.3 * 20
        """;
    double[] troubled = lab.row(outsideAndInside, Map.of("run", "troubled"));
    assertThat(troubled[0]).as("slow outside").isZero();
    assertThat(troubled[1]).as("slow inside").isGreaterThanOrEqualTo(12);
    assertThat(lab.row(outsideAndInside, Map.of("run", "calm"))[1])
        .as("control: without a cascade")
        .isZero();
  }

  /**
   * Requests a minute while the crowd stays, relative to those before it came: 10 ± 30 %. There are
   * some 10,000 in that time: false alarm below 1e-12.
   */
  @Test
  void aFlashCrowdIsTenTimesTheUsualDemand() {
    String timesTheUsual =
        """
        WITH (SELECT (started_at, peaked_at, ended_at) FROM incidents FINAL
              WHERE run_id = 'troubled' AND kind = 'flash_crowd') AS times,
          times.2 + toIntervalSecond(intDiv(dateDiff('second', times.2, times.3), 2)) AS leaving
        SELECT
          countIf(timestamp_utc BETWEEN times.2 AND leaving)
            / dateDiff('second', times.2, leaving)
          / (countIf(timestamp_utc < times.1)
            / dateDiff('second', toStartOfDay(times.1), times.1))
        FROM events WHERE run_id = {run:String} AND parent_span_id IS NULL
        """;
    assertThat(lab.number(timesTheUsual, Map.of("run", "troubled"))).isCloseTo(10, within(3.0));
    assertThat(lab.number(timesTheUsual, Map.of("run", "calm")))
        .as("control: no crowd")
        .isCloseTo(1, within(0.3));
  }
}
