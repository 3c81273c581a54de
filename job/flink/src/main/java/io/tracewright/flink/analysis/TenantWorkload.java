package io.tracewright.flink.analysis;

import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What windows are keyed by.
 *
 * @param tenant value of {@code tenant_id}
 * @param workload value of {@code workload_type}
 */
public record TenantWorkload(String tenant, String workload) implements Serializable {
  /** Its stream type. */
  public static final TypeInformation<TenantWorkload> TYPE =
      TypeInformation.of(TenantWorkload.class);

  /** What a summary belongs to. */
  public static TenantWorkload of(GroupSummary summary) {
    return new TenantWorkload(summary.group().tenant(), summary.group().workload());
  }

  /** What a summary belongs to. */
  public static TenantWorkload of(WindowSummary summary) {
    return new TenantWorkload(summary.window().tenant(), summary.window().workload());
  }
}
