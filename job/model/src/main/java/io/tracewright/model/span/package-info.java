/**
 * Spans in columns: the form in which a chunk travels from the generator to the sink.
 *
 * <p>A chunk of some 8,192 spans is one {@link io.tracewright.model.span.SpanBatch}, so that the
 * hot path allocates nothing for a row and the stream carries one element for each insert. May
 * import the JDK only.
 */
package io.tracewright.model.span;
