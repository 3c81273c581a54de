package io.tracewright.engine.generate.people;

import io.tracewright.engine.generate.random.Choice;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.ZoneShare;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Which regions serve the users of a time zone: those of its continent as far as they have a share
 * for all who live there, else those that have share left.
 *
 * <p>Of all ways to serve users so that the shares of zones and regions both hold, this keeps the
 * most of them on their continent: the maximal coupling of the two (Lindvall, "Lectures on the
 * Coupling Method", 1992).
 */
final class Nearness {
  private static final double ROUNDING = 1e-9;

  private final List<Region> regions;
  private final Map<Continent, Double> ofZones = new EnumMap<>(Continent.class);
  private final Map<Continent, Double> ofRegions = new EnumMap<>(Continent.class);

  /** Nearness among regions, at least one with a share. */
  Nearness(List<Region> regions, List<ZoneShare> zones) {
    this.regions = regions;
    double allRegions = regions.stream().mapToDouble(Region::share).sum();
    double allZones = zones.stream().mapToDouble(ZoneShare::share).sum();
    for (Continent continent : Continent.values()) {
      ofZones.put(continent, 0.0);
      ofRegions.put(continent, 0.0);
    }
    zones.forEach(z -> ofZones.merge(Continent.of(z.zone()), z.share() / allZones, Double::sum));
    regions.forEach(
        r -> ofRegions.merge(Continent.of(r.name()), r.share() / allRegions, Double::sum));
  }

  /** The regions for users of a zone; by their shares where nearness admits none. */
  Choice<Region> of(String zone, Streams random) {
    Continent home = Continent.of(zone);
    double near = ofZones.get(home) > 0 ? ofRegions.get(home) / ofZones.get(home) : 1;
    double left = 0;
    for (Continent continent : Continent.values()) {
      left += left(continent);
    }
    double away = left < ROUNDING ? 0 : Math.max(0, 1 - near) / left;
    ToDoubleFunction<Region> weight =
        region -> {
          Continent where = Continent.of(region.name());
          double served = (where == home ? Math.min(1, near) : 0) + away * left(where);
          return region.share() == 0 ? 0 : region.share() * served / ofRegions.get(where);
        };
    boolean admitsOne = regions.stream().mapToDouble(weight).anyMatch(w -> w > 0);
    return Choice.of(random, regions, admitsOne ? weight : Region::share);
  }

  /** Share of a continent's regions that its own users leave to others. */
  private double left(Continent continent) {
    return Math.max(0, ofRegions.get(continent) - ofZones.get(continent));
  }
}
