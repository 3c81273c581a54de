package io.tracewright.engine.summary;

import java.io.Serializable;
import java.util.Comparator;

/**
 * What a summary is about: a tenant's traces of one workload that start within a pane.
 *
 * @param tenant value of {@code tenant_id}
 * @param workload value of {@code workload_type}
 * @param pane number of the pane, from 0
 */
public record GroupKey(String tenant, String workload, int pane)
    implements Comparable<GroupKey>, Serializable {
  private static final Comparator<GroupKey> ORDER =
      Comparator.comparing(GroupKey::tenant)
          .thenComparing(GroupKey::workload)
          .thenComparingInt(GroupKey::pane);

  @Override
  public int compareTo(GroupKey other) {
    return ORDER.compare(this, other);
  }
}
