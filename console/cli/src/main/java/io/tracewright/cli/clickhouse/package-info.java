/** Finding or starting a ClickHouse server, and talking SQL to it. */
package io.tracewright.cli.clickhouse;
