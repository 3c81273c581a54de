package io.tracewright.engine.cluster;

import io.tracewright.engine.summary.SampledTrace;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Figures straight from their definitions. */
final class Naive {
  private Naive() {}

  static double silhouette(double[][] points, int[] labels) {
    return IntStream.range(0, points.length)
        .mapToDouble(i -> width(points, labels, i))
        .average()
        .orElseThrow();
  }

  private static double width(double[][] points, int[] labels, int i) {
    double own =
        IntStream.range(0, points.length)
            .filter(j -> j != i && labels[j] == labels[i])
            .mapToDouble(j -> distance(points[i], points[j]))
            .average()
            .orElse(Double.NaN);
    double next =
        Arrays.stream(labels)
            .distinct()
            .filter(label -> label != labels[i])
            .mapToDouble(
                label ->
                    IntStream.range(0, points.length)
                        .filter(j -> labels[j] == label)
                        .mapToDouble(j -> distance(points[i], points[j]))
                        .average()
                        .orElseThrow())
            .min()
            .orElseThrow();
    return Double.isNaN(own) ? 0 : (next - own) / Math.max(next, own);
  }

  static double inertia(double[][] points, int[] labels) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      double distance = distance(points[i], centre(points, labels, labels[i]));
      sum += distance * distance;
    }
    return sum;
  }

  static double[] centre(double[][] points, int[] labels, int label) {
    double[] centre = new double[points[0].length];
    for (int d = 0; d < centre.length; d++) {
      int dimension = d;
      centre[d] =
          IntStream.range(0, points.length)
              .filter(i -> labels[i] == label)
              .mapToDouble(i -> points[i][dimension])
              .average()
              .orElseThrow();
    }
    return centre;
  }

  static double meanOf(
      List<SampledTrace> traces, int[] labels, int label, ToDoubleFunction<SampledTrace> value) {
    return IntStream.range(0, labels.length)
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> value.applyAsDouble(traces.get(i)))
        .average()
        .orElseThrow();
  }

  /** Labels after merging the nearest two groups until so many are left: cubic. */
  static int[] agglomerate(double[][] points, int groups, Agglomeration.Linkage linkage) {
    int[] labels = IntStream.range(0, points.length).toArray();
    for (int left = points.length; left > groups; left--) {
      int[] present = Arrays.stream(labels).distinct().toArray();
      int one = -1;
      int other = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int a : present) {
        for (int b : present) {
          double height = a < b ? height(points, labels, a, b, linkage) : Double.POSITIVE_INFINITY;
          if (height < least) {
            least = height;
            one = a;
            other = b;
          }
        }
      }
      for (int i = 0; i < labels.length; i++) {
        labels[i] = labels[i] == other ? one : labels[i];
      }
    }
    return labels;
  }

  private static double height(
      double[][] points, int[] labels, int a, int b, Agglomeration.Linkage linkage) {
    int[] as = IntStream.range(0, labels.length).filter(i -> labels[i] == a).toArray();
    int[] bs = IntStream.range(0, labels.length).filter(i -> labels[i] == b).toArray();
    if (linkage == Agglomeration.Linkage.AVERAGE) {
      double sum = 0;
      for (int i : as) {
        for (int j : bs) {
          sum += distance(points[i], points[j]);
        }
      }
      return sum / as.length / bs.length;
    }
    double between = distance(centre(points, labels, a), centre(points, labels, b));
    return 2.0 * as.length * bs.length / (as.length + bs.length) * between * between;
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += Math.pow(one[d] - other[d], 2);
    }
    return Math.sqrt(sum);
  }
}
