package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.Summary;
import io.tracewright.flink.type.BinarySerializer;
import io.tracewright.flink.type.BinaryType;
import io.tracewright.model.report.AnalysisWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * What was seen in a window.
 *
 * @param window the window
 * @param summary what was seen; who gets it must not change it
 */
public record WindowSummary(AnalysisWindow window, Summary summary) {
  /** Its stream type. */
  public static final BinaryType<WindowSummary> TYPE =
      new BinaryType<>(WindowSummary.class, new Serializer());

  private static final class Serializer extends BinarySerializer<WindowSummary> {
    @Override
    protected void write(WindowSummary value, DataOutput out) throws IOException {
      out.writeUTF(value.window.runId());
      out.writeUTF(value.window.tenant());
      out.writeUTF(value.window.workload());
      out.writeLong(value.window.startMs());
      out.writeLong(value.window.endMs());
      value.summary.write(out);
    }

    @Override
    protected WindowSummary read(DataInput in) throws IOException {
      return new WindowSummary(
          new AnalysisWindow(
              in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), in.readLong()),
          Summary.read(in));
    }

    @Override
    public TypeSerializerSnapshot<WindowSummary> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Says in savepoints how they were written. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowSummary> {
    public Snapshot() {
      super(TYPE::serializer);
    }
  }
}
