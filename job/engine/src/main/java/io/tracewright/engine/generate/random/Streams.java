package io.tracewright.engine.generate.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * The random stream that everything draws from, re-seeded for each chunk and trace.
 *
 * <p>Samplers are built once over this object; what they draw follows from the last {@link #seed}
 * alone. Generator: xoroshiro128++ (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", 2021), seeded through the SplitMix64 finalizer. Seeding allocates nothing, which is
 * why the six lines are here: the library's generators are seeded by being made.
 */
public final class Streams implements UniformRandomProvider {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state0 = 1;
  private long state1 = 2;

  /** Starts the stream that belongs to a run's seed, a purpose and an index. */
  public void seed(long seed, Purpose purpose, long index) {
    state0 = mix(mix(seed + GOLDEN_GAMMA) + purpose.salt + index * GOLDEN_GAMMA);
    state1 = mix(state0 + GOLDEN_GAMMA);
    if (state0 == 0 && state1 == 0) {
      state1 = 1;
    }
  }

  @Override
  public long nextLong() {
    long s0 = state0;
    long s1 = state1 ^ s0;
    long result = Long.rotateLeft(s0 + state1, 17) + s0;
    state0 = Long.rotateLeft(s0, 49) ^ s1 ^ (s1 << 21);
    state1 = Long.rotateLeft(s1, 28);
    return result;
  }

  /** The SplitMix64 finalizer: a bijection of 64-bit words that scatters neighbours. */
  public static long mix(long word) {
    long z = word;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** What a stream is for; streams of different purposes are independent. */
  public enum Purpose {
    ARRIVALS(0x6a09e667f3bcc908L),
    TRACE(0xbb67ae8584caa73bL),
    USER(0x3c6ef372fe94f82bL),
    ARRIVAL_SPLITS(0xa54ff53a5f1d36f1L),
    INCIDENTS(0x510e527fade682d1L),
    ERROR_BURSTS(0x9b05688c2b3e6c1fL),
    SERVICE_TIMES(0x1f83d9abfb41bd6bL),
    FIELDS(0x5be0cd19137e2179L);

    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }
}
