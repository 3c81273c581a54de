package io.tracewright.engine.cluster;

import io.tracewright.model.report.ClusterReport;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The groups of earlier windows, so that later ones can be called by the same numbers. A group that
 * was not there for a while is still remembered.
 *
 * @param lastId the largest number given so far
 * @param usual number of groups in the window before; 0: there was none
 * @param groups groups as last seen, by number
 */
public record ClusterMemory(int lastId, int usual, List<Group> groups) implements Serializable {
  /** Nothing yet. */
  public static final ClusterMemory NONE = new ClusterMemory(0, 0, List.of());

  /** Groups that are remembered at most: those that were seen last. */
  static final int MAX_GROUPS = 64;

  public ClusterMemory {
    groups = List.copyOf(groups);
  }

  /** What a report alone tells. */
  public static ClusterMemory of(ClusterReport report) {
    return NONE.after(report);
  }

  /** What is remembered after another window. */
  public ClusterMemory after(ClusterReport report) {
    List<Group> known = new ArrayList<>();
    for (ClusterReport.Cluster cluster : report.clusters()) {
      List<Double> centre = new ArrayList<>();
      for (int d = 0; d < cluster.scaledCentre().size(); d++) {
        centre.add(report.means().get(d) + report.scales().get(d) * cluster.scaledCentre().get(d));
      }
      known.add(new Group(cluster.id(), centre, report.scales()));
    }
    known.sort(Comparator.comparingInt(Group::id));
    int last = known.stream().mapToInt(Group::id).reduce(lastId, Math::max);
    for (Group group : groups) {
      if (known.size() < MAX_GROUPS && known.stream().noneMatch(k -> k.id == group.id)) {
        known.add(group);
      }
    }
    return new ClusterMemory(last, report.clusters().size(), known);
  }

  /** Writes it in a form that {@link #read} understands. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(lastId);
    out.writeInt(usual);
    out.writeInt(groups.size());
    for (Group group : groups) {
      out.writeInt(group.id);
      write(group.centre, out);
      write(group.scales, out);
    }
  }

  private static void write(List<Double> numbers, DataOutput out) throws IOException {
    out.writeInt(numbers.size());
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static ClusterMemory read(DataInput in) throws IOException {
    int last = in.readInt();
    int usual = in.readInt();
    List<Group> groups = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      groups.add(new Group(in.readInt(), numbers(in), numbers(in)));
    }
    return new ClusterMemory(last, usual, groups);
  }

  private static List<Double> numbers(DataInput in) throws IOException {
    List<Double> numbers = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      numbers.add(in.readDouble());
    }
    return numbers;
  }

  /**
   * A group.
   *
   * @param id its number
   * @param centre its centre on the features' scales
   * @param scales the scales of the window in which it was last seen
   */
  record Group(int id, List<Double> centre, List<Double> scales) implements Serializable {
    Group {
      centre = List.copyOf(centre);
      scales = List.copyOf(scales);
    }
  }
}
