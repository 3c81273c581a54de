/** The source of chunk descriptors (FLIP-27): hands chunks out in order, on time, resumably. */
package io.tracewright.flink.source;
