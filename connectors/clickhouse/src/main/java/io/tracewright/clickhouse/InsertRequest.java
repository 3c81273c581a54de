package io.tracewright.clickhouse;

/**
 * One batch, encoded and ready to be sent.
 *
 * @param rows more than zero
 * @param block not changed by anyone until the request is done
 */
record InsertRequest(String token, String label, int rows, BlockBuffer block) {}
