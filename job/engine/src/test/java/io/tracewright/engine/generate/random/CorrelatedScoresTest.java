package io.tracewright.engine.generate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.engine.Fit;
import io.tracewright.model.profile.Law;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

/**
 * Rank correlations asked for and met.
 *
 * <p>At 100,000 draws a rank correlation has a standard deviation of 0.0032 or less, so a correct
 * program misses it by 0.02 with probability below 1e-9.
 */
class CorrelatedScoresTest {
  private static final int DRAWS = 100_000;
  private static final double TOLERANCE = 0.02;

  private static final List<List<Double>> ASKED =
      List.of(
          List.of(1.0, 0.7, -0.5, 0.0),
          List.of(0.7, 1.0, -0.9, 0.0),
          List.of(-0.5, -0.9, 1.0, 0.0),
          List.of(0.0, 0.0, 0.0, 1.0));

  private static final List<Law> LAWS =
      List.of(
          new Law.LogNormal(300, 0.9, null, 5000.),
          new Law.Gamma(2.5, 110, 100., null),
          new Law.Pareto(2, 0.8, null, null),
          new Law.Empirical("f", "c", IntStream.range(0, 2000).mapToObj(i -> i * 1.5).toList()));

  @Test
  void rankCorrelationsAreMet() {
    assertThat(worst(values(RankCorrelation.latent(ASKED)), ASKED)).isLessThan(TOLERANCE);
  }

  @Test
  void correlationsALittleOffAreToldApart() {
    List<List<Double>> off =
        ASKED.stream()
            .map(row -> row.stream().map(entry -> entry == 0.7 ? 0.66 : entry).toList())
            .toList();
    assertThat(worst(values(RankCorrelation.latent(off)), ASKED)).isGreaterThan(TOLERANCE);
    assertThat(worst(values(RankCorrelation.latent(ASKED)), off)).isGreaterThan(TOLERANCE);
  }

  /** Dependence leaves each law as it is. */
  @Test
  void eachScoreIsStandardNormalAndEachValueOfItsLaw() {
    double[][] scores = scores(RankCorrelation.latent(ASKED));
    for (double[] sample : scores) {
      assertThat(Fit.ksP(sample, new NormalDistribution(0, 1)::cumulativeProbability))
          .isGreaterThan(Fit.FALSE_ALARM);
      assertThat(Fit.ksP(sample, new NormalDistribution(0, 1.03)::cumulativeProbability))
          .isLessThan(Fit.FALSE_ALARM);
    }
    GammaDistribution gamma = new GammaDistribution(2.5, 110);
    double below = gamma.cumulativeProbability(100);
    assertThat(
            Fit.ksP(
                values(RankCorrelation.latent(ASKED))[1],
                x -> (gamma.cumulativeProbability(x) - below) / (1 - below)))
        .isGreaterThan(Fit.FALSE_ALARM);
  }

  @Test
  void latentCorrelationsOfTheEnds() {
    assertThat(RankCorrelation.latent(0)).isZero();
    assertThat(RankCorrelation.latent(1)).isBetween(1 - 1e-15, 1 + 1e-15);
    assertThat(RankCorrelation.latent(-0.5)).isBetween(-0.517_64, -0.517_63);
  }

  @Test
  void theSameStreamGivesTheSameScores() {
    assertThat(scores(ASKED)).isDeepEqualTo(scores(ASKED));
  }

  @Test
  void matricesThatAreNoCorrelationsAreRefused() {
    assertRefused(
        List.of(List.of(1.0, 0.9, -0.9), List.of(0.9, 1.0, 0.9), List.of(-0.9, 0.9, 1.0)),
        "correlation matrix is not positive definite: its first 3 variables contradict one another");
    assertRefused(
        List.of(List.of(1.0, 1.0), List.of(1.0, 1.0)),
        "correlation matrix is not positive definite: its first 2 variables contradict one another");
    assertRefused(
        List.of(List.of(1.0, 0.5), List.of(0.4, 1.0)),
        "correlation matrix has 0.4 in row 2, column 1, expected 0.5");
    assertRefused(
        List.of(List.of(2.0)), "correlation matrix has 2.0 in row 1, column 1, expected 1.0");
    assertRefused(
        List.of(List.of(1.0, 0.5), List.of(0.5)),
        "correlation matrix has 2 rows, row 2 has 1 entries");
    assertRefused(
        List.of(List.of(Double.NaN)),
        "correlation matrix has NaN in row 1, column 1, expected 1.0");
  }

  private static void assertRefused(List<List<Double>> matrix, String message) {
    assertThatThrownBy(() -> CorrelatedScores.of(matrix, new Streams()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static double worst(double[][] columns, List<List<Double>> asked) {
    double worst = 0;
    for (int i = 0; i < columns.length; i++) {
      for (int j = 0; j < i; j++) {
        double found = new SpearmansCorrelation().correlation(columns[i], columns[j]);
        worst = Math.max(worst, Math.abs(found - asked.get(i).get(j)));
      }
    }
    return worst;
  }

  private static double[][] values(List<List<Double>> latent) {
    double[][] values = scores(latent);
    for (int i = 0; i < values.length; i++) {
      LawSampler sampler = LawSampler.of(LAWS.get(i), new Streams());
      values[i] = Arrays.stream(values[i]).map(sampler::at).toArray();
    }
    return values;
  }

  private static double[][] scores(List<List<Double>> latent) {
    Streams random = new Streams();
    random.seed(11, Streams.Purpose.TRACE, 0);
    CorrelatedScores scores = CorrelatedScores.of(latent, random);
    double[][] columns = new double[latent.size()][DRAWS];
    double[] row = new double[latent.size()];
    for (int draw = 0; draw < DRAWS; draw++) {
      scores.draw(row);
      for (int i = 0; i < row.length; i++) {
        columns[i][draw] = row[i];
      }
    }
    return columns;
  }
}
