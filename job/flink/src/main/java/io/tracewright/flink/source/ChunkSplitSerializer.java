package io.tracewright.flink.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes splits to checkpoints and to readers. */
final class ChunkSplitSerializer implements SimpleVersionedSerializer<ChunkSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ChunkSplit split) {
    return ByteBuffer.allocate(2 * Integer.BYTES).putInt(split.next()).putInt(split.end()).array();
  }

  @Override
  public ChunkSplit deserialize(int version, byte[] serialized) throws IOException {
    Versions.require(VERSION, version, "chunk split");
    ByteBuffer buffer = ByteBuffer.wrap(serialized);
    return new ChunkSplit(buffer.getInt(), buffer.getInt());
  }
}
