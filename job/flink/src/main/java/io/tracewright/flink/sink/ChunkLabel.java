package io.tracewright.flink.sink;

import io.tracewright.model.span.SpanBatch;

/**
 * What the sink hands back with a chunk's acknowledgement.
 *
 * @param runId the run
 * @param chunk index of the chunk
 * @param traces traces stored
 * @param rejectedTraces traces that broke a rule and were not stored
 * @param rejectedRows their spans
 */
record ChunkLabel(String runId, int chunk, int traces, int rejectedTraces, int rejectedRows) {

  static ChunkLabel of(SpanBatch batch) {
    return new ChunkLabel(
        batch.runId(),
        batch.chunk().index(),
        batch.traces() - batch.rejectedTraces(),
        batch.rejectedTraces(),
        batch.rejectedRows());
  }

  String toText() {
    return runId + " " + chunk + " " + traces + " " + rejectedTraces + " " + rejectedRows;
  }

  static ChunkLabel parse(String text) {
    String[] fields = text.split(" ", -1);
    return new ChunkLabel(
        fields[0],
        Integer.parseInt(fields[1]),
        Integer.parseInt(fields[2]),
        Integer.parseInt(fields[3]),
        Integer.parseInt(fields[4]));
  }
}
