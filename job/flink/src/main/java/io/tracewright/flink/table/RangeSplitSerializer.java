package io.tracewright.flink.table;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes ranges to checkpoints. */
final class RangeSplitSerializer implements SimpleVersionedSerializer<RangeSplit> {
  private static final int VERSION = 1;

  /** Bytes of a split. */
  static final int BYTES = Integer.BYTES + 1 + 2 * Long.BYTES;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(RangeSplit split) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    write(split, bytes);
    return bytes.array();
  }

  @Override
  public RangeSplit deserialize(int version, byte[] serialized) {
    return read(ByteBuffer.wrap(serialized));
  }

  static void write(RangeSplit split, ByteBuffer out) {
    boolean begun = split.after() != null;
    out.putInt(split.range());
    out.put((byte) (begun ? 1 : 0));
    out.putLong(begun ? split.after().getMostSignificantBits() : 0);
    out.putLong(begun ? split.after().getLeastSignificantBits() : 0);
  }

  static RangeSplit read(ByteBuffer in) {
    int range = in.getInt();
    boolean begun = in.get() != 0;
    UUID after = new UUID(in.getLong(), in.getLong());
    return new RangeSplit(range, begun ? after : null);
  }
}
