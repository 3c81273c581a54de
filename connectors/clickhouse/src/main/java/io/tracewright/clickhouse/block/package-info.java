/**
 * Encoders of ClickHouse's Native columnar format.
 *
 * <p>A {@link io.tracewright.clickhouse.block.NativeBlock} is built from column definitions and
 * filled through its typed columns. The package imports nothing but the JDK: no Flink, no client.
 */
package io.tracewright.clickhouse.block;
