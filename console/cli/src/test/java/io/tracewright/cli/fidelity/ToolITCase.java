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

  /**
   * The spans of a workload's tool steps. A step lies between two model calls of an agent, so their
   * number before it tells steps of an agent apart.
   */
  private static final String STEPS =
      """
      WITH steps AS (
        SELECT * FROM (
          SELECT trace_id, parent_span_id, event_type, operation_name, status,
            countIf(event_type = 'llm_call')
              OVER (PARTITION BY trace_id, parent_span_id ORDER BY timestamp_utc) AS turn,
            toUnixTimestamp64Milli(timestamp_utc) AS start,
            start + latency_ms AS end,
            JSONExtractUInt(request_metadata, 'step') AS step,
            JSONExtractUInt(request_metadata, 'attempt') AS attempt,
            JSONExtractString(request_metadata, 'pattern') AS pattern,
            JSONExtractString(response_metadata, 'decision') AS decision,
            tool_invocations[1] AS tool
          FROM events WHERE run_id = 'patterns' AND workload_type = {workload:String}
        ) WHERE event_type IN ('tool_call', 'chain')
      )
      """;

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
    return ofSteps(
        """
        SELECT countIf(start < before), count() FROM (
          SELECT start, max(end) OVER (
            PARTITION BY trace_id, parent_span_id, turn ORDER BY step
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
          FROM steps WHERE event_type = 'tool_call'
        )
        """,
        workload);
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
    return ofSteps(
        """
        SELECT countIf(skew > 5 OR merges != 1 OR merge < last), count() FROM (
          SELECT
            maxIf(start, event_type = 'tool_call') - minIf(start, event_type = 'tool_call') AS skew,
            countIf(operation_name = 'merge_results') AS merges,
            minIf(start, operation_name = 'merge_results') AS merge,
            maxIf(end, event_type = 'tool_call') AS last
          FROM steps GROUP BY trace_id, parent_span_id, turn
        )
        """,
        workload);
  }

  /** After a decision comes exactly one call, of the tool that it names. No false alarm. */
  @Test
  void aBranchTakesTheWayThatItDecides() {
    assertThat(badBranches("branch")).isZero();
    assertThat(badBranches("chain")).as("control: a chain").isGreaterThan(2_000);
  }

  private static double badBranches(String workload) {
    return ofSteps(
        """
        SELECT
          countIf(routes != 1 OR calls != 1 OR tool != decision OR call < routed), count()
        FROM (
          SELECT
            countIf(operation_name = 'route') AS routes,
            maxIf(end, operation_name = 'route') AS routed,
            countIf(event_type = 'tool_call') AS calls,
            minIf(start, event_type = 'tool_call') AS call,
            max(toString(tool)) AS tool, max(decision) AS decision
          FROM steps GROUP BY trace_id, parent_span_id, turn
        )
        """,
        workload);
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
    return ofSteps(
        """
        SELECT countIf(calls != [
          ('broken', 1, 'error'), ('broken', 2, 'error'), ('broken', 3, 'error'), ('spare', 1, 'ok')]
          OR overlaps > 0), count()
        FROM (
          SELECT
            arraySort(groupArray((start, end, toString(tool), attempt, toString(status)))) AS rows,
            arrayMap(r -> (r.3, r.4, r.5), rows) AS calls,
            arrayCount((r, next) -> next.1 != 0 AND r.2 >= next.1, rows, arrayShiftLeft(rows, 1))
              AS overlaps
          FROM steps WHERE event_type = 'tool_call' AND pattern = 'retry_fallback'
          GROUP BY trace_id, parent_span_id, turn
        )
        """,
        workload);
  }

  /** The first of two numbers, of which the second says how many were looked at. */
  private static double ofSteps(String query, String workload) {
    double[] found = lab.row(STEPS + query, Map.of("workload", workload));
    assertThat(found[1]).as("looked at").isGreaterThan(2_000);
    return found[0];
  }

  /** A call fails as often as declared, within 4 standard errors. False alarm: 6e-5 a tool. */
  @Test
  void toolsFailAsOftenAsDeclared() {
    FAILURE_RATES.forEach(
        (tool, rate) -> {
          double[] failed = failures("evenly", tool, "1");
          assertThat(Fit.sigmas(failed[0], failed[1], rate)).as(tool).isBetween(-4.0, 4.0);
          assertThat(Fit.sigmas(failed[0], failed[1], 1.2 * rate))
              .as("control: %s against a fifth more", tool)
              .isLessThan(-4.0);
        });
  }

  private static double[] failures(String run, String tool, String condition) {
    return lab.row(
        """
        SELECT countIf(status = 'error'), count() FROM events
        WHERE run_id = {run:String} AND event_type = 'tool_call'
          AND has(tool_invocations, {tool:String}) AND %s
        """
            .formatted(condition),
        Map.of("run", run, "tool", tool));
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
    String first =
        "JSONExtractUInt(request_metadata, 'attempt') = 1"
            + " AND JSONExtractUInt(request_metadata, 'step') = 1";
    FAILURE_RATES.forEach(
        (tool, rate) -> {
          double[] failed = failures("in-bursts", tool, first);
          assertThat(failed[0] / failed[1]).as(tool).isCloseTo(rate, within(0.2 * rate));
          assertThat(clustering("in-bursts", tool, rate)).as(tool).isGreaterThan(2);
          assertThat(clustering("evenly", tool, rate))
              .as("control: %s without bursts", tool)
              .isCloseTo(1, within(0.2));
        });
  }

  private static double clustering(String run, String tool, double rate) {
    return lab.number(
        """
        SELECT avg(pow(failed - calls * {rate:Float64}, 2))
          / (avg(calls) * {rate:Float64} * (1 - {rate:Float64}))
        FROM (
          SELECT countIf(status = 'error') AS failed, count() AS calls FROM events
          WHERE run_id = {run:String} AND event_type = 'tool_call'
            AND has(tool_invocations, {tool:String})
          GROUP BY toStartOfInterval(timestamp_utc, INTERVAL 10 MINUTE)
        )
        """,
        Map.of("run", run, "tool", tool, "rate", rate));
  }
}
