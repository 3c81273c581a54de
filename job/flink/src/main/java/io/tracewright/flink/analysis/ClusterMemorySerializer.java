package io.tracewright.flink.analysis;

import io.tracewright.engine.cluster.ClusterMemory;
import io.tracewright.flink.type.BinarySerializer;
import io.tracewright.flink.type.BinaryType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Writes what is known of the windows before into state. */
final class ClusterMemorySerializer extends BinarySerializer<ClusterMemory> {
  static final BinaryType<ClusterMemory> TYPE =
      new BinaryType<>(ClusterMemory.class, new ClusterMemorySerializer());

  private ClusterMemorySerializer() {}

  @Override
  protected void write(ClusterMemory memory, DataOutput out) throws IOException {
    memory.write(out);
  }

  @Override
  protected ClusterMemory read(DataInput in) throws IOException {
    return ClusterMemory.read(in);
  }

  @Override
  public TypeSerializerSnapshot<ClusterMemory> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in savepoints how it was written. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ClusterMemory> {
    public Snapshot() {
      super(TYPE::serializer);
    }
  }
}
