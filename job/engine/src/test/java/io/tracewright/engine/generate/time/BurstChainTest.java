package io.tracewright.engine.generate.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.ErrorBursts;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BurstChainTest {
  private static final double MINUTE_MS = 60_000;
  private static final int MINUTES = 400_000;

  private static BurstChain chain(long seed, double badFactor) {
    return new BurstChain(seed, 3, new ErrorBursts(50, 10, badFactor), new Streams());
  }

  /**
   * 6,667 cycles: the share of bad time has a standard error of 1.5 %, and the mean spell of 1.2 %;
   * spells cut at blocks' edges shorten the mean by up to 6 %.
   */
  @Test
  void spellsHaveTheirMeanLengthsAndShare() {
    BurstChain chain = chain(1, 20);
    int bad = 0;
    int spells = 0;
    boolean before = false;
    for (int second = 0; second < MINUTES * 6; second++) {
      boolean now = chain.isBad(second * 10_000.0);
      bad += now ? 1 : 0;
      spells += now && !before ? 1 : 0;
      before = now;
    }
    assertThat(bad / (MINUTES * 6.0)).isCloseTo(1 / 6.0, within(0.08 / 6));
    assertThat(bad / 6.0 / spells).isCloseTo(10, within(0.9));
  }

  /** The bad share's standard error of 1.5 % is 1.2 % of the mean rate: five of them. */
  @Test
  void theMeanRateStaysAsDeclared() {
    // From 0.21 on the bad state is capped at 1.
    for (double declared : new double[] {0, 0.01, 0.2, 0.7, 1}) {
      BurstChain chain = chain(2, 20);
      double sum = 0;
      double most = 0;
      for (int minute = 0; minute < MINUTES; minute++) {
        double rate = chain.rate(declared, minute * MINUTE_MS);
        assertThat(rate).isBetween(0.0, 1.0);
        most = Math.max(most, rate);
        sum += rate;
      }
      assertThat(sum / MINUTES).isCloseTo(declared, within(0.06 * declared));
      assertThat(most).isCloseTo(Math.min(1, declared * 4.8), within(1e-9));
    }
  }

  /**
   * Failures of a call a second, counted by 10 minutes; without bursts the variance is binomial.
   */
  @Test
  void failuresComeInClusters() {
    // 3,000 counts: the index's standard error is 2.6 % where they are independent.
    assertThat(dispersion(20)).isGreaterThan(3);
    assertThat(dispersion(1)).isCloseTo(0.98, within(5 * 0.026));
  }

  private static double dispersion(double badFactor) {
    BurstChain chain = chain(3, badFactor);
    SplittableRandom random = new SplittableRandom(8);
    double sum = 0;
    double squares = 0;
    int windows = 3_000;
    for (int window = 0; window < windows; window++) {
      int count = 0;
      for (int second = 0; second < 600; second++) {
        double rate = chain.rate(0.02, (window * 600.0 + second) * 1_000);
        count += random.nextDouble() < rate ? 1 : 0;
      }
      sum += count;
      squares += (double) count * count;
    }
    double mean = sum / windows;
    return (squares / windows - mean * mean) / mean;
  }

  @Test
  void anyOrderOfTimesGivesTheSameStates() {
    BurstChain inOrder = chain(4, 5);
    boolean[] bad = new boolean[20_000];
    for (int minute = 0; minute < bad.length; minute++) {
      bad[minute] = inOrder.isBad((minute - 10_000) * MINUTE_MS);
    }
    SplittableRandom random = new SplittableRandom(1);
    BurstChain jumping = chain(4, 5);
    for (int i = 0; i < 20_000; i++) {
      int minute = random.nextInt(bad.length);
      assertThat(jumping.isBad((minute - 10_000) * MINUTE_MS)).isEqualTo(bad[minute]);
    }
  }

  @Test
  void chainsAreIndependent() {
    BurstChain one = new BurstChain(1, 0, new ErrorBursts(10, 10, 5), new Streams());
    BurstChain other = new BurstChain(1, 1, new ErrorBursts(10, 10, 5), new Streams());
    int same = 0;
    for (int hour = 0; hour < 10_000; hour++) {
      same += one.isBad(hour * 60 * MINUTE_MS) == other.isBad(hour * 60 * MINUTE_MS) ? 1 : 0;
    }
    // An hour is three relaxation times of each: six for both, so hours are independent; five sd.
    assertThat(same).isBetween(4_750, 5_250);
  }
}
