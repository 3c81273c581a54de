package io.tracewright.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.model.profile.Law;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** Every statistic against a value that is known, or against a naive computation. */
class StatisticsTest {

  @Test
  void theFarthestShareIsOneThatDiffers() {
    SortedMap<String, Double> expected = new TreeMap<>(Map.of("a", 0.0, "b", 0.6));
    SortedMap<String, Double> seen = new TreeMap<>(Map.of("a", 0.0, "b", 0.4));
    assertThat(ShareChecks.farthest(seen, expected)).startsWith("'b' has a share of 0.4000");
    seen.put("a", 0.01);
    assertThat(ShareChecks.farthest(seen, expected)).startsWith("'a' has a share of 0.0100");
  }

  private static SortedMap<String, Long> counts(long... counts) {
    SortedMap<String, Long> map = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      map.put("c" + i, counts[i]);
    }
    return map;
  }

  private static SortedMap<String, Double> shares(double... shares) {
    SortedMap<String, Double> map = new TreeMap<>();
    for (int i = 0; i < shares.length; i++) {
      map.put("c" + i, shares[i]);
    }
    return map;
  }

  /** Mendel's peas, 1866: 315, 101, 108, 32 for 9:3:3:1 give 0.470. */
  @Test
  void chiSquareOfMendelsPeas() {
    Shares.Distance distance =
        Shares.from(shares(9 / 16.0, 3 / 16.0, 3 / 16.0, 1 / 16.0), counts(315, 101, 108, 32), 1);
    assertThat(distance.chiSquare()).isCloseTo(0.470, within(0.001));
    assertThat(distance.chiSquareP()).isCloseTo(0.925, within(0.001));
    assertThat(distance.likelihoodRatio()).isCloseTo(0.475, within(0.001));
    assertThat(distance.w()).isZero();
    assertThat(distance.divergenceBits()).isZero();
  }

  /** Fisher's 2 x 2 table of twins (1935): 10, 3 against 2, 15 give 13.03. */
  @Test
  void chiSquareOfTwoSamples() {
    Shares.Distance distance = Shares.between(counts(10, 3), counts(2, 15), 1);
    assertThat(distance.chiSquare()).isCloseTo(13.032, within(0.001));
    assertThat(distance.chiSquareP()).isCloseTo(3.06e-4, within(1e-6));
  }

  /** Exact: 8 heads of 10 have a two-sided probability of 112 / 1024. */
  @Test
  void twoCategoriesAreTestedExactly() {
    Shares.Distance distance = Shares.from(shares(0.5, 0.5), counts(8, 2), 1);
    assertThat(distance.chiSquareP()).isCloseTo(112 / 1024.0, within(1e-12));
  }

  @Test
  void aDesignEffectDividesTheStatistic() {
    SortedMap<String, Double> even = shares(0.25, 0.25, 0.25, 0.25);
    Shares.Distance plain = Shares.from(even, counts(400, 300, 300, 200), 1);
    Shares.Distance clustered = Shares.from(even, counts(400, 300, 300, 200), 4);
    assertThat(clustered.chiSquare()).isCloseTo(plain.chiSquare() / 4, within(1e-9));
    assertThat(clustered.units()).isEqualTo(300);
  }

  /** Shares .5 and .5 seen as .6 and .4: w is .2, the divergence 1 - H(.6) bits. */
  @Test
  void effectSizesOfManyCounts() {
    Shares.Distance distance = Shares.from(shares(0.5, 0.5), counts(6_000_000, 4_000_000), 1);
    assertThat(distance.w()).isCloseTo(0.2, within(1e-4));
    assertThat(distance.divergenceBits()).isCloseTo(0.02905, within(1e-5));
  }

  /** Jensen and Shannon of (.6, .4) and (.4, .6), equal weights: 1 - H(.6). */
  @Test
  void divergenceOfTwoSamples() {
    Shares.Distance distance =
        Shares.between(counts(6_000_000, 4_000_000), counts(4_000_000, 6_000_000), 1);
    assertThat(distance.divergenceBits()).isCloseTo(0.02905, within(1e-5));
  }

  @Test
  void rareCategoriesArePooled() {
    Shares.Distance distance =
        Shares.from(shares(0.9, 0.095, 0.002, 0.002, 0.001), counts(900, 95, 5, 0, 0), 1);
    // Three rare ones expect 5 of 1,000 together, as many as there are.
    assertThat(distance.chiSquare()).isCloseTo(0, within(1e-9));
  }

  @Test
  void whatCannotBeIsFar() {
    Shares.Distance distance = Shares.from(shares(0.5, 0.5, 0), counts(50, 50, 1), 1);
    assertThat(distance.chiSquareP()).isZero();
    assertThat(distance.w()).isEqualTo(1);
  }

  @Test
  void entropyInBits() {
    assertThat(Shares.entropyBits(counts(1, 1, 1, 1))).isCloseTo(2, within(1e-12));
    assertThat(Shares.entropyBits(counts(5, 0))).isZero();
    assertThat(Shares.entropyBits(counts())).isZero();
    assertThat(Shares.entropyBits(counts(2, 1, 1))).isCloseTo(1.5, within(1e-12));
  }

  /** Kolmogorov's limit at lambda = 1.36 is the usual 5 %, at 1.63 the usual 1 %. */
  @Test
  void chancesOfKolmogorovsDistance() {
    double many = 1e10;
    assertThat(Kolmogorov.pValue(1.3581 / Math.sqrt(many), many)).isCloseTo(0.05, within(1e-4));
    assertThat(Kolmogorov.pValue(1.6276 / Math.sqrt(many), many)).isCloseTo(0.01, within(1e-4));
    assertThat(Kolmogorov.pValue(0, many)).isEqualTo(1);
    // Miller's table (1956): the 1 % point of 20 observations is 0.35241.
    assertThat(Kolmogorov.pValue(0.35241, 20)).isCloseTo(0.01, within(5e-4));
  }

  @Test
  void distanceFromALawIsThatOfTheLibrary() {
    SplittableRandom random = new SplittableRandom(3);
    double[] sample = random.doubles(500).map(u -> -100 * Math.log(1 - u)).toArray();
    DeclaredLaw law = DeclaredLaw.of(new Law.Exponential(110, null, null));
    KolmogorovSmirnovTest.OneResult expected =
        KolmogorovSmirnovTest.withDefaults().test(sample, law::atMost);
    double distance = Kolmogorov.distance(sample, law, 0);
    assertThat(distance).isCloseTo(expected.getStatistic(), within(1e-12));
    assertThat(Kolmogorov.pValue(distance, 500)).isCloseTo(expected.getPValue(), within(0.01));
  }

  @Test
  void lawsWithStepsAreNoFartherThanTheyAre() {
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    assertThat(Kolmogorov.distance(ones, DeclaredLaw.of(new Law.Constant(1)), 0.001)).isZero();
    double[] quarter = IntStream.range(0, 100).mapToDouble(i -> i % 4).toArray();
    Law measured = new Law.Empirical("s", "c", List.of(0.0, 1.0, 1.0, 2.0));
    assertThat(Kolmogorov.distance(quarter, DeclaredLaw.of(measured), 0.001))
        .isCloseTo(0.25, within(1e-12));
  }

  /** Medians and bounds of laws that a textbook states. */
  @Test
  void declaredLaws() {
    assertThat(DeclaredLaw.of(new Law.Uniform(2, 6)).atMost(3)).isEqualTo(0.25);
    assertThat(DeclaredLaw.of(new Law.Normal(0, 1, -1e9, null)).atMost(1.959964))
        .isCloseTo(0.975, within(1e-6));
    // Given that it is at least 0, half of the values are at or below the third quartile.
    assertThat(DeclaredLaw.of(new Law.Normal(0, 1, null, null)).atMost(0.6744898))
        .isCloseTo(0.5, within(1e-6));
    assertThat(DeclaredLaw.of(new Law.LogNormal(7, 0.5, null, null)).atMost(7))
        .isCloseTo(0.5, within(1e-12));
    assertThat(DeclaredLaw.of(new Law.Exponential(1, null, null)).atMost(1))
        .isCloseTo(1 - Math.exp(-1), within(1e-12));
    assertThat(DeclaredLaw.of(new Law.Gamma(1, 2, null, null)).atMost(2))
        .isCloseTo(1 - Math.exp(-1), within(1e-12));
    assertThat(DeclaredLaw.of(new Law.Weibull(2, 3, null, null)).atMost(3))
        .isCloseTo(1 - Math.exp(-1), within(1e-12));
    assertThat(DeclaredLaw.of(new Law.Pareto(2, 1, null, null)).atMost(8)).isEqualTo(0.75);
    assertThat(DeclaredLaw.of(new Law.Pareto(2, 1, null, 4.0)).atMost(8)).isEqualTo(1);
    Law half = new Law.Uniform(0, 1);
    Law other = new Law.Uniform(9, 10);
    Law mixture =
        new Law.Mixture(
            List.of(new Law.Mixture.Component(3, half), new Law.Mixture.Component(1, other)));
    assertThat(DeclaredLaw.of(mixture).atMost(5)).isEqualTo(0.75);
    assertThat(DeclaredLaw.of(mixture).upTo(9.5).atMost(5)).isCloseTo(6 / 7.0, within(1e-12));
    assertThat(DeclaredLaw.of(mixture).upTo(9.5).atMost(9.5)).isEqualTo(1);
  }

  /** Two judges rank ten entries: the sum of squared differences is 60, so rho is 1 - 360 / 990. */
  @Test
  void spearman() {
    double[] one = {1, 6, 5, 10, 3, 2, 4, 9, 7, 8};
    double[] other = {6, 4, 9, 8, 1, 2, 3, 10, 5, 7};
    assertThat(Correlation.of(one, other)).isCloseTo(1 - 6 * 60 / 990.0, within(1e-12));
    assertThat(Correlation.of(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    assertThat(Correlation.transform(0.5)).isCloseTo(0.549306, within(1e-6));
    assertThat(Correlation.twoSided(1.959964)).isCloseTo(0.05, within(1e-6));
  }

  /** The example of Benjamini and Hochberg (1995): four of fifteen at 5 %. */
  @Test
  void benjaminiAndHochbergsExample() {
    double[] p = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0000
    };
    assertThat(FalseDiscovery.threshold(p, 0.05)).isEqualTo(0.0095);
    assertThat(FalseDiscovery.threshold(new double[] {0.5, Double.NaN}, 0.05)).isNegative();
    assertThat(FalseDiscovery.threshold(new double[0], 0.05)).isNegative();
  }

  /** By its definition: the largest p with no more than q m times itself at or below it. */
  @Property
  void falseDiscoveryIsTheNaiveOne(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 1) Double> values,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double rate) {
    double[] p = values.stream().mapToDouble(Double::doubleValue).toArray();
    double naive = -1;
    for (double candidate : p) {
      long below = Arrays.stream(p).filter(value -> value <= candidate).count();
      if (candidate <= rate * below / p.length) {
        naive = Math.max(naive, candidate);
      }
    }
    assertThat(FalseDiscovery.threshold(p, rate)).isEqualTo(naive);
  }
}
