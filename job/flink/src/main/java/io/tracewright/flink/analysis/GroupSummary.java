package io.tracewright.flink.analysis;

import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Summary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.flink.type.BinarySerializer;
import io.tracewright.flink.type.BinaryType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * What was seen of a group of traces, or of a part of it.
 *
 * @param group the group
 * @param summary what was seen
 * @param part which part of it
 */
public record GroupSummary(GroupKey group, Summary summary, Part part) {
  /** Its stream type. */
  public static final BinaryType<GroupSummary> TYPE =
      new BinaryType<>(GroupSummary.class, new Serializer());

  /** What a summary is of. */
  enum Part {
    WHOLE,
    /** The sample alone, for those who need no more. */
    SAMPLE,
    /** All, of rows that are not judged: others should look like them. */
    REFERENCE
  }

  /** All that was seen. */
  public static GroupSummary whole(GroupKey group, Summary summary) {
    return new GroupSummary(group, summary, Part.WHOLE);
  }

  /** The sample alone. */
  GroupSummary sample() {
    Summary sample = new Summary(SummaryPlan.MAX_SAMPLE);
    sample.sample().merge(summary.sample());
    return new GroupSummary(group, sample, Part.SAMPLE);
  }

  /** The same, as something that others should look like. */
  public GroupSummary asReference() {
    return new GroupSummary(group, summary, Part.REFERENCE);
  }

  private static final class Serializer extends BinarySerializer<GroupSummary> {
    @Override
    protected void write(GroupSummary value, DataOutput out) throws IOException {
      out.writeUTF(value.group.tenant());
      out.writeUTF(value.group.workload());
      out.writeInt(value.group.pane());
      out.writeUTF(value.part.name());
      value.summary.write(out);
    }

    @Override
    protected GroupSummary read(DataInput in) throws IOException {
      GroupKey group = new GroupKey(in.readUTF(), in.readUTF(), in.readInt());
      Part part = Part.valueOf(in.readUTF());
      return new GroupSummary(group, Summary.read(in), part);
    }

    @Override
    public TypeSerializerSnapshot<GroupSummary> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Says in savepoints how they were written. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<GroupSummary> {
    public Snapshot() {
      super(TYPE::serializer);
    }
  }
}
