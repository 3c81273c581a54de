package io.tracewright.engine.generate.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.engine.Fit;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Persona;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Scale;
import io.tracewright.model.profile.Tenant;
import io.tracewright.model.profile.Window;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.profile.ZoneShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who asks; by chi-square where it is a matter of shares, false alarm {@link Fit#FALSE_ALARM}. */
class PeopleTest {
  private static final int TRACES = 100_000;
  private static final long WEEK_MS = 7 * 86_400_000L;

  private static final List<Tenant> TENANTS =
      List.of(new Tenant("acme", 0.6, null), new Tenant("eu-bank", 0.4, "eu"));
  private static final List<Region> REGIONS =
      List.of(
          new Region("us-east-1", 0.5, 10, "us"),
          new Region("eu-west-1", 0.1, 10, "eu"),
          new Region("eu-north-1", 0.2, 10, "eu"),
          new Region("anywhere", 0.2, 10, null));
  private static final List<ZoneShare> ZONES =
      List.of(new ZoneShare("America/New_York", 0.75), new ZoneShare("Europe/Berlin", 0.25));
  private static final List<Persona> PERSONAS =
      List.of(
          new Persona("casual", 0.8, 1.0, 0, 0.2, 0.1),
          new Persona("power_user", 0.2, 6.0, 0.7, 0.9, 0.1));
  private static final double[] REQUESTS_BY_PERSONA = {0.8 * 1, 0.2 * 6};

  private static final WorkloadProfile PROFILE = profile(TENANTS, ZONES, PERSONAS, 2_000);

  @Test
  void tenantsAndPersonasHaveTheirShares() {
    List<Request> requests = requests(PROFILE, 1, TRACES, false);
    assertShares(requests, Request::tenant, List.of("acme", "eu-bank"), 0.6, 0.4);
    for (Tenant tenant : TENANTS) {
      for (ZoneShare zone : ZONES) {
        List<Request> some =
            requests.stream()
                .filter(r -> r.tenant.equals(tenant.id()) && r.zone.equals(zone.zone()))
                .toList();
        long[] counts = counts(some, Request::persona, List.of("casual", "power_user"));
        assertThat(Fit.chiSquareP(REQUESTS_BY_PERSONA, counts)).isGreaterThan(Fit.FALSE_ALARM);
        // As if personas were as active as one another.
        assertThat(Fit.chiSquareP(new double[] {0.8, 0.2}, counts)).isLessThan(Fit.FALSE_ALARM);
      }
    }
  }

  private static void assertShares(
      List<Request> requests,
      Function<Request, String> value,
      List<String> names,
      double... shares) {
    long[] counts = counts(requests, value, names);
    assertThat(Fit.chiSquareP(shares, counts)).isGreaterThan(Fit.FALSE_ALARM);
    double[] off = shares.clone();
    off[0] *= 1.1;
    assertThat(Fit.chiSquareP(off, counts)).isLessThan(Fit.FALSE_ALARM);
  }

  @Test
  void aUserHasOneTenantZoneAndPersona() {
    Map<String, String> homes = new HashMap<>();
    for (Request request : requests(PROFILE, 1, TRACES, false)) {
      assertThat(homes.putIfAbsent(request.user, request.home())).isIn(null, request.home());
      assertThat(request.zone).isEqualTo(ZONES.get(request.zoneAsked).zone());
    }
    assertThat(homes).hasSizeGreaterThan(3_000);
  }

  /** With so few users the least busy of a combination is seen 30 times on average. */
  @Test
  void usersAreSplitByZoneAndPersonaWithinEveryTenant() {
    WorkloadProfile small = profile(TENANTS, ZONES, PERSONAS, 100);
    Map<String, Set<String>> users = new HashMap<>();
    for (Request request : requests(small, 1, TRACES, false)) {
      users.computeIfAbsent(request.home(), home -> new HashSet<>()).add(request.user);
    }
    for (Tenant tenant : TENANTS) {
      assertThat(users.get(tenant.id() + " America/New_York casual")).hasSize(60);
      assertThat(users.get(tenant.id() + " America/New_York power_user")).hasSize(15);
      assertThat(users.get(tenant.id() + " Europe/Berlin casual")).hasSize(20);
      assertThat(users.get(tenant.id() + " Europe/Berlin power_user")).hasSize(5);
    }
    WorkloadProfile tiny = profile(TENANTS, ZONES, PERSONAS, 1);
    assertThat(distinct(requests(tiny, 1, 1_000, false), Request::user)).isEqualTo(2 * 2 * 2);
  }

  /** Ranks are read from other requests than those that are tested. */
  @Test
  void activityIsZipfLike() {
    WorkloadProfile one =
        profile(
            List.of(new Tenant("acme", 1, null)),
            List.of(new ZoneShare("UTC", 1)),
            List.of(new Persona("user", 1, null, 0, 0, 0)),
            20);
    List<Request> requests = requests(one, 1, 4 * TRACES, false);
    Map<String, Long> first =
        requests.subList(TRACES, 4 * TRACES).stream()
            .collect(Collectors.groupingBy(Request::user, Collectors.counting()));
    List<String> byRank =
        first.keySet().stream().sorted(Comparator.comparing(user -> -first.get(user))).toList();
    assertThat(byRank).hasSize(20);
    long[] counts = counts(requests.subList(0, TRACES), Request::user, byRank);
    assertThat(Fit.chiSquareP(zipf(0.9), counts)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.chiSquareP(zipf(0.85), counts)).isLessThan(Fit.FALSE_ALARM);
  }

  private static double[] zipf(double exponent) {
    return IntStream.rangeClosed(1, 20).mapToDouble(rank -> Math.pow(rank, -exponent)).toArray();
  }

  @Test
  void aSessionHasOneUserAndOneRegionAndLastsHalfAnHourAtMost() {
    Map<Long, Request> sessions = new HashMap<>();
    Set<String> regionsOfUsers = new HashSet<>();
    for (Request request : requests(PROFILE, 1, TRACES, false)) {
      Request other = sessions.putIfAbsent(request.session, request);
      regionsOfUsers.add(request.user + request.region);
      if (other != null) {
        assertThat(request.user).isEqualTo(other.user);
        assertThat(request.region).isEqualTo(other.region);
        assertThat(Math.abs(request.startMs - other.startMs)).isLessThan(Sessions.SESSION_MS);
      }
    }
    assertThat(sessions).hasSizeBetween(TRACES / 10, TRACES - 1_000);
    // It is the session that has one region, not the user.
    assertThat(regionsOfUsers)
        .hasSizeGreaterThan(2 * distinct(requests(PROFILE, 1, TRACES, false), Request::user));
  }

  /** Sessions are independent; so many of each zone that the shares of zones hold. */
  @Test
  void regionsHaveTheirSharesWithinTheTenantsResidency() {
    Map<Long, Request> sessions = firstOfSessions(PROFILE);
    List<String> names = REGIONS.stream().map(Region::name).toList();
    List<Request> acme = byShareOfZones(of("acme", sessions));
    assertShares(acme, Request::region, names, 0.5, 0.1, 0.2, 0.2);
    long[] bank = counts(byShareOfZones(of("eu-bank", sessions)), Request::region, names);
    assertThat(Fit.chiSquareP(new double[] {0, 1, 2, 0}, bank)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.chiSquareP(new double[] {0, 1.1, 1.9, 0}, bank)).isLessThan(Fit.FALSE_ALARM);
    assertThat(bank[0] + bank[3]).isZero();
  }

  private static List<Request> byShareOfZones(List<Request> sessions) {
    Map<String, List<Request>> byZone =
        sessions.stream().collect(Collectors.groupingBy(Request::zone));
    double most =
        ZONES.stream()
            .mapToDouble(zone -> byZone.get(zone.zone()).size() / zone.share())
            .min()
            .orElseThrow();
    return ZONES.stream()
        .flatMap(z -> byZone.get(z.zone()).subList(0, (int) (most * z.share())).stream())
        .toList();
  }

  /**
   * Europeans, a quarter, all fit into three tenths of regions in Europe; of the Americans, three
   * quarters, half of all requests fit into America's region, and the others go where there is
   * room.
   */
  @Test
  void usersAreServedOnTheirContinentWhereSharesAllowIt() {
    Map<Long, Request> sessions = firstOfSessions(PROFILE);
    List<String> names = REGIONS.stream().map(Region::name).toList();
    Map<String, List<Request>> byZone =
        of("acme", sessions).stream().collect(Collectors.groupingBy(Request::zone));
    long[] europeans = counts(byZone.get("Europe/Berlin"), Request::region, names);
    assertThat(europeans[0] + europeans[3]).isZero();
    assertThat(Fit.chiSquareP(new double[] {0, 1, 2, 0}, europeans)).isGreaterThan(Fit.FALSE_ALARM);
    assertShares(
        byZone.get("America/New_York"), Request::region, names, 0.5, 0.05 / 3, 0.05 * 2 / 3, 0.2);
  }

  @Test
  void zonesThatNobodyPlacesAreServedByShares() {
    WorkloadProfile nowhere = profile(TENANTS, List.of(new ZoneShare("UTC", 1)), PERSONAS, 2_000);
    List<Request> some = of("acme", firstOfSessions(nowhere));
    // Requests from nowhere go first to the region that is nowhere.
    assertShares(
        some, Request::region, REGIONS.stream().map(Region::name).toList(), 0.5, 0.1, 0.2, 0.2);
  }

  @Test
  void continentsAreReadFromTheNamesOfZonesAndRegions() {
    assertThat(Stream.of("America/Sao_Paulo", "us-east-1", "ca-central-1", "southamerica-east1"))
        .allMatch(name -> Continent.of(name) == Continent.AMERICA);
    assertThat(Stream.of("Europe/London", "eu-north-1", "europe-west4", "uk_south"))
        .allMatch(name -> Continent.of(name) == Continent.EUROPE);
    assertThat(Stream.of("Asia/Tokyo", "Australia/Melbourne", "ap-southeast-2", "asia-east1"))
        .allMatch(name -> Continent.of(name) == Continent.ASIA);
    assertThat(Stream.of("UTC", "moon", "anywhere", "usual"))
        .allMatch(name -> Continent.of(name) == Continent.UNKNOWN);
  }

  private static Map<Long, Request> firstOfSessions(WorkloadProfile profile) {
    Map<Long, Request> sessions = new HashMap<>();
    requests(profile, 1, TRACES, false).forEach(r -> sessions.putIfAbsent(r.session, r));
    return sessions;
  }

  private static List<Request> of(String tenant, Map<Long, Request> sessions) {
    return sessions.values().stream().filter(r -> r.tenant.equals(tenant)).toList();
  }

  @Test
  void aTenantThatNoRegionMayServeIsRefused() {
    WorkloadProfile stranded = profile(List.of(new Tenant("acme", 1, "ch")), ZONES, PERSONAS, 10);
    assertThatThrownBy(() -> new People(1, stranded, new Streams(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tenant acme must stay in ch, where no region has a share");
  }

  @Test
  void aRunHasFiveAttackersOfOneTenantInOneRegion() {
    Set<String> attackers = new HashSet<>();
    Set<String> places = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      List<Request> attack = requests(PROFILE, seed, 500, true);
      assertThat(distinct(attack, Request::user)).isEqualTo(Attack.ATTACKERS);
      assertThat(distinct(attack, r -> r.home() + r.region)).isEqualTo(1);
      assertThat(attack.get(0).tenant.equals("eu-bank") && !attack.get(0).region.startsWith("eu"))
          .isFalse();
      assertThat(attack).allMatch(r -> r.user.matches("u-[a-zA-Z]{12}"));
      attack.forEach(r -> attackers.add(r.user));
      places.add(attack.get(0).home() + attack.get(0).region);
      assertThat(requests(PROFILE, seed, 500, false)).noneMatch(r -> attackers.contains(r.user));
    }
    assertThat(attackers).hasSize(20 * Attack.ATTACKERS);
    assertThat(places).hasSizeGreaterThan(5);
  }

  @Test
  void sophisticationGrowsByTheWeekUpToOne() {
    People people = new People(1, PROFILE, new Streams(), TestRuns.MONDAY_MS);
    TraceContext c = new TraceContext();
    c.persona = PERSONAS.get(0);
    c.startMs = TestRuns.MONDAY_MS;
    assertThat(people.sophistication(c)).isEqualTo(0.2);
    c.startMs += 3 * WEEK_MS;
    assertThat(people.sophistication(c)).isBetween(0.499_999, 0.500_001);
    c.startMs += 300 * WEEK_MS;
    assertThat(people.sophistication(c)).isEqualTo(1);
    c.startMs = TestRuns.MONDAY_MS - WEEK_MS;
    assertThat(people.sophistication(c)).isEqualTo(0.2);
  }

  @Test
  void theSameSeedHasTheSamePeopleAndAnotherSeedOthers() {
    List<Request> requests = requests(PROFILE, 1, 2_000, false);
    assertThat(requests(PROFILE, 1, 2_000, false)).isEqualTo(requests);
    Set<String> users = requests.stream().map(Request::user).collect(Collectors.toSet());
    assertThat(requests(PROFILE, 2, 2_000, false)).noneMatch(r -> users.contains(r.user));
  }

  /** What a seed means must not change unnoticed. */
  @Test
  void thePeopleOfASeedAreTheseForGood() {
    assertThat(requests(PROFILE, 1, 2, false))
        .extracting(Request::user)
        .containsExactly("u-KwDhrxtNzKJf", "u-LmsxGpgBhPkw");
  }

  private static WorkloadProfile profile(
      List<Tenant> tenants, List<ZoneShare> zones, List<Persona> personas, int users) {
    return new WorkloadProfile(
        1,
        "people",
        null,
        0,
        new Scale(TRACES, users),
        new Window(7, null, zones, null, null, null),
        null,
        null,
        REGIONS,
        tenants,
        personas,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Requests spread evenly over two days, in zones by turns, of which each has its share. */
  private static List<Request> requests(
      WorkloadProfile profile, long seed, int traces, boolean attack) {
    Streams random = new Streams();
    People people = new People(seed, profile, random, TestRuns.MONDAY_MS);
    TraceContext c = new TraceContext();
    // So many at a time that each comes from a seat of its own.
    c.ratePerSecond = 1e6;
    List<Request> requests = new ArrayList<>();
    for (int trace = 0; trace < traces; trace++) {
      random.seed(seed, Streams.Purpose.TRACE, trace);
      c.startMs = TestRuns.MONDAY_MS + (long) (2 * 86_400_000.0 * trace / traces);
      int zone = zone(profile.window().timeZones(), (trace + 0.5) * 0.618_033_988_749_895 % 1);
      people.draw(c, zone, attack);
      requests.add(
          new Request(
              c.startMs,
              zone,
              c.tenant.id(),
              c.region.name(),
              c.persona.name(),
              c.timeZone,
              c.userId,
              c.session));
    }
    return requests;
  }

  private static int zone(List<ZoneShare> zones, double place) {
    int zone = 0;
    for (double left = place; left >= zones.get(zone).share(); left -= zones.get(zone++).share()) {}
    return zone;
  }

  private static long[] counts(
      List<Request> requests, Function<Request, String> value, List<String> names) {
    long[] counts = new long[names.size()];
    requests.forEach(request -> counts[names.indexOf(value.apply(request))]++);
    return counts;
  }

  private static int distinct(List<Request> requests, Function<Request, String> value) {
    return (int) requests.stream().map(value).distinct().count();
  }

  private record Request(
      long startMs,
      int zoneAsked,
      String tenant,
      String region,
      String persona,
      String zone,
      String user,
      long session) {
    String home() {
      return tenant + " " + zone + " " + persona;
    }
  }
}
