/** Flink functions that hand chunks to the engine, and the stream's types. */
package io.tracewright.flink.functions;
