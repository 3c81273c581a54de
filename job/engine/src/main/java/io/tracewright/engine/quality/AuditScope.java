package io.tracewright.engine.quality;

import io.tracewright.model.profile.Workload;
import io.tracewright.model.run.RunSpec;
import java.io.Serializable;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of a table beyond its columns.
 *
 * @param workloads values that {@code workload_type} may have; empty: any, also none
 * @param sequences {@code operation_name} of {@code chain} spans whose children are steps in strict
 *     order; empty: order is not assessed
 * @param windowStartMs no span starts before, milliseconds since the epoch, UTC
 * @param windowEndMs no span starts then or later
 * @param nowMs no span starts later: rows cannot lie in the future
 */
public record AuditScope(
    Set<String> workloads, Set<String> sequences, long windowStartMs, long windowEndMs, long nowMs)
    implements Serializable {
  public AuditScope {
    workloads = Set.copyOf(workloads);
    sequences = Set.copyOf(sequences);
  }

  /** Of a run's rows. Its window may lie in the future, as that of a back-fill to come. */
  public static AuditScope of(RunSpec spec) {
    return new AuditScope(
        spec.profile().workloads().stream().map(Workload::name).collect(Collectors.toSet()),
        spec.profile().sequences().stream()
            .map(sequence -> "run_sequence " + sequence.name())
            .collect(Collectors.toSet()),
        spec.windowStartMs(),
        spec.windowEndMs(),
        Long.MAX_VALUE);
  }

  /** Of any table. */
  public static AuditScope of(long windowStartMs, long windowEndMs, long nowMs) {
    return new AuditScope(Set.of(), Set.of(), windowStartMs, windowEndMs, nowMs);
  }
}
