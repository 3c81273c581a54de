/**
 * A Flink Sink V2 that writes Native columnar blocks into ClickHouse exactly once.
 *
 * <p>Start with {@link io.tracewright.clickhouse.ClickHouseSink}. The module knows no domain class;
 * it imports Flink, ClickHouse's client and the JDK. The ideas that carry it:
 *
 * <ul>
 *   <li><b>One stream element is one batch, one block, one insert, one token.</b> Nothing is
 *       buffered across elements, so a replay sends what was sent before and ClickHouse drops it.
 *   <li><b>The task thread owns everything</b> but the sending: encoding, the buffers, the count of
 *       requests in flight, the metrics. Senders get bytes and give back an outcome through the
 *       mailbox, so no lock is needed.
 *   <li><b>A failure has one kind</b>, decided in {@code FailureKind}: to be tried again, or not.
 * </ul>
 */
package io.tracewright.clickhouse;
