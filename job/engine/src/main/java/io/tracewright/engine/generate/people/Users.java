package io.tracewright.engine.generate.people;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Scale;
import io.tracewright.model.profile.Tenant;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/**
 * The people behind the requests: every tenant has its own, their activity is Zipf-like, and what a
 * person does within half an hour is one session, served from one region.
 */
public final class Users {
  private static final double ZIPF_EXPONENT = 0.9;
  private static final long SESSION_MS = 1_800_000;
  private static final double UNIT = 0x1.0p-53;

  private final long seed;
  private final List<Region> regions;
  private final double sumOfShares;
  private final SharedStateDiscreteSampler activity;

  public Users(long seed, Scale scale, List<Region> regions, Streams random) {
    this.seed = seed;
    this.regions = regions;
    this.sumOfShares = regions.stream().mapToDouble(Region::share).sum();
    this.activity = RejectionInversionZipfSampler.of(random, scale.users(), ZIPF_EXPONENT);
  }

  /** A user's number within the tenant, from 1. */
  public int draw() {
    return activity.sample();
  }

  /** Value of {@code user_id}. */
  public static String name(Tenant tenant, int user) {
    return tenant.id() + "-user-" + user;
  }

  /** Bits that identify a user's session at a time; sessions of a user start at staggered times. */
  public long session(Tenant tenant, int user, long timestampMs) {
    long identity = Streams.mix(seed ^ Streams.mix(user + ((long) tenant.id().hashCode() << 32)));
    long stagger = Long.remainderUnsigned(identity, SESSION_MS);
    return Streams.mix(identity + (timestampMs + stagger) / SESSION_MS);
  }

  /** The region that serves a session; over many sessions the regions' shares hold. */
  public Region region(long session) {
    double left = (Streams.mix(session) >>> 11) * UNIT * sumOfShares;
    for (Region region : regions) {
      left -= region.share();
      if (left < 0) {
        return region;
      }
    }
    return regions.get(regions.size() - 1);
  }
}
