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
 * who share them: activity is Zipf-like with exponent 0.9. What a user does within half an hour is
 * one session, served from one region; what a session asks of one workload is a conversation. All
 * of it follows by hashes from the seed and the user's pseudonym, so that any task knows any user
 * without a table. Not thread-safe, as the stream is not.
 */
public final class People {
  private static final double WEEK_MS = 7 * 86_400_000.0;

  /** Tell apart what is hashed from the same bits. */
  private static final long REGION = 0xa54ff53a5f1d36f1L;

  private static final long MODEL = 0x9b05688c2b3e6c1fL;

  private final Streams random;
  private final long seed;
  private final long windowStartMs;
  private final List<String> zones;
  private final long[] zoneKeys;
  private final Choice<Customer> customers;
  private final Choice<Kind> kinds;
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
    List<ZoneShare> zoneShares = profile.window().timeZones();
    zones = zoneShares.stream().map(ZoneShare::zone).toList();
    zoneKeys = zones.stream().mapToLong(StableHash::of).toArray();
    customers =
        Choice.of(
            random,
            profile.tenants().stream()
                .map(tenant -> Customer.of(tenant, profile.regions(), random))
                .toList(),
            customer -> customer.tenant().share());
    int users = profile.scale().users();
    kinds =
        Choice.of(
            random,
            profile.personas().stream()
                .map(persona -> Kind.of(persona, users, zoneShares, random))
                .toList(),
            Kind::requests);
    attack = Attack.of(seed, customers, kinds, zoneShares, random);
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
            : userId(customer, zone, kind, kind.ranks().get(zone).sample());
    c.session = Sessions.at(StableHash.of(c.userId), c.startMs);
    c.region =
        isAttack ? attack.region() : customer.regions().at(StableHash.unit(c.session ^ REGION));
  }

  /** Pseudonym of the user with a rank, from 1, among those of a tenant, zone and persona. */
  private String userId(Customer customer, int zone, Kind kind, int rank) {
    long home = StableHash.join(StableHash.join(seed, customer.key()), zoneKeys[zone]);
    return pseudonym.of(StableHash.join(StableHash.join(home, kind.key()), rank));
  }

  /**
   * Fills in the conversation of a trace, whose user and workload are known, and its place there.
   */
  public void converse(TraceContext c) {
    c.conversation = StableHash.join(c.session, StableHash.of(c.workload.name()));
    c.message = Sessions.message(StableHash.of(c.userId), c.startMs);
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
