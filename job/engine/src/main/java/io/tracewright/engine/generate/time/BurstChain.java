package io.tracewright.engine.generate.time;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.ErrorBursts;
import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Good and bad spells of one thing that fails (Gilbert 1960, Elliott 1963), at any time alone.
 *
 * <p>Time since the epoch is cut into blocks of 16 mean cycles. A block starts in a state drawn
 * from the stationary law, its spells are exponential and follow from the seed and its number, so
 * that two spells in 32 end early, at a block's edge. The last block is kept. Not thread-safe.
 */
final class BurstChain {
  private static final int CYCLES = 16;
  private static final double MINUTE_MS = 60_000;

  private final long seed;
  private final long chain;
  private final Streams random;
  private final ContinuousSampler unit;
  private final double goodMs;
  private final double badMs;
  private final double badShare;

  /** Failure rate in bad spells relative to the mean. */
  private final double badRate;

  private final double blockMs;
  private long block = Long.MIN_VALUE;
  private boolean startsBad;

  /** Where spells end, relative to the block's start; the last is infinite. */
  private double[] ends = new double[4 * CYCLES];

  private int spell;

  /**
   * A chain.
   *
   * @param chain which one of the run's
   */
  BurstChain(long seed, long chain, ErrorBursts law, Streams random) {
    this.seed = seed;
    this.chain = Streams.mix(chain + 1);
    this.random = random;
    this.unit = ZigguratSampler.Exponential.of(random);
    this.goodMs = law.meanGoodMinutes() * MINUTE_MS;
    this.badMs = law.meanBadMinutes() * MINUTE_MS;
    this.badShare = badMs / (goodMs + badMs);
    this.badRate = law.badFactor() / (1 - badShare + badShare * law.badFactor());
    this.blockMs = CYCLES * (goodMs + badMs);
  }

  /**
   * The failure rate at a time, so that its mean over all times is as declared.
   *
   * @param declared mean failure rate, 0 to 1
   */
  double rate(double declared, double timeMs) {
    if (badRate == 1 || declared <= 0) {
      return declared;
    }
    double whenBad = Math.min(1, declared * badRate);
    return isBad(timeMs) ? whenBad : (declared - badShare * whenBad) / (1 - badShare);
  }

  /** Whether a time falls into a bad spell. */
  boolean isBad(double timeMs) {
    long wanted = (long) Math.floor(timeMs / blockMs);
    if (wanted != block) {
      fill(wanted);
    }
    double at = timeMs - block * blockMs;
    if (spell > 0 && at < ends[spell - 1]) {
      spell = 0;
    }
    while (at >= ends[spell]) {
      spell++;
    }
    return startsBad == (spell % 2 == 0);
  }

  private void fill(long wanted) {
    block = wanted;
    spell = 0;
    random.seed(seed, Streams.Purpose.ERROR_BURSTS, chain + block);
    startsBad = random.nextDouble() < badShare;
    boolean bad = startsBad;
    double end = 0;
    int spells = 0;
    while (end < blockMs) {
      if (spells == ends.length) {
        ends = Arrays.copyOf(ends, 2 * spells);
      }
      end += unit.sample() * (bad ? badMs : goodMs);
      ends[spells++] = end < blockMs ? end : Double.POSITIVE_INFINITY;
      bad = !bad;
    }
  }
}
