package io.tracewright.clickhouse.embedded;

/**
 * A whole result: the formatted bytes and the statistics.
 *
 * @param body the formatted result; the caller must not change it
 * @param statistics what the statement did
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, one owner
record EngineResult(byte[] body, QueryStatistics statistics) {}
