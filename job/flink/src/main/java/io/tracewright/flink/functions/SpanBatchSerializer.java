package io.tracewright.flink.functions;

import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes batches between tasks. The hot path is one chain with object reuse and never calls it; it
 * keeps the job correct where somebody breaks the chain.
 */
final class SpanBatchSerializer extends TypeSerializerSingleton<SpanBatch> {
  static final SpanBatchSerializer INSTANCE = new SpanBatchSerializer();

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public SpanBatch createInstance() {
    return new SpanBatch();
  }

  @Override
  public SpanBatch copy(SpanBatch from) {
    return copy(from, new SpanBatch());
  }

  @Override
  public SpanBatch copy(SpanBatch from, SpanBatch reuse) {
    try {
      DataOutputSerializer bytes = new DataOutputSerializer(1 << 20);
      from.write(bytes);
      reuse.read(new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length()));
      return reuse;
    } catch (IOException e) {
      throw new IllegalStateException("a batch cannot be copied in memory", e);
    }
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(SpanBatch batch, DataOutputView target) throws IOException {
    batch.write(target);
  }

  @Override
  public SpanBatch deserialize(DataInputView source) throws IOException {
    return deserialize(new SpanBatch(), source);
  }

  @Override
  public SpanBatch deserialize(SpanBatch reuse, DataInputView source) throws IOException {
    reuse.read(source);
    return reuse;
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<SpanBatch> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in savepoints how batches were written. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SpanBatch> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
