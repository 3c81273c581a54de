package io.tracewright.engine.generate.people;

import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.profile.ZoneShare;
import java.util.List;

/**
 * The people behind the requests.
 *
 * <p>A user belongs to one tenant, time zone and persona for good, and is the n-th busiest of those
 * who share them: activity is Zipf-like with exponent 0.9. Those who are at work at a time sit in
 * seats, of which there are as many as it takes for a session to hold about {@value
 * #REQUESTS_A_SESSION} requests; who sits in a seat for the next {@value #SITTING_HOURS} hours
 * follows from the seat and the time. What a user does within half an hour is one session, served
 * from one region, near the user where the shares of regions allow it; what a session asks of one
 * workload is a conversation. All of it follows by hashes from the seed and the user's pseudonym,
 * so that any task knows any user without a table. Not thread-safe, as the stream is not.
 */
public final class People {
  private static final int REQUESTS_A_SESSION = 4;
  private static final int SITTING_HOURS = 2;
  private static final long SITTING_MS = SITTING_HOURS * 3_600_000L;
  private static final int MOST_SEATS = 1 << 30;

  private static final double WEEK_MS = 7 * 86_400_000.0;

  /** Tell apart what is hashed from the same bits. */
  private static final long REGION = 0xa54ff53a5f1d36f1L;

  private static final long MODEL = 0x9b05688c2b3e6c1fL;
  private static final long TALKATIVE = 0x510e527fade682d1L;

  private final Streams random;
  private final long seed;
  private final long windowStartMs;
  private final List<String> zones;
  private final long[] zoneKeys;
  private final double[] zoneShares;
  private final Choice<Customer> customers;
  private final Choice<Kind> kinds;
  private final double requestsOfAllKinds;

  /** Seeded for a seat and a sitting; draws who sits there. */
  private final Streams sitting = new Streams();

  private final Attack attack;
  private final Pseudonym pseudonym = new Pseudonym();

  /**
   * Prepares a profile's people.
   *
   * @param seed seed of the run
   * @param random the stream to draw from
   * @param windowStartMs when users are as sophisticated as their persona states, milliseconds
   *     since the epoch
   * @throws IllegalArgumentException if no region may serve a tenant
   */
  public People(long seed, WorkloadProfile profile, Streams random, long windowStartMs) {
    this.random = random;
    this.seed = seed;
    this.windowStartMs = windowStartMs;
    List<ZoneShare> inZones = profile.window().timeZones();
    zones = inZones.stream().map(ZoneShare::zone).toList();
    zoneShares = zoneShares(profile);
    zoneKeys = zones.stream().mapToLong(StableHash::of).toArray();
    customers =
        Choice.of(
            random,
            profile.tenants().stream()
                .map(tenant -> Customer.of(tenant, profile.regions(), inZones, random))
                .toList(),
            customer -> customer.tenant().share());
    int users = profile.scale().users();
    kinds =
        Choice.of(
            random,
            profile.personas().stream()
                .map(persona -> Kind.of(persona, users, inZones, sitting))
                .toList(),
            Kind::requests);
    requestsOfAllKinds =
        profile.personas().stream().mapToDouble(p -> p.share() * p.activity()).sum();
    attack = Attack.of(seed, customers, kinds, inZones, random);
  }

  /**
   * Draws whose request a trace is: tenant, persona, time zone, user, session and region.
   *
   * @param c the trace; its start is known
   * @param zone place of the user's time zone in the profile
   * @param isAttack whether the request is one of few attackers', who have a zone of their own
   */
  public void draw(TraceContext c, int zone, boolean isAttack) {
    Customer customer = isAttack ? attack.customer() : customers.draw();
    Kind kind = isAttack ? attack.kind() : kinds.draw();
    c.tenant = customer.tenant();
    c.persona = kind.persona();
    c.timeZone = isAttack ? attack.zone() : zones.get(zone);
    c.userId =
        isAttack
            ? pseudonym.of(StableHash.join(attack.key(), random.nextInt(Attack.ATTACKERS)))
            : user(c, customer, zone, kind);
    c.session = Sessions.at(StableHash.of(c.userId), c.startMs);
    c.region =
        isAttack
            ? attack.region()
            : customer.regions().get(zone).at(StableHash.unit(c.session ^ REGION));
  }

  /** Pseudonym of the user who sits in one of the seats of a tenant, zone and persona. */
  private String user(TraceContext c, Customer customer, int zone, Kind kind) {
    long home = StableHash.join(StableHash.join(seed, customer.key()), zoneKeys[zone]);
    long peers = StableHash.join(home, kind.key());
    double share =
        customer.tenant().share() * zoneShares[zone] * kind.requests() / requestsOfAllKinds;
    double requests = c.ratePerSecond * Sessions.SESSION_MS / 1_000 * share;
    int seats = (int) Math.min(MOST_SEATS, Math.max(1, Math.round(requests / REQUESTS_A_SESSION)));
    long seat = StableHash.join(~peers, random.nextInt(seats));
    long since = c.startMs + Long.remainderUnsigned(seat, SITTING_MS);
    sitting.seed(
        seed, Streams.Purpose.USER, StableHash.join(seat, Math.floorDiv(since, SITTING_MS)));
    return pseudonym.of(StableHash.join(peers, kind.ranks().get(zone).sample()));
  }

  private static double[] zoneShares(WorkloadProfile profile) {
    return profile.window().timeZones().stream().mapToDouble(ZoneShare::share).toArray();
  }

  /**
   * Fills in the conversation of a trace, whose user and workload are known, and how far it is.
   *
   * <p>How much has been said grows with the session's age, in some conversations from more than in
   * others. Ages are even over all traces, so is what conversations differ in, and thus the place
   * that their sum has: lengths follow their law over all traces and yet only grow within one.
   */
  public void converse(TraceContext c) {
    c.conversation = StableHash.join(c.session, StableHash.of(c.workload.name()));
    c.sessionAgeMs = Sessions.ageMs(StableHash.of(c.userId), c.startMs);
    double age = c.sessionAgeMs / (double) Sessions.SESSION_MS;
    c.historyPlace = placeOfSum(age + StableHash.unit(c.conversation ^ TALKATIVE));
  }

  /** Share of the sums of two numbers, each evenly from 0 to 1, that are less than a sum. */
  private static double placeOfSum(double sum) {
    return sum < 1 ? sum * sum / 2 : 1 - (2 - sum) * (2 - sum) / 2;
  }

  /**
   * Probability that a trace's user takes the longer of two courses, 0 to 1; it grows with time.
   */
  public double sophistication(TraceContext c) {
    double weeks = Math.max(0, c.startMs - windowStartMs) / WEEK_MS;
    return Math.min(1, c.persona.sophistication() + c.persona.growthPerWeek() * weeks);
  }

  /** What a user prefers in a workload: a place in the unit interval that never changes. */
  public double favourite(TraceContext c) {
    return StableHash.unit(
        StableHash.join(StableHash.of(c.userId), StableHash.of(c.workload.name())));
  }

  /** A place in the unit interval that is the same throughout a conversation. */
  public double conversationUnit(TraceContext c) {
    return StableHash.unit(c.conversation ^ MODEL);
  }
}
