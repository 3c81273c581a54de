package io.tracewright.cli.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who asks: personas, users, sessions, conversations. */
@ExtendWith(SharedLaboratory.class)
final class PeopleITCase {
  private static Laboratory lab;

  @BeforeAll
  static void run(Laboratory laboratory) throws InterruptedException {
    lab = laboratory;
    lab.make(lab.plan("people", Laboratory.profile("people", Map.of())));
  }

  /**
   * Personas' shares of requests are share x activity. Each request draws its persona on its own,
   * so that no design effect is needed. False alarm: 1e-4.
   */
  @Test
  void personasAskAsOftenAsTheyAreActive() {
    List<String[]> counts =
        lab.rows(
            """
            SELECT JSONExtractString(request_metadata, 'persona'), count() FROM events
            WHERE run_id = 'people' AND parent_span_id IS NULL GROUP BY 1
            """,
            Map.of());
    Map<String, Double> traffic = Map.of("expert", 0.1 * 5, "visitor", 0.7 * 1, "robot", 0.2 * 4);
    Map<String, Double> users = Map.of("expert", 0.1, "visitor", 0.7, "robot", 0.2);
    assertThat(Fit.chiSquareP(traffic, counts)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.chiSquareP(users, counts))
        .as("control: shares of users")
        .isLessThan(Fit.FALSE_ALARM);
  }

  /** A session is one user's, of one tenant, in one region. No false alarm. */
  @Test
  void aSessionHasOneUserOneTenantAndOneRegion() {
    String several =
        """
        SELECT countIf(users > 1), countIf(tenants > 1), countIf(regions > 1), countIf(traces > 1)
        FROM (
          SELECT uniqExact(user_id) AS users, uniqExact(tenant_id) AS tenants,
            uniqExact(region) AS regions, uniqExact(trace_id) AS traces
          FROM events WHERE run_id = 'people' GROUP BY %s
        )
        """;
    double[] sessions = lab.row(several.formatted("session_id"), Map.of());
    assertThat(sessions).startsWith(0, 0, 0);
    assertThat(sessions[3]).as("sessions of several requests").isGreaterThan(1_000);
    double[] users = lab.row(several.formatted("user_id"), Map.of());
    assertThat(users).startsWith(0, 0);
    assertThat(users[2]).as("control: users are in several regions").isGreaterThan(100);
    double[] hours = lab.row(several.formatted("toHour(timestamp_utc)"), Map.of());
    assertThat(hours).as("control: hours are many users'").startsWith(24, 24, 24);
  }

  /** A conversation is about one workload, with one model. No false alarm. */
  @Test
  void aConversationKeepsItsWorkloadAndItsModel() {
    String several =
        """
        SELECT countIf(workloads > 1), countIf(models > 1), countIf(traces > 1) FROM (
          SELECT uniqExact(workload_type) AS workloads,
            uniqExactIf(model_name, model_name != '') AS models,
            uniqExact(trace_id) AS traces
          FROM events
          JOIN (
            SELECT trace_id, JSONExtractString(request_metadata, 'conversation') AS conversation
            FROM events WHERE run_id = 'people' AND parent_span_id IS NULL
          ) AS roots USING trace_id
          WHERE run_id = 'people' GROUP BY %s
        )
        """;
    double[] conversations = lab.row(several.formatted("conversation"), Map.of());
    assertThat(conversations).startsWith(0, 0);
    assertThat(conversations[2]).as("of several requests").isGreaterThan(1_000);
    double[] sessions = lab.row(several.formatted("session_id"), Map.of());
    assertThat(sessions[0]).as("control: workloads of sessions").isGreaterThan(1_000);
    assertThat(sessions[1]).as("control: models of sessions").isGreaterThan(1_000);
  }

  /**
   * Of five tools with equal weights, a loyal user's favourite takes at least loyalty + (1 -
   * loyalty) / 5 of the calls, less 0.05, on average over more than 80 users with 30 calls and more
   * in the week (a standard error of about 0.01), and is the same in both halves for 95 % of them.
   * False alarm: below 1e-5.
   */
  @Test
  void loyalUsersKeepTheirFavouriteTool() {
    assertThat(hasFavourites("expert", 0.8)).isTrue();
    assertThat(hasFavourites("robot", 0.9)).isTrue();
    assertThat(hasFavourites("visitor", 0.8)).as("control: the disloyal").isFalse();
  }

  private static boolean hasFavourites(String persona, double loyalty) {
    double[] found =
        lab.row(
            """
            SELECT count(), avg(share), avg(first = second) FROM (
              SELECT
                sumMap(map(tool, calls)) AS by_tool,
                arrayMax(mapValues(by_tool)) / arraySum(mapValues(by_tool)) AS share,
                argMaxIf(tool, calls, half = 0) AS first, argMaxIf(tool, calls, half = 1) AS second,
                least(sumIf(calls, half = 0), sumIf(calls, half = 1)) AS fewer
              FROM (
                SELECT user_id, workload_type, toString(tool_invocations[1]) AS tool,
                  events.timestamp_utc > (
                    SELECT max(timestamp_utc) - INTERVAL 84 HOUR FROM events WHERE run_id = 'people'
                  ) AS half,
                  count() AS calls
                FROM events
                JOIN (
                  SELECT trace_id FROM events WHERE run_id = 'people' AND parent_span_id IS NULL
                    AND JSONExtractString(request_metadata, 'persona') = {persona:String}
                ) AS roots USING trace_id
                WHERE run_id = 'people' AND event_type = 'tool_call'
                GROUP BY user_id, workload_type, tool, half
              )
              GROUP BY user_id, workload_type
              HAVING fewer >= 15
            )
            """,
            Map.of("persona", persona));
    assertThat(found[0]).as("%s with many calls", persona).isGreaterThan(80);
    return found[1] >= loyalty + (1 - loyalty) / 5 - 0.05 && found[2] >= 0.95;
  }
}
