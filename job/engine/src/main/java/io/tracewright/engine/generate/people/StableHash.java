package io.tracewright.engine.generate.people;

import io.tracewright.engine.generate.random.Streams;

/** Hashes that are the same on every machine and in every version. */
final class StableHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double UNIT = 0x1.0p-53;

  private StableHash() {}

  /** Of a text: FNV-1a over its characters (Fowler, Noll and Vo), then scattered. */
  static long of(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return Streams.mix(hash);
  }

  /** Of a hash and what follows it; not the same the other way round. */
  static long join(long hash, long next) {
    return Streams.mix(hash * FNV_PRIME + next);
  }

  /** A hash's place in the unit interval, at least 0, below 1. */
  static double unit(long hash) {
    return (Streams.mix(hash) >>> 11) * UNIT;
  }
}
