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
    List<String[]> counts = lab.rows(Laboratory.sql("personas"), Map.of("run", "people"));
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
    double[] sessions = groups("sessions", "session");
    assertThat(sessions).startsWith(0, 0, 0);
    assertThat(sessions[3]).as("sessions of several requests").isGreaterThan(1_000);
    double[] users = groups("sessions", "user");
    assertThat(users).startsWith(0, 0);
    assertThat(users[2]).as("control: users are in several regions").isGreaterThan(100);
    double[] hours = groups("sessions", "hour");
    assertThat(hours).as("control: hours are many users'").startsWith(24, 24, 24);
  }

  private static double[] groups(String query, String by) {
    return lab.row(Laboratory.sql(query), Map.of("run", "people", "by", by));
  }

  /** A conversation is about one workload, with one model. No false alarm. */
  @Test
  void aConversationKeepsItsWorkloadAndItsModel() {
    double[] conversations = groups("conversations", "conversation");
    assertThat(conversations).startsWith(0, 0);
    assertThat(conversations[2]).as("of several requests").isGreaterThan(1_000);
    double[] sessions = groups("conversations", "session");
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
        lab.row(Laboratory.sql("favourites"), Map.of("run", "people", "persona", persona));
    assertThat(found[0]).as("%s with many calls", persona).isGreaterThan(80);
    return found[1] >= loyalty + (1 - loyalty) / 5 - 0.05 && found[2] >= 0.95;
  }
}
