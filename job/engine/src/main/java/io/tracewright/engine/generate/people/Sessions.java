package io.tracewright.engine.generate.people;

/**
 * When the sessions of a user begin, and what identifies them: half hours, which begin at other
 * times for every user. A user is known by the hash of the pseudonym.
 */
final class Sessions {
  static final long SESSION_MS = 1_800_000;

  private Sessions() {}

  /** Bits of the session that a user is in at a time. */
  static long at(long user, long timeMs) {
    return StableHash.join(user, Math.floorDiv(timeMs + stagger(user), SESSION_MS));
  }

  /** Time since the session that a user is in began, milliseconds. */
  static long ageMs(long user, long timeMs) {
    return Math.floorMod(timeMs + stagger(user), SESSION_MS);
  }

  private static long stagger(long user) {
    return Long.remainderUnsigned(user, SESSION_MS);
  }
}
