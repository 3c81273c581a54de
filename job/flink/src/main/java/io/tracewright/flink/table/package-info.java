/** Tables of spans as a source: read in ranges of whole traces, resumably. */
package io.tracewright.flink.table;
