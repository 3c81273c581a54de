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
        Laboratory.sql("cascade_medians"), Map.of("run", run, "planned", planned, "tool", tool));
  }

  /**
   * Tens of minutes in which the database's median is 1.3 times that of the day lie within the
   * incident's times. Each holds 200 calls and more: the median's standard error is 2.7 %, and the
   * false alarm below 1e-9.
   */
  @Test
  void theTableOfIncidentsStatesWhenTheCascadeIs() {
    String outsideAndInside = Laboratory.sql("slow_tens_of_minutes");
    double[] troubled = lab.row(outsideAndInside, Map.of("run", "troubled", "planned", "troubled"));
    assertThat(troubled[0]).as("slow outside").isZero();
    assertThat(troubled[1]).as("slow inside").isGreaterThanOrEqualTo(12);
    assertThat(lab.row(outsideAndInside, Map.of("run", "calm", "planned", "troubled"))[1])
        .as("control: without a cascade")
        .isZero();
  }

  /**
   * Requests a minute while the crowd stays, relative to those before it came: 10 ± 30 %. There are
   * some 10,000 in that time: false alarm below 1e-12.
   */
  @Test
  void aFlashCrowdIsTenTimesTheUsualDemand() {
    String timesTheUsual = Laboratory.sql("flash_crowd");
    assertThat(lab.number(timesTheUsual, Map.of("run", "troubled", "planned", "troubled")))
        .isCloseTo(10, within(3.0));
    assertThat(lab.number(timesTheUsual, Map.of("run", "calm", "planned", "troubled")))
        .as("control: no crowd")
        .isCloseTo(1, within(0.3));
  }
}
