package io.tracewright.flink.source;

import io.tracewright.model.run.ChunkDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Remembers the chunks that a reader emits. */
final class FakeOutput implements ReaderOutput<ChunkDescriptor> {
  final List<ChunkDescriptor> chunks = new ArrayList<>();
  final List<Long> timestamps = new ArrayList<>();
  final List<Watermark> watermarks = new ArrayList<>();

  List<Integer> indices() {
    return chunks.stream().map(ChunkDescriptor::index).toList();
  }

  @Override
  public void collect(ChunkDescriptor chunk, long timestamp) {
    chunks.add(chunk);
    timestamps.add(timestamp);
  }

  @Override
  public void collect(ChunkDescriptor chunk) {
    throw new UnsupportedOperationException("a chunk has an event time");
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    watermarks.add(watermark);
  }

  @Override
  public void markIdle() {}

  @Override
  public void markActive() {}

  @Override
  public SourceOutput<ChunkDescriptor> createOutputForSplit(String splitId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    throw new UnsupportedOperationException();
  }
}
