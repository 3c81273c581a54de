/** What the job writes to ClickHouse: the events table's encoding, and rows that report. */
package io.tracewright.flink.sink;
