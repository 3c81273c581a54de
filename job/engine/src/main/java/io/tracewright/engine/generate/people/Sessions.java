package io.tracewright.engine.generate.people;

/**
 * When the sessions of a user begin, and what identifies them: half hours, which begin at other
 * times for every user. A user is known by the hash of the pseudonym.
 */
final class Sessions {
  static final long SESSION_MS = 1_800_000;
  private static final double MIN_GAP_MS = 20_000;
  private static final double MAX_GAP_MS = 300_000;
  private static final long GAP = 0x510e527fade682d1L;

  private Sessions() {}

  /** Bits of the session that a user is in at a time. */
  static long at(long user, long timeMs) {
    return StableHash.join(user, Math.floorDiv(timeMs + stagger(user), SESSION_MS));
  }

  /**
   * How many messages a user has sent in a session by a time, from 1: one more after every gap,
   * which is 20 to 300 s long, as suits the user.
   */
  static int message(long user, long timeMs) {
    long sinceStartMs = Math.floorMod(timeMs + stagger(user), SESSION_MS);
    double gapMs = MIN_GAP_MS + (MAX_GAP_MS - MIN_GAP_MS) * StableHash.unit(user ^ GAP);
    return 1 + (int) (sinceStartMs / gapMs);
  }

  private static long stagger(long user) {
    return Long.remainderUnsigned(user, SESSION_MS);
  }
}
