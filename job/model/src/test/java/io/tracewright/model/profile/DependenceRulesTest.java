package io.tracewright.model.profile;

import static io.tracewright.model.profile.ProfileTexts.MINIMAL;
import static io.tracewright.model.profile.ProfileTexts.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;

final class DependenceRulesTest {

  private static final List<String> VARIABLES = List.of("tokens", "latency", "cost", "tools");

  @Test
  void theAskedCorrelationsAreFine() {
    assertThat(dependence("[tokens, latency, cost]", "[[1, .7, -.5], [.7, 1, 0], [-.5, 0, 1]]"))
        .isEmpty();
    assertThat(dependence("[tokens, latency]", "[[1, -.999], [-.999, 1]]")).isEmpty();
  }

  @Test
  void theMatrixIsSquareAndNamesItsVariables() {
    assertThat(dependence("[tokens, latency, cost]", "[[1, .7], [.7, 1]]"))
        .containsExactly(
            "profile.yaml:9:7 workloads[0].dependence.rank_correlations: has 2 rows, it must have"
                + " 3, one for each of tokens, latency, cost");
    assertThat(dependence("[tokens, latency]", "[[1, .7, .2], [.7, 1]]"))
        .containsExactly(
            "profile.yaml:9:27 workloads[0].dependence.rank_correlations[0]: has 3 numbers, it must"
                + " have 2, one for each of tokens, latency");
    assertThat(dependence("[tokens, tokens]", "[[1, .7], [.7, 1]]"))
        .containsExactly(
            "profile.yaml:8:27 workloads[0].dependence.variables[1]: 'tokens' is already"
                + " workloads[0].dependence.variables[0]");
    assertThat(dependence("[tokens, users]", "[[1, .7], [.7, 1]]"))
        .containsExactly(
            "profile.yaml:8:27 workloads[0].dependence.variables[1]: 'users' is unknown, it must be"
                + " one of tokens, latency, cost, tools");
  }

  @Test
  void entriesAreSymmetricBetweenTheirBoundsWithOnesOnTheDiagonal() {
    assertThat(dependence("[tokens, latency]", "[[1, .7], [.6, .9]]"))
        .containsExactly(
            "profile.yaml:9:37 workloads[0].dependence.rank_correlations[1][0]: 0.6 differs from"
                + " workloads[0].dependence.rank_correlations[0][1], which is 0.7: the matrix must"
                + " be symmetric",
            "profile.yaml:9:41 workloads[0].dependence.rank_correlations[1][1]: 0.9 is on the"
                + " diagonal, it must be 1");
    assertThat(dependence("[tokens, latency]", "[[1, 1], [1, 1]]"))
        .containsExactly(
            "profile.yaml:9:36 workloads[0].dependence.rank_correlations[1][0]: 1 is not between -1"
                + " and 1, both excluded");
  }

  @Test
  void whatNoScoresCanShowIsRefusedByName() {
    assertThat(dependence("[tokens, latency, cost]", "[[1, .9, -.9], [.9, 1, .9], [-.9, .9, 1]]"))
        .containsExactly(
            "profile.yaml:9:7 workloads[0].dependence.rank_correlations: is not positive definite:"
                + " tokens, latency and cost cannot have these correlations together; bring the"
                + " largest towards 0");
  }

  /** Rank correlations of scores that exist are admitted, whatever the scores. */
  @Property(tries = 200)
  void correlationsOfRealScoresAreAdmitted(@ForAll("factors") double[][] factor) {
    int size = factor.length;
    double[][] ranks = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double dot = 0;
        for (int k = 0; k < size; k++) {
          dot += factor[i][k] * factor[j][k];
        }
        double score = dot / (norm(factor[i]) * norm(factor[j]));
        ranks[i][j] = i == j ? 1 : 6 / Math.PI * Math.asin(score / 2);
      }
    }
    // A matrix that is singular but for rounding may go either way.
    Assume.that(leastEigenvalue(scores(ranks)) > 1e-6);
    assertThat(problemsOfMatrix(ranks)).isEmpty();
  }

  /** The rule agrees with the eigenvalues, on matrices of which many are refused and many not. */
  @Property(tries = 300)
  void matricesAreRefusedWhenAnEigenvalueIsNegative(@ForAll("symmetric") double[][] ranks) {
    double least = leastEigenvalue(scores(ranks));
    Assume.that(Math.abs(least) > 1e-6);
    assertThat(problemsOfMatrix(ranks).isEmpty()).isEqualTo(least > 0);
    Statistics.label("admitted")
        .collect(least > 0)
        .coverage(
            each -> {
              each.check(true).percentage(percent -> percent > 10);
              each.check(false).percentage(percent -> percent > 10);
            });
  }

  @Provide
  Arbitrary<double[][]> factors() {
    Arbitrary<Double> entry = Arbitraries.doubles().between(-1, 1).ofScale(3);
    return Arbitraries.integers()
        .between(2, 4)
        .flatMap(n -> entry.array(double[].class).ofSize(n).array(double[][].class).ofSize(n))
        .filter(rows -> Arrays.stream(rows).allMatch(row -> norm(row) > 0.01));
  }

  @Provide
  Arbitrary<double[][]> symmetric() {
    Arbitrary<Double> entry = Arbitraries.doubles().between(-0.99, 0.99).ofScale(2);
    return Arbitraries.integers()
        .between(3, 4)
        .flatMap(n -> entry.array(double[].class).ofSize(n).array(double[][].class).ofSize(n))
        .map(
            rows -> {
              for (int i = 0; i < rows.length; i++) {
                rows[i][i] = 1;
                for (int j = 0; j < i; j++) {
                  rows[i][j] = rows[j][i];
                }
              }
              return rows;
            });
  }

  private static double norm(double[] row) {
    return Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
  }

  private static double[][] scores(double[][] ranks) {
    double[][] scores = new double[ranks.length][ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      for (int j = 0; j < ranks.length; j++) {
        scores[i][j] = 2 * Math.sin(Math.PI / 6 * ranks[i][j]);
      }
    }
    return scores;
  }

  private static double leastEigenvalue(double[][] matrix) {
    double[] all =
        new EigenDecomposition(MatrixUtils.createRealMatrix(matrix)).getRealEigenvalues();
    return Arrays.stream(all).min().orElseThrow();
  }

  private static List<String> problemsOfMatrix(double[][] matrix) {
    return dependence(VARIABLES.subList(0, matrix.length).toString(), Arrays.deepToString(matrix));
  }

  private static List<String> dependence(String variables, String matrix) {
    return problemsOf(
        MINIMAL.replace(
            "    share: 1\nmodels",
            "    share: 1\n    dependence:\n      variables: "
                + variables
                + "\n      rank_correlations: "
                + matrix
                + "\nmodels"));
  }
}
