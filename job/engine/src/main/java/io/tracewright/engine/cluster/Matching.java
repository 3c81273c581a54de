package io.tracewright.engine.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which group of a window is which of those before: the closest pair first, then the next, as long
 * as the features moved by {@value #MAX_MOVE} standard deviations in the mean (root mean square) at
 * most. The wider of the two windows' standard deviations counts.
 */
final class Matching {
  static final double MAX_MOVE = 0.7;

  private record Pair(int group, int known, double distance) {}

  private final int[] ids;
  private final double[] drifts;

  private Matching(int[] ids, double[] drifts) {
    this.ids = ids;
    this.drifts = drifts;
  }

  static Matching of(FeatureSpace space, double[][] centres, ClusterMemory before) {
    List<Pair> pairs = new ArrayList<>();
    for (int group = 0; group < centres.length; group++) {
      double[] centre = space.onScale(centres[group]);
      for (int known = 0; known < before.groups().size(); known++) {
        ClusterMemory.Group other = before.groups().get(known);
        if (other.centre().size() == centre.length) {
          pairs.add(new Pair(group, known, distance(centre, space.scales(), other)));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::distance));
    int[] ids = new int[centres.length];
    double[] drifts = new double[centres.length];
    Arrays.fill(drifts, Double.NaN);
    boolean[] taken = new boolean[before.groups().size()];
    for (Pair pair : pairs) {
      boolean isNear = pair.distance <= MAX_MOVE * Math.sqrt(space.scales().length);
      if (isNear && ids[pair.group] == 0 && !taken[pair.known]) {
        ids[pair.group] = before.groups().get(pair.known).id();
        drifts[pair.group] = pair.distance;
        taken[pair.known] = true;
      }
    }
    int last = before.lastId();
    for (int group = 0; group < ids.length; group++) {
      if (ids[group] == 0) {
        ids[group] = ++last;
      }
    }
    return new Matching(ids, drifts);
  }

  private static double distance(double[] centre, double[] scales, ClusterMemory.Group other) {
    double sum = 0;
    for (int d = 0; d < centre.length; d++) {
      double scale = Math.max(scales[d], other.scales().get(d));
      double move = (centre[d] - other.centre().get(d)) / (scale > 0 ? scale : 1);
      sum += move * move;
    }
    return Math.sqrt(sum);
  }

  /** Number of each group. */
  int[] ids() {
    return ids;
  }

  /** Distance of each from where it was last seen, in standard deviations; NaN: it is new. */
  double[] drifts() {
    return drifts;
  }
}
