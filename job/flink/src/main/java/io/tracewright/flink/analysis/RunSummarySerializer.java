package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.flink.type.BinarySerializer;
import io.tracewright.flink.type.BinaryType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Writes what is kept of a run, and how its time is cut, into state. */
final class RunSummarySerializer extends BinarySerializer<RunSummary> {
  static final BinaryType<RunSummary> TYPE =
      new BinaryType<>(RunSummary.class, new RunSummarySerializer());

  private RunSummarySerializer() {}

  @Override
  protected void write(RunSummary run, DataOutput out) throws IOException {
    SummaryPlan plan = run.plan();
    out.writeUTF(plan.runId());
    out.writeLong(plan.startMs());
    out.writeLong(plan.endMs());
    out.writeLong(plan.paneMs());
    out.writeDouble(plan.sampleShare());
    out.writeLong(plan.sampleSeed());
    run.write(out);
  }

  @Override
  protected RunSummary read(DataInput in) throws IOException {
    SummaryPlan plan =
        new SummaryPlan(
            in.readUTF(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readDouble(),
            in.readLong());
    return RunSummary.read(plan, in);
  }

  @Override
  public TypeSerializerSnapshot<RunSummary> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in savepoints how they were written. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RunSummary> {
    public Snapshot() {
      super(TYPE::serializer);
    }
  }
}
