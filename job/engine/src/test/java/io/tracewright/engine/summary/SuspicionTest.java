package io.tracewright.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is usual in a chunk, and how far a value lies from it. */
class SuspicionTest {
  @Test
  void aFewOddValuesHardlyMoveASpread() {
    Spread clean = spread(0);
    Spread spoiled = spread(4);
    assertThat(clean.median()).isCloseTo(10, within(0.3));
    assertThat(spoiled.median()).isCloseTo(clean.median(), within(0.3));
    assertThat(clean.above(13)).isBetween(2.0, 4.5);
    assertThat(spoiled.above(13)).isBetween(1.5, 4.5);
    assertThat(clean.above(7)).isNegative();
  }

  /** Of a normal law with median 10 and width 1, some values a thousand times as large. */
  private static Spread spread(int odd) {
    Random random = new Random(7);
    Spread spread = new Spread(0.1);
    for (int i = 0; i < 90; i++) {
      spread.add(i < odd ? 10_000 : 10 + random.nextGaussian());
    }
    spread.settle();
    return spread;
  }

  @Test
  void tooFewValuesSayNothing() {
    Spread spread = new Spread(0.1);
    for (int i = 0; i < 11; i++) {
      spread.add(i);
    }
    spread.settle();
    assertThat(spread.isKnown()).isFalse();
    assertThat(spread.above(1e9)).isZero();
    spread.add(5);
    spread.settle();
    assertThat(spread.isKnown()).isTrue();
    assertThat(spread.above(1e9)).isGreaterThan(1);
  }

  @Test
  void theLineOfAModelIsFoundAmongSlowCalls() {
    LatencyLine line = line(300, 20, 8);
    assertThat(line.isKnown()).isTrue();
    assertThat(line.expectedMs(200)).isCloseTo(4_300, within(500.0));
    assertThat(line.expectedMs(900)).isCloseTo(18_300, within(2_000.0));
    assertThat(line.above(500, 10_300)).isCloseTo(0, within(1.0));
    assertThat(line.above(500, 41_200)).isGreaterThan(4);
    assertThat(line.above(10, 10_300)).as("as slow with few tokens").isGreaterThan(4);
  }

  @Test
  void callsThatAreFasterWithMoreTokensHaveALevelLine() {
    assertThat(line(20_000, -10, 0).expectedMs(700)).isEqualTo(line(20_000, -10, 0).expectedMs(1));
  }

  /** Calls that take so long, a tenth more or less, of which some take ten times as long. */
  private static LatencyLine line(double firstMs, double msPerToken, int slow) {
    Random random = new Random(3);
    LatencyLine line = new LatencyLine();
    for (int i = 0; i < 96; i++) {
      int tokens = 20 + random.nextInt(980);
      double noise = 0.9 + 0.2 * random.nextDouble();
      line.add(tokens, (i < slow ? 10 : 1) * noise * (firstMs + msPerToken * tokens));
    }
    line.settle();
    return line;
  }

  @Test
  void aTraceIsLargeInTheSizeThatShowsMost() {
    TraceSizes sizes = new TraceSizes();
    sizes.begin(2);
    Random random = new Random(5);
    for (int trace = 0; trace < 60; trace++) {
      sizes.observe(1, usual(random), 0);
    }
    sizes.settle();
    double[] one = usual(random);
    assertThat(sizes.above(1, one, 0)).isLessThan(3.2);
    one[TraceSizes.COMPLETION_TOKENS] *= 40;
    double large = sizes.above(1, one, 0);
    assertThat(large).isGreaterThan(3.2);
    one[TraceSizes.MICRO_USD] *= 4_000;
    assertThat(sizes.above(1, one, 0)).isGreaterThan(large);
    assertThat(sizes.above(0, one, 0)).as("a workload nobody has seen").isZero();
  }

  private static double[] usual(Random random) {
    double[] sizes = new double[TraceSizes.SIZES];
    Arrays.setAll(sizes, i -> Math.rint(200 * Math.exp(0.3 * random.nextGaussian())));
    return sizes;
  }
}
