package io.tracewright.cli.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How tool calls hang together and how they fail. */
@ExtendWith(SharedLaboratory.class)
final class ToolITCase {
  private static final Map<String, Double> FAILURE_RATES =
      Map.of("one_in_twenty", 0.05, "one_in_ten", 0.1, "one_in_five", 0.2);

  private static Laboratory lab;

  @BeforeAll
  static void run(Laboratory laboratory) throws InterruptedException {
    lab = laboratory;
    lab.make(
        lab.plan("patterns", Laboratory.profile("patterns", Map.of())),
        lab.plan("evenly", Laboratory.profile("failures", Map.of("factor", 1, "traces", 30_000))),
        lab.plan(
            "in-bursts", Laboratory.profile("failures", Map.of("factor", 10, "traces", 60_000))));
  }

  /** Each call of a chain starts at or after the end of the one before. No false alarm. */
  @Test
  void callsOfAChainFollowEachOther() {
    assertThat(overlaps("chain")).isZero();
    assertThat(overlaps("gather")).as("control: a gather").isGreaterThan(2_000);
  }

  private static double overlaps(String workload) {
    return ofSteps("chains", workload);
  }

  /**
   * Calls of a gather start within 5 ms, and its results are merged once, after the last has ended.
   * No false alarm.
   */
  @Test
  void callsOfAGatherStartTogetherAndAreMergedAfterTheLast() {
    assertThat(badGathers("gather")).isZero();
    assertThat(badGathers("chain")).as("control: a chain").isGreaterThan(2_000);
  }

  private static double badGathers(String workload) {
    return ofSteps("gathers", workload);
  }

  /** After a decision comes exactly one call, of the tool that it names. No false alarm. */
  @Test
  void aBranchTakesTheWayThatItDecides() {
    assertThat(badBranches("branch")).isZero();
    assertThat(badBranches("chain")).as("control: a chain").isGreaterThan(2_000);
  }

  private static double badBranches(String workload) {
    return ofSteps("branches", workload);
  }

  /**
   * A tool that always fails is tried three times with pauses, then its fallback once. No false
   * alarm.
   */
  @Test
  void aFailingToolIsTriedThreeTimesThenItsFallbackOnce() {
    assertThat(badFallbacks("fallback")).isZero();
    assertThat(badFallbacks("no_fallback")).as("control: it does not fail").isGreaterThan(2_000);
  }

  private static double badFallbacks(String workload) {
    return ofSteps("fallbacks", workload);
  }

  /** The first of two numbers, of which the second says how many were looked at. */
  private static double ofSteps(String query, String workload) {
    double[] found =
        lab.row(
            Laboratory.sql("steps") + Laboratory.sql(query),
            Map.of("run", "patterns", "workload", workload));
    assertThat(found[1]).as("looked at").isGreaterThan(2_000);
    return found[0];
  }

  /** A call fails as often as declared, within 4 standard errors. False alarm: 6e-5 a tool. */
  @Test
  void toolsFailAsOftenAsDeclared() {
    FAILURE_RATES.forEach(
        (tool, rate) -> {
          double[] failed = failures("evenly", tool, 0);
          assertThat(Fit.sigmas(failed[0], failed[1], rate)).as(tool).isBetween(-4.0, 4.0);
          assertThat(Fit.sigmas(failed[0], failed[1], 1.2 * rate))
              .as("control: %s against a fifth more", tool)
              .isLessThan(-4.0);
        });
  }

  private static double[] failures(String run, String tool, int firsts) {
    return lab.row(Laboratory.sql("failures"), Map.of("run", run, "tool", tool, "firsts", firsts));
  }

  /**
   * Bursts keep the mean rate, over time: of the first attempt of a trace's first call, for
   * whatever follows is made more often while it fails, or less. Within 20 %, where 800 spells of
   * each state leave a standard error of 2.6 % and 20,000 calls one of up to 3 %. They cluster
   * failures: in tens of minutes, the variance of their number is more than twice the binomial, and
   * without bursts 1 ± 0.2 (2,000 windows: a standard error of 0.04). When spells are depends on
   * the day. False alarm: below 1e-5.
   */
  @Test
  void failuresComeInBurstsOfTheSameMeanRate() {
    FAILURE_RATES.forEach(
        (tool, rate) -> {
          double[] failed = failures("in-bursts", tool, 1);
          assertThat(failed[0] / failed[1]).as(tool).isCloseTo(rate, within(0.2 * rate));
          assertThat(clustering("in-bursts", tool, rate)).as(tool).isGreaterThan(2);
          assertThat(clustering("evenly", tool, rate))
              .as("control: %s without bursts", tool)
              .isCloseTo(1, within(0.2));
        });
  }

  private static double clustering(String run, String tool, double rate) {
    return lab.number(Laboratory.sql("clustering"), Map.of("run", run, "tool", tool, "rate", rate));
  }
}
