package io.tracewright.engine.cluster;

import java.util.Arrays;

/** How far two divisions agree beyond chance (Hubert and Arabie 1985): 1 fully, 0 by chance. */
final class AdjustedRand {
  private AdjustedRand() {}

  static double index(int[] one, int[] other) {
    int rows = Arrays.stream(one).max().orElseThrow() + 1;
    int columns = Arrays.stream(other).max().orElseThrow() + 1;
    double[][] together = new double[rows][columns];
    double[] byRow = new double[rows];
    double[] byColumn = new double[columns];
    for (int i = 0; i < one.length; i++) {
      together[one[i]][other[i]]++;
      byRow[one[i]]++;
      byColumn[other[i]]++;
    }
    double both =
        Arrays.stream(together).flatMapToDouble(Arrays::stream).map(AdjustedRand::pairs).sum();
    double first = Arrays.stream(byRow).map(AdjustedRand::pairs).sum();
    double second = Arrays.stream(byColumn).map(AdjustedRand::pairs).sum();
    double expected = first * second / pairs(one.length);
    return (both - expected) / ((first + second) / 2 - expected);
  }

  private static double pairs(double n) {
    return n * (n - 1) / 2;
  }
}
