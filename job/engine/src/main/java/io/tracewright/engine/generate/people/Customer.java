package io.tracewright.engine.generate.people;

import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Tenant;
import io.tracewright.model.profile.ZoneShare;
import java.util.List;

/**
 * A tenant and where it may be served.
 *
 * @param tenant the tenant
 * @param key hash of its identifier
 * @param regions for each time zone of the profile, those of its residency, or all if it demands
 *     none, by their shares and nearness
 */
record Customer(Tenant tenant, long key, List<Choice<Region>> regions) {
  static Customer of(Tenant tenant, List<Region> regions, List<ZoneShare> zones, Streams random) {
    List<Region> admitted =
        regions.stream()
            .filter(
                region ->
                    tenant.residency().isEmpty() || tenant.residency().equals(region.residency()))
            .toList();
    if (admitted.stream().noneMatch(region -> region.share() > 0)) {
      throw new IllegalArgumentException(
          "tenant "
              + tenant.id()
              + " must stay in "
              + tenant.residency()
              + ", where no region has a share");
    }
    Nearness nearness = new Nearness(admitted, zones);
    return new Customer(
        tenant,
        StableHash.of(tenant.id()),
        zones.stream().map(zone -> nearness.of(zone.zone(), random)).toList());
  }
}
