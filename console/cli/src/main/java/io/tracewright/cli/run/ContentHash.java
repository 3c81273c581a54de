package io.tracewright.cli.run;

/**
 * The hash of a run's content: independent of the order of rows and of how they were inserted,
 * equal for equal specs.
 *
 * <p>It sums a 64-bit hash of each row's business columns, modulo 2^64: all columns but {@code
 * run_id} and {@code chunk}, which say where a row came from. A lost, doubled or altered row
 * changes it.
 */
final class ContentHash {
  private ContentHash() {}

  /** The query, for a table and the parameter {@code run}. */
  static String sql(String table) {
    return "SELECT leftPad(lower(hex(sum(sipHash64("
        + "event_id, trace_id, span_id, ifNull(parent_span_id, toUUIDOrZero('')), timestamp_utc,"
        + " event_type, service_name, operation_name, workload_type, workload_category, domain,"
        + " tenant_id, latency_ms, cpu_usage_percent, memory_usage_mb, throughput_rps, model_name,"
        + " model_version, prompt_tokens, completion_tokens, total_tokens, tool_invocations,"
        + " user_id, session_id, toString(request_metadata), toString(response_metadata), tags,"
        + " region, status, error_type, cost_usd, corpus_version, corpus_record_id, anomaly"
        + ")))), 16, '0') FROM "
        + table
        + " WHERE run_id = {run:String}";
  }
}
