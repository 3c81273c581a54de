package io.tracewright.engine.generate.people;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Persona;
import io.tracewright.model.profile.ZoneShare;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;

/**
 * A persona and how busy its users are.
 *
 * @param persona the persona
 * @param key hash of its name
 * @param ranks for each time zone of the profile, draws a user's place among those of a tenant who
 *     live there, 1 the busiest
 */
record Kind(Persona persona, long key, List<DiscreteSampler> ranks) {
  private static final double ZIPF_EXPONENT = 0.9;

  /** Splits a tenant's users by the shares of zones; everywhere there is at least one. */
  static Kind of(Persona persona, int users, List<ZoneShare> zones, Streams random) {
    return new Kind(
        persona,
        StableHash.of(persona.name()),
        zones.stream()
            .map(zone -> Math.max(1, (int) Math.round(users * persona.share() * zone.share())))
            .<DiscreteSampler>map(n -> RejectionInversionZipfSampler.of(random, n, ZIPF_EXPONENT))
            .toList());
  }

  double requests() {
    return persona.share() * persona.activity();
  }
}
