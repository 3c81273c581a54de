package io.tracewright.flink.table;

import io.tracewright.flink.type.BinarySerializer;
import io.tracewright.flink.type.BinaryType;
import io.tracewright.model.span.SpanBatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Whole traces of a table.
 *
 * @param spans their spans; columns that are not analysed are empty
 * @param malformed rows whose metadata are neither JSON nor empty
 */
public record TableBatch(SpanBatch spans, BitSet malformed) {
  /** Its stream type. */
  public static final BinaryType<TableBatch> TYPE =
      new BinaryType<>(TableBatch.class, new Serializer());

  private static final class Serializer extends BinarySerializer<TableBatch> {
    @Override
    protected void write(TableBatch batch, DataOutput out) throws IOException {
      batch.spans.write(out);
      byte[] rows = batch.malformed.toByteArray();
      out.writeInt(rows.length);
      out.write(rows);
    }

    @Override
    protected TableBatch read(DataInput in) throws IOException {
      SpanBatch spans = new SpanBatch();
      spans.read(in);
      byte[] rows = new byte[in.readInt()];
      in.readFully(rows);
      return new TableBatch(spans, BitSet.valueOf(rows));
    }

    @Override
    public TypeSerializerSnapshot<TableBatch> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Says in savepoints how they were written. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TableBatch> {
    public Snapshot() {
      super(TYPE::serializer);
    }
  }
}
