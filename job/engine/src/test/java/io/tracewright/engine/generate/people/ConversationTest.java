package io.tracewright.engine.generate.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Fit;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

/** What a user's hash decides; false alarm {@link Fit#FALSE_ALARM} for each test of uniformity. */
class ConversationTest {
  private static final int USERS = 20_000;
  private static final Workload CHAT = workload("chat");
  private static final Workload REPORTS = workload("reports");

  private final People people =
      new People(
          7,
          new WorkloadProfile(
              1, "p", null, 0, null, null, null, null, null, null, null, List.of(), List.of(), null,
              null, null, null, null, null, null, null, null, null),
          new Streams(),
          TestRuns.MONDAY_MS);

  private final TraceContext c = new TraceContext();

  @Test
  void favouritesPersistAndDifferByUserAndWorkload() {
    double[] chat = new double[USERS];
    double[] reports = new double[USERS];
    for (int user = 0; user < USERS; user++) {
      at(user, 0, CHAT);
      chat[user] = people.favourite(c);
      at(user, 5 * 86_400_000L, workload("chat"));
      assertThat(people.favourite(c)).isEqualTo(chat[user]);
      at(user, 0, REPORTS);
      reports[user] = people.favourite(c);
    }
    assertUniformAndUnrelated(chat, reports);
  }

  @Test
  void aConversationIsASessionAndAWorkloadAndHasOnePlace() {
    double[] chat = new double[USERS];
    double[] reports = new double[USERS];
    Set<Long> conversations = new HashSet<>();
    for (int user = 0; user < USERS; user++) {
      at(user, 0, CHAT);
      chat[user] = people.conversationUnit(c);
      conversations.add(c.conversation);
      at(user, 1_000, workload("chat"));
      if (c.session == Sessions.at(StableHash.of(c.userId), TestRuns.MONDAY_MS)) {
        assertThat(conversations.add(c.conversation)).isFalse();
        assertThat(people.conversationUnit(c)).isEqualTo(chat[user]);
      }
      at(user, 1_000, REPORTS);
      reports[user] = people.conversationUnit(c);
      assertThat(conversations.add(c.conversation)).isTrue();
    }
    assertUniformAndUnrelated(chat, reports);
  }

  private static void assertUniformAndUnrelated(double[] one, double[] other) {
    assertThat(Fit.ksP(one, x -> x)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.ksP(other, x -> x)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.ksP(one, x -> x * x * 0.1 + x * 0.9)).isLessThan(Fit.FALSE_ALARM);
    // Six standard deviations: a false alarm in 2e-9.
    double bound = 6 / Math.sqrt(one.length);
    assertThat(Math.abs(new PearsonsCorrelation().correlation(one, other))).isLessThan(bound);
    assertThat(new PearsonsCorrelation().correlation(one, one)).isGreaterThan(bound);
  }

  @Test
  void agesGrowWithTimeAndStartOverWithTheSession() {
    for (int user = 0; user < 200; user++) {
      at(user, 0, CHAT);
      long session = c.session;
      long age = c.sessionAgeMs;
      double place = c.historyPlace;
      for (long time = 1_000; time < 3 * Sessions.SESSION_MS; time += 1_000) {
        at(user, time, CHAT);
        if (c.session == session) {
          assertThat(c.sessionAgeMs).isEqualTo(age + 1_000);
          assertThat(c.historyPlace).isGreaterThan(place);
        } else {
          assertThat(c.sessionAgeMs).isLessThan(1_000);
          assertThat(c.historyPlace).isBetween(0.0, 0.51);
        }
        session = c.session;
        age = c.sessionAgeMs;
        place = c.historyPlace;
      }
    }
  }

  /** So that prompts keep the law of their lengths. */
  @Test
  void placesOfLengthsAreEvenOverAllTraces() {
    double[] places = new double[USERS];
    double[] ages = new double[USERS];
    for (int user = 0; user < USERS; user++) {
      at(user, 40_000_000L + 7L * user, user % 2 == 0 ? CHAT : REPORTS);
      places[user] = c.historyPlace;
      ages[user] = c.sessionAgeMs;
    }
    assertThat(Fit.ksP(places, x -> x)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.ksP(places, x -> x * x * 0.1 + x * 0.9)).isLessThan(Fit.FALSE_ALARM);
    assertThat(new PearsonsCorrelation().correlation(places, ages)).isBetween(0.6, 0.8);
  }

  /** All at once, they would show as a step in every chart. */
  @Test
  void sessionsOfDifferentUsersBeginAtDifferentTimes() {
    double[] begun =
        IntStream.range(0, USERS)
            .mapToDouble(
                user -> {
                  long key = StableHash.of(name(user));
                  long low = 0;
                  long high = Sessions.SESSION_MS;
                  while (high - low > 1) {
                    long middle = (low + high) / 2;
                    if (Sessions.at(key, middle) == Sessions.at(key, 0)) {
                      low = middle;
                    } else {
                      high = middle;
                    }
                  }
                  return (double) high / Sessions.SESSION_MS;
                })
            .toArray();
    assertThat(Fit.ksP(begun, x -> x)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.ksP(begun, x -> x * x * 0.1 + x * 0.9)).isLessThan(Fit.FALSE_ALARM);
  }

  private void at(int user, long sinceMondayMs, Workload workload) {
    c.userId = name(user);
    c.workload = workload;
    c.startMs = TestRuns.MONDAY_MS + sinceMondayMs;
    c.session = Sessions.at(StableHash.of(c.userId), c.startMs);
    people.converse(c);
  }

  private static String name(int user) {
    return new Pseudonym().of(StableHash.join(1, user));
  }

  private static Workload workload(String name) {
    return new Workload(
        name, "simple_chat", null, 1, 0, null, null, null, 0, 0, 0, null, null, null, null, null);
  }
}
