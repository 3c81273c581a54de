/** Finding or starting a Flink cluster, and talking to its REST API. */
package io.tracewright.cli.flink;
