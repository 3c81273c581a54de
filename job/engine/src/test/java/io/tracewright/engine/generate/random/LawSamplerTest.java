package io.tracewright.engine.generate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Fit;
import io.tracewright.model.profile.Law;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.ParetoDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.distribution.WeibullDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each law against an independent implementation of it, by Kolmogorov and Smirnov's test.
 *
 * <p>False alarm: {@link Fit#FALSE_ALARM} a case. At 20,000 draws the test sees a shift of the
 * cumulative distribution of 0.016; the negative controls are a twentieth off in one parameter.
 */
class LawSamplerTest {
  private static final int DRAWS = 20_000;
  private static final double NONE = Double.POSITIVE_INFINITY;

  static List<Arguments> laws() {
    return List.of(
        Arguments.of(new Law.Uniform(3, 8), new UniformRealDistribution(3, 8), 3, 8),
        Arguments.of(new Law.Normal(72, 14, null, null), new NormalDistribution(72, 14), 0, NONE),
        Arguments.of(new Law.Normal(72, 14, 60., 80.), new NormalDistribution(72, 14), 60, 80),
        // Half of this law lies below 0, where the bound that nobody states cuts it.
        Arguments.of(new Law.Normal(0, 5, null, null), new NormalDistribution(0, 5), 0, NONE),
        Arguments.of(new Law.Normal(-3, 5, null, 4.), new NormalDistribution(-3, 5), 0, 4),
        Arguments.of(
            new Law.LogNormal(620, 0.45, null, null),
            new LogNormalDistribution(Math.log(620), 0.45),
            0,
            NONE),
        Arguments.of(
            new Law.LogNormal(140, 0.6, 50., 500.),
            new LogNormalDistribution(Math.log(140), 0.6),
            50,
            500),
        Arguments.of(new Law.Exponential(12, null, null), new ExponentialDistribution(12), 0, NONE),
        Arguments.of(new Law.Exponential(12, 5., 50.), new ExponentialDistribution(12), 5, 50),
        Arguments.of(new Law.Gamma(2.5, 110, null, null), new GammaDistribution(2.5, 110), 0, NONE),
        Arguments.of(
            new Law.Gamma(2.5, 110, 100., 1000.), new GammaDistribution(2.5, 110), 100, 1000),
        Arguments.of(new Law.Gamma(0.4, 30, null, null), new GammaDistribution(0.4, 30), 0, NONE),
        Arguments.of(new Law.Gamma(1, 30, 10., null), new GammaDistribution(1, 30), 10, NONE),
        // Costs are small: quantiles must be as precise there as among milliseconds.
        Arguments.of(
            new Law.Gamma(0.4, 3e-7, null, null), new GammaDistribution(0.4, 3e-7), 0, NONE),
        Arguments.of(
            new Law.Weibull(0.5, 40, null, null), new WeibullDistribution(0.5, 40), 0, NONE),
        Arguments.of(new Law.Weibull(3, 40, 20., 60.), new WeibullDistribution(3, 40), 20, 60),
        Arguments.of(new Law.Pareto(5, 1.5, null, null), new ParetoDistribution(5, 1.5), 5, NONE),
        Arguments.of(new Law.Pareto(5, 0.5, 8., 80.), new ParetoDistribution(5, 0.5), 8, 80));
  }

  /** Laws whose quantiles are as crooked as profiles may ask for. */
  static List<Arguments> steep() {
    return List.of(
        Arguments.of(
            new Law.LogNormal(2, 2.5, null, null),
            new LogNormalDistribution(Math.log(2), 2.5),
            0,
            NONE),
        Arguments.of(new Law.Gamma(0.1, 3, null, null), new GammaDistribution(0.1, 3), 0, NONE),
        Arguments.of(
            new Law.Weibull(0.2, 40, null, null), new WeibullDistribution(0.2, 40), 0, NONE),
        Arguments.of(new Law.Pareto(5, 0.2, null, null), new ParetoDistribution(5, 0.2), 5, NONE),
        Arguments.of(new Law.Normal(0, 1, 2., null), new NormalDistribution(0, 1), 2, NONE));
  }

  /** No sampling, no false alarm: the distance to the exact law at 20,000 scores. */
  @ParameterizedTest
  @MethodSource("laws")
  void valuesAtScoresAreTheLawsQuantiles(
      Law law, RealDistribution expected, double min, double max) {
    assertQuantiles(law, expected, min, max, 2e-5);
  }

  @ParameterizedTest
  @MethodSource("steep")
  void valuesOfSteepLawsAreNearlyTheirQuantiles(
      Law law, RealDistribution expected, double min, double max) {
    assertQuantiles(law, expected, min, max, 1e-4);
  }

  private static void assertQuantiles(
      Law law, RealDistribution expected, double min, double max, double tolerance) {
    LawSampler sampler = sampler(law);
    assertThat(distance(sampler::at, expected, min, max)).isLessThan(tolerance);
    assertThat(sampler.at(7)).isEqualTo(sampler.at(6.5)).isLessThanOrEqualTo(max).isFinite();
    assertThat(sampler.at(-7)).isEqualTo(sampler.at(-6.5)).isGreaterThanOrEqualTo(min);
  }

  @Test
  void aCoarserTableIsToldApart() {
    RealDistribution law = new LogNormalDistribution(0, 2.5);
    ScoreCurve coarse = new ScoreCurve(128, z -> Math.exp(2.5 * z));
    assertThat(distance(coarse::at, law, 0, NONE)).isGreaterThan(2e-4);
    ScoreCurve shifted = new ScoreCurve(1024, z -> Math.exp(2.5 * (z + 1e-4)));
    assertThat(distance(shifted::at, law, 0, NONE)).isGreaterThan(2e-5);
  }

  @Test
  void probabilitiesOfScoresAreExactToTheSixthDigit() {
    NormalDistribution normal = new NormalDistribution(0, 1);
    for (double z = -6.6; z < 6.6; z += 0.000_7) {
      assertThat(ScoreCurve.PROBABILITY.at(z))
          .isCloseTo(normal.cumulativeProbability(z), within(4e-7));
    }
  }

  @Test
  void aPlaceAmongAllIsAScore() {
    for (double z = -6.4; z < 6.4; z += 0.001_3) {
      double place = ScoreCurve.PROBABILITY.at(z);
      assertThat(ScoreCurve.PROBABILITY.at(ScoreCurve.PROBABILITY.scoreAt(place)))
          .isCloseTo(place, within(1e-12));
    }
    assertThat(ScoreCurve.PROBABILITY.scoreAt(0)).isEqualTo(-6.5);
    assertThat(ScoreCurve.PROBABILITY.scoreAt(1)).isBetween(6.0, 6.5);
    LawSampler continuous = sampler(new Law.Uniform(100, 1_100));
    LawSampler steps = sampler(new Law.Empirical(null, null, List.of(5.0, 6.0, 70.0, 800.0)));
    for (int i = 0; i < 1_000; i++) {
      assertThat(continuous.countAtPlace(i / 1e3, 1)).isBetween(100 + i - 1, 100 + i + 1);
      assertThat(steps.countAtPlace(i / 1e3, 1)).isEqualTo(new int[] {5, 6, 70, 800}[i / 250]);
    }
    assertThat(steps.countAtPlace(1, 1)).isEqualTo(800);
    assertThat(steps.countAtPlace(0, 10)).isEqualTo(10);
  }

  private static double distance(
      DoubleUnaryOperator quantile, RealDistribution law, double min, double max) {
    NormalDistribution normal = new NormalDistribution(0, 1);
    DoubleUnaryOperator conditional = conditional(law, min, max);
    return IntStream.range(-10_000, 10_000)
        .mapToDouble(i -> 6.4 * i / 10_000)
        .map(
            z ->
                Math.abs(
                    normal.cumulativeProbability(z)
                        - conditional.applyAsDouble(quantile.applyAsDouble(z))))
        .max()
        .orElseThrow();
  }

  /** Two humps, of which one is truncated, and a Pareto tail. */
  @Test
  void mixturesFollowTheSumOfTheirLaws() {
    Law mixture =
        new Law.Mixture(
            List.of(
                new Law.Mixture.Component(3, new Law.Normal(50, 10, 30., 60.)),
                new Law.Mixture.Component(6, new Law.LogNormal(200, 0.3, null, null)),
                new Law.Mixture.Component(1, new Law.Pareto(300, 1.2, null, null))));
    DoubleUnaryOperator normal = conditional(new NormalDistribution(50, 10), 30, 60);
    RealDistribution logNormal = new LogNormalDistribution(Math.log(200), 0.3);
    RealDistribution pareto = new ParetoDistribution(300, 1.2);
    DoubleUnaryOperator sum =
        x ->
            0.3 * Math.max(0, Math.min(normal.applyAsDouble(x), 1))
                + 0.6 * logNormal.cumulativeProbability(x)
                + 0.1 * pareto.cumulativeProbability(x);
    double[] sample = sample(mixture);
    assertThat(Fit.ksP(sample, sum)).isGreaterThan(Fit.FALSE_ALARM);
    DoubleUnaryOperator untruncated =
        x ->
            sum.applyAsDouble(x)
                + 0.3 * new NormalDistribution(50, 10).cumulativeProbability(x)
                - 0.3 * Math.max(0, Math.min(normal.applyAsDouble(x), 1));
    assertThat(Fit.ksP(sample, untruncated)).isLessThan(Fit.FALSE_ALARM);
  }

  /**
   * A mixture's constants and measured values come out as stated; between parts with nothing in
   * between fall less than 0.51 % of draws, one piece of the curve at the median. False alarm
   * {@link Fit#FALSE_ALARM} for the share of the constant, give or take half a piece.
   */
  @Test
  void jumpsOfMixturesAreNoWiderThanAPieceOfTheCurve() {
    Law jumpy =
        new Law.Mixture(
            List.of(
                new Law.Mixture.Component(0.5, new Law.Constant(0.1)),
                new Law.Mixture.Component(0.3, new Law.Empirical("f", "c", List.of(7.3, 7.3, 7.3))),
                new Law.Mixture.Component(0.2, new Law.Uniform(100, 101))));
    double[] sample = sample(jumpy, 200_000);
    double atConstant = Arrays.stream(sample).filter(x -> x == 0.1).count() / 200_000.0;
    double atMeasured = Arrays.stream(sample).filter(x -> x == 7.3).count() / 200_000.0;
    double inGaps =
        Arrays.stream(sample).filter(x -> x > 0.1 && x < 99.99 && x != 7.3).count() / 200_000.0;
    assertThat(atConstant).isBetween(0.5 - 0.0044 - 0.0051, 0.5 + 0.0044);
    assertThat(atMeasured).isBetween(0.3 - 0.0040 - 0.0087, 0.3 + 0.0040);
    assertThat(inGaps).isBetween(0.0, 0.0087 + 0.0010);
  }

  @Test
  void greaterScoresNeverGiveLess() {
    for (Arguments arguments : laws()) {
      LawSampler sampler = sampler((Law) arguments.get()[0]);
      double before = 0;
      for (double z = -7; z < 7; z += 0.001) {
        assertThat(sampler.at(z)).isGreaterThanOrEqualTo(before);
        before = sampler.at(z);
      }
    }
  }

  @Test
  void equalLawsShareTheirTable() {
    assertThat(Quantiles.of(new Law.Gamma(3, 7, null, 90.)))
        .isSameAs(Quantiles.of(new Law.Gamma(3, 7, null, 90.)))
        .isNotSameAs(Quantiles.of(new Law.Gamma(3, 7, null, 91.)));
    for (int i = 1; i < 600; i++) {
      assertThat(Quantiles.of(new Law.Constant(i)).at(0)).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void drawsFollowTheLaw(Law law, RealDistribution expected, double min, double max) {
    double[] sample = sample(law);
    assertThat(Arrays.stream(sample)).allMatch(value -> value >= min && value <= max);
    assertThat(p(sample, expected, min, max)).isGreaterThan(Fit.FALSE_ALARM);
  }

  @ParameterizedTest
  @MethodSource("nearly")
  void aLawThatIsNearlyTheSameIsToldApart(Law law, RealDistribution other, double min, double max) {
    assertThat(p(sample(law), other, min, max)).isLessThan(Fit.FALSE_ALARM);
  }

  static List<Arguments> nearly() {
    return List.of(
        Arguments.of(new Law.Uniform(3, 8), new UniformRealDistribution(3, 8.3), 3, 8.3),
        Arguments.of(new Law.Normal(72, 14, null, null), new NormalDistribution(72, 15), 0, NONE),
        Arguments.of(
            new Law.LogNormal(620, 0.45, null, null),
            new LogNormalDistribution(Math.log(650), 0.45),
            0,
            NONE),
        Arguments.of(new Law.Exponential(12, 5., 50.), new ExponentialDistribution(12.8), 5, 50),
        Arguments.of(new Law.Gamma(2.5, 110, null, null), new GammaDistribution(2.6, 110), 0, NONE),
        // Truncation forgotten: the law as it stands is not the law given its bounds.
        Arguments.of(
            new Law.LogNormal(140, 0.6, 50., 500.),
            new LogNormalDistribution(Math.log(140), 0.6),
            0,
            NONE),
        Arguments.of(new Law.Weibull(3, 40, 20., 60.), new WeibullDistribution(3, 43), 20, 60),
        Arguments.of(new Law.Pareto(5, 1.5, null, null), new ParetoDistribution(5, 1.7), 5, NONE));
  }

  /** Clamping instead of drawing again would pile values up at the ends. */
  @Test
  void noMassPilesUpAtTheBounds() {
    double[] sample = sample(new Law.Normal(72, 14, 60., 80.));
    assertThat(Arrays.stream(sample).filter(x -> x == 60 || x == 80).count()).isZero();
    assertThat(Arrays.stream(sample).distinct().count()).isGreaterThan(DRAWS - 10);
  }

  @Test
  void boundsWithoutMassAreRefused() {
    assertThatThrownBy(() -> sampler(new Law.Exponential(1, 1e9, 2e9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ExponentialDistribution has nothing from 1.0E9 to 2.0E9");
  }

  @Test
  void aConstantIsConstant() {
    assertThat(sample(new Law.Constant(17.25), 100)).containsOnly(17.25);
  }

  /** Chi-square over the values; false alarm {@link Fit#FALSE_ALARM}. */
  @Test
  void anEmpiricalLawDrawsItsValuesAndNoOthersEquallyOften() {
    List<Double> values = List.of(1.0, 2.0, 2.5, 10.0, 11.0, 400.0, 401.0, 1e6, 1e7, 1e9);
    Map<Double, Long> counts =
        Arrays.stream(sample(new Law.Empirical("f", "c", values)))
            .boxed()
            .collect(Collectors.groupingBy(x -> x, TreeMap::new, Collectors.counting()));
    assertThat(counts.keySet()).containsExactlyElementsOf(values);
    double[] even = values.stream().mapToDouble(value -> 1).toArray();
    long[] found = found(counts);
    assertThat(Fit.chiSquareP(even, found)).isGreaterThan(Fit.FALSE_ALARM);
    even[3] = 1.15;
    assertThat(Fit.chiSquareP(even, found)).isLessThan(Fit.FALSE_ALARM);
  }

  @Test
  void tiesOfAnEmpiricalLawStayTied() {
    Law law = new Law.Empirical("f", "c", List.of(0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2, 1.0, 9.0));
    Map<Double, Long> counts =
        Arrays.stream(sample(law))
            .boxed()
            .collect(Collectors.groupingBy(x -> x, TreeMap::new, Collectors.counting()));
    assertThat(counts).containsOnlyKeys(0.1 + 0.2, 1.0, 9.0);
    assertThat(Fit.chiSquareP(new double[] {3, 1, 1}, found(counts)))
        .isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.chiSquareP(new double[] {1, 1, 1}, found(counts))).isLessThan(Fit.FALSE_ALARM);
    assertThat(sampler(law).at(-9)).isEqualTo(0.1 + 0.2);
    assertThat(sampler(law).at(9)).isEqualTo(9.0);
  }

  private static long[] found(Map<Double, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).toArray();
  }

  @Test
  void anUnresolvedEmpiricalLawIsRefused() {
    assertThatThrownBy(() -> sampler(new Law.Empirical("file.csv", "tokens", null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("empirical law of file.csv, column tokens, is not resolved");
  }

  @Test
  void countsAreRoundedAndHeldBetweenTheirBounds() {
    assertThat(sampler(new Law.Constant(2.4)).drawCount(1)).isEqualTo(2);
    assertThat(sampler(new Law.Constant(2.4)).countAt(1.5, 1)).isEqualTo(2);
    assertThat(sampler(new Law.Constant(2.4)).countAt(-9, 3)).isEqualTo(3);
    assertThat(sampler(new Law.Constant(2.6)).drawCount(1)).isEqualTo(3);
    assertThat(sampler(new Law.Constant(0)).drawCount(1)).isEqualTo(1);
    assertThat(sampler(new Law.Constant(1e12)).drawCount(1)).isEqualTo(Integer.MAX_VALUE);
  }

  /** A sampler that kept something from draw to draw would make rows depend on history. */
  @Test
  void samplersKeepNothingBetweenDraws() {
    for (Arguments arguments : laws()) {
      Streams random = new Streams();
      LawSampler sampler = LawSampler.of((Law) arguments.get()[0], random);
      random.seed(1, Streams.Purpose.TRACE, 0);
      double fresh = sampler.draw();
      for (int history = 1; history < 50; history++) {
        IntStream.range(0, history).forEach(i -> sampler.draw());
        random.seed(1, Streams.Purpose.TRACE, 0);
        assertThat(sampler.draw()).isEqualTo(fresh);
      }
    }
  }

  private static double p(double[] sample, RealDistribution law, double min, double max) {
    return Fit.ksP(sample, conditional(law, min, max));
  }

  private static DoubleUnaryOperator conditional(RealDistribution law, double min, double max) {
    double below = law.cumulativeProbability(min);
    double mass = (max == NONE ? 1 : law.cumulativeProbability(max)) - below;
    return x -> (law.cumulativeProbability(x) - below) / mass;
  }

  private static LawSampler sampler(Law law) {
    Streams random = new Streams();
    random.seed(20_260_302, Streams.Purpose.TRACE, 1);
    return LawSampler.of(law, random);
  }

  private static double[] sample(Law law) {
    return sample(law, DRAWS);
  }

  private static double[] sample(Law law, int draws) {
    LawSampler sampler = sampler(law);
    return IntStream.range(0, draws).mapToDouble(i -> sampler.draw()).toArray();
  }
}
