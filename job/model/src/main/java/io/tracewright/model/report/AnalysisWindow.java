package io.tracewright.model.report;

import java.io.Serializable;

/**
 * What a windowed result is about.
 *
 * @param runId the run
 * @param tenant value of {@code tenant_id}
 * @param workload value of {@code workload_type}
 * @param startMs start, inclusive, milliseconds since the epoch, UTC
 * @param endMs end, exclusive, milliseconds since the epoch, UTC
 */
public record AnalysisWindow(String runId, String tenant, String workload, long startMs, long endMs)
    implements Serializable {}
