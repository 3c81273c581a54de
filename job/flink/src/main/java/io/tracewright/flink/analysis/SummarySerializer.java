package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.Summary;
import io.tracewright.flink.type.BinarySerializer;
import io.tracewright.flink.type.BinaryType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Writes summaries into the state of windows. */
public final class SummarySerializer extends BinarySerializer<Summary> {
  /** The type of summaries. */
  public static final BinaryType<Summary> TYPE =
      new BinaryType<>(Summary.class, new SummarySerializer());

  private SummarySerializer() {}

  @Override
  public Summary copy(Summary from) {
    return from.copy();
  }

  @Override
  protected void write(Summary summary, DataOutput out) throws IOException {
    summary.write(out);
  }

  @Override
  protected Summary read(DataInput in) throws IOException {
    return Summary.read(in);
  }

  @Override
  public TypeSerializerSnapshot<Summary> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in savepoints how they were written. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Summary> {
    public Snapshot() {
      super(TYPE::serializer);
    }
  }
}
