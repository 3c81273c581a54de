package io.tracewright.engine.generate.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Fit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static final int DRAWS = 20_000;

  /**
   * Six standard deviations of the correlation of independent uniforms; a correct stream exceeds it
   * with probability 2e-9 a pair.
   */
  private static final double BOUND = 6 / Math.sqrt(DRAWS);

  @Test
  void theSameKeyGivesTheSameStream() {
    Streams streams = new Streams();
    streams.seed(3, Streams.Purpose.TRACE, 5);
    long first = streams.nextLong();
    streams.nextInt();
    streams.seed(3, Streams.Purpose.TRACE, 5);
    assertThat(streams.nextLong()).isEqualTo(first);
  }

  /** The generator is the published one, and what a seed means does not change unnoticed. */
  @Test
  void theStreamIsThatOfTheLibrarysGenerator() {
    long gamma = 0x9e3779b97f4a7c15L;
    long salt = 0xbb67ae8584caa73bL;
    for (long seed = -3; seed < 3; seed++) {
      for (long index = 0; index < 5; index++) {
        long key = Streams.mix(Streams.mix(seed + gamma) + salt + index * gamma);
        UniformRandomProvider expected = new XoRoShiRo128PlusPlus(key, Streams.mix(key + gamma));
        Streams streams = new Streams();
        streams.seed(seed, Streams.Purpose.TRACE, index);
        for (int i = 0; i < 1000; i++) {
          assertThat(streams.nextLong()).isEqualTo(expected.nextLong());
        }
      }
    }
  }

  @Test
  void neighbouringKeysGiveUncorrelatedStreams() {
    for (long base : new long[] {0, 1, 42, -1, Long.MIN_VALUE, 1L << 40}) {
      double[] stream = draws(base, Streams.Purpose.TRACE, base);
      for (long step : new long[] {1, -1, 2, 1L << 32}) {
        assertUncorrelated(stream, draws(base + step, Streams.Purpose.TRACE, base));
        assertUncorrelated(stream, draws(base, Streams.Purpose.TRACE, base + step));
        assertUncorrelated(stream, draws(base + step, Streams.Purpose.TRACE, base - step));
      }
      assertUncorrelated(stream, draws(base, Streams.Purpose.ARRIVALS, base));
      assertUncorrelated(stream, draws(base, Streams.Purpose.USER, base));
    }
  }

  @Test
  void theBoundCatchesACorrelatedPair() {
    double[] stream = draws(1, Streams.Purpose.TRACE, 1);
    double[] other = draws(2, Streams.Purpose.TRACE, 2);
    for (int i = 0; i < DRAWS; i += 10) {
      other[i] = stream[i];
    }
    assertThat(Math.abs(correlation(stream, other))).isGreaterThan(BOUND);
  }

  /** Each trace uses few draws of its stream: these are what must be uniform over traces. */
  @Test
  void theFirstDrawsOfNeighbouringStreamsAreUniform() {
    double[] first = new double[DRAWS];
    double[] second = new double[DRAWS];
    double[] overSeeds = new double[DRAWS];
    Streams streams = new Streams();
    for (int i = 0; i < DRAWS; i++) {
      streams.seed(42, Streams.Purpose.TRACE, i);
      first[i] = streams.nextDouble();
      second[i] = streams.nextDouble();
      streams.seed(i, Streams.Purpose.TRACE, 0);
      overSeeds[i] = streams.nextDouble();
    }
    assertThat(Fit.ksP(first, x -> x)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.ksP(second, x -> x)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.ksP(overSeeds, x -> x)).isGreaterThan(Fit.FALSE_ALARM);
    assertUncorrelated(first, second);
    double[] later = first.clone();
    System.arraycopy(first, 1, later, 0, DRAWS - 1);
    assertUncorrelated(first, later);
  }

  @Test
  void noTwoKeysShareAStream() {
    Set<Long> firsts = new HashSet<>();
    Streams streams = new Streams();
    for (Streams.Purpose purpose : Streams.Purpose.values()) {
      for (long seed = -50; seed < 50; seed++) {
        for (long index = 0; index < 100; index++) {
          streams.seed(seed, purpose, index);
          assertThat(firsts.add(streams.nextLong())).isTrue();
        }
      }
    }
  }

  @Test
  void mixScattersNeighboursAndKeepsThemApart() {
    LongUnaryOperator mix = Streams::mix;
    Set<Long> seen = new HashSet<>();
    int flipped = 0;
    for (long word = 0; word < 10_000; word++) {
      assertThat(seen.add(mix.applyAsLong(word))).isTrue();
      flipped += Long.bitCount(mix.applyAsLong(word) ^ mix.applyAsLong(word + 1));
    }
    assertThat(flipped / 10_000.0).isBetween(31.5, 32.5);
  }

  private static double[] draws(long seed, Streams.Purpose purpose, long index) {
    Streams streams = new Streams();
    streams.seed(seed, purpose, index);
    double[] draws = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = streams.nextDouble();
    }
    return draws;
  }

  private static void assertUncorrelated(double[] one, double[] other) {
    assertThat(Math.abs(correlation(one, other))).isLessThan(BOUND);
  }

  private static double correlation(double[] one, double[] other) {
    return new org.apache.commons.math3.stat.correlation.PearsonsCorrelation()
        .correlation(one, other);
  }
}
