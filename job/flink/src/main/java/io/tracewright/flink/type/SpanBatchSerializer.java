package io.tracewright.flink.type;

import io.tracewright.model.span.SpanBatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Writes batches between tasks. The hot path is one chain with object reuse and never calls it; it
 * keeps the job correct where somebody breaks the chain.
 */
public final class SpanBatchSerializer extends BinarySerializer<SpanBatch> {
  /** The stream type of {@link SpanBatch}. */
  public static final BinaryType<SpanBatch> TYPE =
      new BinaryType<>(SpanBatch.class, new SpanBatchSerializer());

  private SpanBatchSerializer() {}

  @Override
  protected void write(SpanBatch batch, DataOutput out) throws IOException {
    batch.write(out);
  }

  @Override
  protected SpanBatch read(DataInput in) throws IOException {
    SpanBatch batch = new SpanBatch();
    batch.read(in);
    return batch;
  }

  @Override
  public TypeSerializerSnapshot<SpanBatch> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in savepoints how batches were written. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SpanBatch> {
    public Snapshot() {
      super(TYPE::serializer);
    }
  }
}
