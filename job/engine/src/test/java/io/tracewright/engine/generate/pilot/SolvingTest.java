package io.tracewright.engine.generate.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

/** The numerical parts: roots, ranks, matrices, series. */
class SolvingTest {

  @Property(tries = 200)
  void aRisingFunctionsRootIsFound(
      @ForAll @DoubleRange(min = 0.02, max = 90) double root,
      @ForAll @DoubleRange(min = 0.2, max = 3) double power) {
    double target = Math.pow(root, power);
    RisingRoot found = RisingRoot.of(x -> Math.pow(x, power), target, 1e-4 * target, 1, 0.01, 100);
    assertThat(found.value()).isCloseTo(target, within(1e-4 * target));
  }

  @Test
  void whatCannotBeReachedEndsAtItsBound() {
    assertThat(RisingRoot.of(x -> 5 + x / 1000, 7, 1e-3, 1, 0.01, 100).x()).isEqualTo(100);
    assertThat(RisingRoot.of(x -> 5 + x / 1000, 4.9, 1e-3, 1, 0.01, 100).x()).isEqualTo(0.01);
    assertThat(RisingRoot.of(x -> 0, 1, 1e-3, 1, 0.01, 100).value()).isZero();
  }

  /** A step that jumps over its target is closed in on, and its better side returned. */
  @Test
  void aJumpIsClosedInOn() {
    RisingRoot found = RisingRoot.of(x -> x < 3 ? 1 : 10, 4, 1e-3, 1, 0.01, 100);
    assertThat(found.value()).isEqualTo(1);
    assertThat(found.x()).isLessThan(3);
  }

  @Test
  void ranksCorrelateAsTheLibrarySaysWithTies() {
    double[] a = new double[300];
    double[] b = new double[300];
    for (int i = 0; i < a.length; i++) {
      a[i] = (i * 7919) % 11;
      b[i] = a[i] * 3 + (i * 104729) % 17;
    }
    double[][] matrix = RankCorrelation.matrix(List.of(Series.of(a), Series.of(b)));
    assertThat(matrix[0][1])
        .isEqualTo(matrix[1][0])
        .isCloseTo(new SpearmansCorrelation().correlation(a, b), within(1e-12));
    assertThat(matrix[0][0]).isEqualTo(1);
  }

  @Test
  void whatDoesNotVaryCorrelatesWithNothing() {
    double[][] matrix = RankCorrelation.matrix(List.of(Series.of(1, 2, 3), Series.of(4, 4, 4)));
    assertThat(matrix[0][1]).isZero();
  }

  @Property(tries = 300)
  void anySymmetricMatrixIsMadePositiveDefinite(
      @ForAll @Size(6) List<@DoubleRange(min = -1.3, max = 1.3) Double> entries) {
    double[][] asked = symmetric(entries);
    double[][] made = LatentMatrix.positiveDefinite(asked);
    for (int i = 0; i < 4; i++) {
      assertThat(made[i][i]).isEqualTo(1);
    }
    assertThat(isPositiveDefinite(made)).isTrue();
  }

  @Property(tries = 100)
  void whatIsPositiveDefiniteStays(
      @ForAll @Size(6) List<@DoubleRange(min = -0.3, max = 0.3) Double> entries) {
    double[][] asked = symmetric(entries);
    assertThat(LatentMatrix.positiveDefinite(asked)).isDeepEqualTo(asked);
  }

  /** The control, and that the nearest is near: the usual example of three that cannot be. */
  @Test
  void anImpossibleMatrixIsMovedLittle() {
    double[][] impossible = {{1, 0.9, 0.7}, {0.9, 1, 0.3}, {0.7, 0.3, 1}};
    assertThat(isPositiveDefinite(impossible)).isFalse();
    double[][] made = LatentMatrix.positiveDefinite(impossible);
    assertThat(made[0][1]).isCloseTo(0.9, within(0.03));
    assertThat(made[0][2]).isCloseTo(0.7, within(0.03));
    assertThat(made[1][2]).isCloseTo(0.3, within(0.03));
  }

  private static double[][] symmetric(List<Double> entries) {
    double[][] matrix = new double[4][4];
    int next = 0;
    for (int i = 0; i < 4; i++) {
      matrix[i][i] = 1;
      for (int j = 0; j < i; j++) {
        matrix[i][j] = entries.get(next++);
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  private static boolean isPositiveDefinite(double[][] matrix) {
    try {
      new CholeskyDecomposition(new Array2DRowRealMatrix(matrix));
      return true;
    } catch (NonPositiveDefiniteMatrixException e) {
      return false;
    }
  }

  @Test
  void aSeriesIsSummedUp() {
    Series series = Series.of(4, 1, 3, 2);
    assertThat(series.mean()).isEqualTo(2.5);
    assertThat(series.standardError()).isCloseTo(Math.sqrt(5 / 3.0 / 4), within(1e-15));
    assertThat(series.quantiles(3)).containsExactly(1, 2.5, 4);
    assertThat(Series.of(9).quantiles(2)).containsExactly(9, 9);
    assertThat(series.where(Series.of(0, 1, 0, 1), 1).toArray()).containsExactly(1, 2);
    assertThat(Series.of().mean()).isZero();
    assertThat(Arrays.stream(Series.of(1).toArray()).sum()).isEqualTo(1);
  }
}
