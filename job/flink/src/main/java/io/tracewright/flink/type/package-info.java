/** Stream types of values that write and read themselves. */
package io.tracewright.flink.type;
