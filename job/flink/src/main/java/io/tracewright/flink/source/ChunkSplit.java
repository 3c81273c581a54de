package io.tracewright.flink.source;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A few consecutive chunks that one reader emits.
 *
 * @param next index of the next chunk to emit
 * @param end index after the last chunk
 */
record ChunkSplit(int next, int end) implements SourceSplit {

  @Override
  public String splitId() {
    // The end does not move while a reader works through the split, and no two splits share it.
    return Integer.toString(end);
  }

  boolean isDone() {
    return next >= end;
  }

  ChunkSplit afterNext() {
    return new ChunkSplit(next + 1, end);
  }
}
