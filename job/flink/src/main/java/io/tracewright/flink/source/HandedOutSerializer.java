package io.tracewright.flink.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes the enumerator's state to checkpoints. */
final class HandedOutSerializer implements SimpleVersionedSerializer<HandedOut> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(HandedOut state) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Long.BYTES + (2 + 2 * state.returned().size()) * Integer.BYTES)
            .putLong(state.run())
            .putInt(state.next())
            .putInt(state.returned().size());
    state.returned().forEach(split -> buffer.putInt(split.next()).putInt(split.end()));
    return buffer.array();
  }

  @Override
  public HandedOut deserialize(int version, byte[] serialized) throws IOException {
    Versions.require(VERSION, version, "chunk enumerator");
    ByteBuffer buffer = ByteBuffer.wrap(serialized);
    long run = buffer.getLong();
    int next = buffer.getInt();
    List<ChunkSplit> returned = new ArrayList<>();
    for (int left = buffer.getInt(); left > 0; left--) {
      returned.add(new ChunkSplit(buffer.getInt(), buffer.getInt()));
    }
    return new HandedOut(run, next, returned);
  }
}
