package io.tracewright.engine.generate.people;

import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.ZoneShare;
import java.util.List;

/**
 * Who attacks: five users of one tenant from one place, the same throughout a run.
 *
 * @param customer the tenant whose users they pretend to be
 * @param region where their requests arrive
 * @param kind what kind of user they pretend to be
 * @param zone IANA name of their time zone
 * @param key hash that they share
 */
record Attack(Customer customer, Region region, Kind kind, String zone, long key) {
  static final int ATTACKERS = 5;
  private static final long ATTACK = 0x1f83d9abfb41bd6bL;

  static Attack of(
      long seed,
      Choice<Customer> customers,
      Choice<Kind> kinds,
      List<ZoneShare> zones,
      Streams random) {
    long key = StableHash.join(seed, ATTACK);
    Customer customer = customers.at(StableHash.unit(key + 1));
    ZoneShare zone = Choice.of(random, zones, ZoneShare::share).at(StableHash.unit(key + 4));
    return new Attack(
        customer,
        customer.regions().get(zones.indexOf(zone)).at(StableHash.unit(key + 2)),
        kinds.at(StableHash.unit(key + 3)),
        zone.zone(),
        key);
  }
}
