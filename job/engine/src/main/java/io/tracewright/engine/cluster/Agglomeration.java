package io.tracewright.engine.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Hierarchical clustering by chains of nearest neighbours: quadratic in time and space (Murtagh
 * 1983). Distances to merged groups follow Lance and Williams (1967).
 */
final class Agglomeration {
  /** What the distance between groups is. */
  enum Linkage {
    /** The mean of the distances between their points. */
    AVERAGE {
      @Override
      double distance(double first, double second, double between, int a, int b, int c) {
        return (a * first + b * second) / (a + b);
      }
    },
    /** What the sum of squares within groups grows by when they merge (Ward 1963), as a length. */
    WARD {
      @Override
      double distance(double first, double second, double between, int a, int b, int c) {
        double squares =
            (a + c) * first * first + (b + c) * second * second - c * between * between;
        return Math.sqrt(Math.max(0, squares) / (a + b + c));
      }
    };

    /**
     * The distance of a third group from two that merge.
     *
     * @param first distance between the third group and the first
     * @param second distance between the third group and the second
     * @param between distance between the first and the second
     * @param a size of the first group
     * @param b size of the second group
     * @param c size of the third group
     */
    abstract double distance(double first, double second, double between, int a, int b, int c);

    /** Name in reports. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Merge(int one, int other, double height) {}

  private final int points;
  private final List<Merge> merges = new ArrayList<>();

  /** Builds the whole tree. */
  Agglomeration(Distances distances, Linkage linkage) {
    points = distances.size();
    double[][] matrix = new double[points][];
    for (int i = 0; i < points; i++) {
      matrix[i] = distances.from(i).clone();
    }
    int[] sizes = new int[points];
    Arrays.fill(sizes, 1);
    int[] chain = new int[points];
    int length = 0;
    int lowest = 0;
    while (merges.size() < points - 1) {
      if (length == 0) {
        while (sizes[lowest] == 0) {
          lowest++;
        }
        chain[length++] = lowest;
      }
      int tip = chain[length - 1];
      int before = length > 1 ? chain[length - 2] : -1;
      int nearest = nearest(matrix[tip], sizes, tip, before);
      if (nearest != before) {
        chain[length++] = nearest;
      } else {
        merge(matrix, sizes, Math.min(tip, before), Math.max(tip, before), linkage);
        length -= 2;
      }
    }
    merges.sort(Comparator.comparingDouble(Merge::height));
  }

  /** Labels of the points when the tree is cut into so many groups, from 0 without gaps. */
  int[] cut(int groups) {
    int[] parents = new int[points];
    Arrays.setAll(parents, i -> i);
    for (Merge merge : merges.subList(0, Math.max(0, points - groups))) {
      parents[root(parents, merge.other)] = root(parents, merge.one);
    }
    int[] labels = new int[points];
    int[] numbers = new int[points];
    int next = 0;
    for (int i = 0; i < points; i++) {
      int root = root(parents, i);
      if (numbers[root] == 0) {
        numbers[root] = ++next;
      }
      labels[i] = numbers[root] - 1;
    }
    return labels;
  }

  /** The nearest group; of several, the one before in the chain, so that chains end. */
  private static int nearest(double[] row, int[] sizes, int tip, int before) {
    int nearest = before;
    double least = before < 0 ? Double.POSITIVE_INFINITY : row[before];
    for (int i = 0; i < row.length; i++) {
      if (sizes[i] > 0 && i != tip && row[i] < least) {
        nearest = i;
        least = row[i];
      }
    }
    return nearest;
  }

  private void merge(double[][] matrix, int[] sizes, int one, int other, Linkage linkage) {
    double between = matrix[one][other];
    merges.add(new Merge(one, other, between));
    for (int i = 0; i < points; i++) {
      if (sizes[i] > 0 && i != one && i != other) {
        double distance =
            linkage.distance(
                matrix[i][one], matrix[i][other], between, sizes[one], sizes[other], sizes[i]);
        matrix[one][i] = distance;
        matrix[i][one] = distance;
      }
    }
    sizes[one] += sizes[other];
    sizes[other] = 0;
  }

  private static int root(int[] parents, int point) {
    int root = point;
    while (parents[root] != root) {
      root = parents[root];
    }
    return root;
  }
}
