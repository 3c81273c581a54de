package io.tracewright.clickhouse;

/**
 * The news that a batch is durable in ClickHouse.
 *
 * @param table as {@code database.table}
 * @param token the batch's deduplication token
 * @param label what the encoder's {@link BatchEncoder#label} gave
 * @param rows rows in the batch; also if ClickHouse dropped them as known already
 * @param bytes bytes of the block before compression; 0 for a batch without rows
 * @param latencyMs from the first attempt to the acknowledgement, waits between attempts included
 * @param attempts requests sent; 0 for a batch without rows
 * @param acknowledgedAtMs milliseconds since 1970, by the writer's clock
 */
public record BatchAck(
    String table,
    String token,
    String label,
    long rows,
    long bytes,
    double latencyMs,
    int attempts,
    long acknowledgedAtMs) {}
