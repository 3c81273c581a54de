package io.tracewright.flink.table;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes the enumerator's state to checkpoints. */
final class RangesLeftSerializer implements SimpleVersionedSerializer<RangesLeft> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(RangesLeft left) {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            2 * Integer.BYTES + left.returned().size() * RangeSplitSerializer.BYTES);
    bytes.putInt(left.next());
    bytes.putInt(left.returned().size());
    left.returned().forEach(split -> RangeSplitSerializer.write(split, bytes));
    return bytes.array();
  }

  @Override
  public RangesLeft deserialize(int version, byte[] serialized) {
    ByteBuffer bytes = ByteBuffer.wrap(serialized);
    int next = bytes.getInt();
    List<RangeSplit> returned = new ArrayList<>();
    for (int more = bytes.getInt(); more > 0; more--) {
      returned.add(RangeSplitSerializer.read(bytes));
    }
    return new RangesLeft(next, returned);
  }
}
