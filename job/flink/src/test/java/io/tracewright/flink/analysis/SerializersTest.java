package io.tracewright.flink.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.cluster.ClusterMemory;
import io.tracewright.engine.cluster.Clusterer;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.Summary;
import io.tracewright.flink.type.BinaryType;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flink demands of serializers; values are compared by what they say. */
class SerializersTest {
  private static final List<SpanBatch> BATCHES = Summaries.batches();

  static Stream<Arguments> values() {
    GroupSummary group = Summaries.of("Bäcker", "chat", 3, BATCHES.get(0), BATCHES.get(1));
    AnalysisWindow window = new AnalysisWindow("test", "acme", "", 1, 2);
    RunSummary run = new RunSummary(Summaries.PLAN);
    run.add(group.group(), group.summary());
    ClusterMemory memory =
        ClusterMemory.of(
            Clusterer.cluster(window, group.summary().sample().traces(), ClusterMemory.NONE)
                .orElseThrow());
    return Stream.of(
        arguments(GroupSummary.TYPE, group),
        arguments(SummarySerializer.TYPE, group.summary()),
        arguments(WindowSummary.TYPE, new WindowSummary(window, group.summary())),
        arguments(RunSummarySerializer.TYPE, run),
        arguments(ClusterMemorySerializer.TYPE, memory),
        arguments(ClusterMemorySerializer.TYPE, ClusterMemory.NONE));
  }

  private static <T> Arguments arguments(BinaryType<T> type, T value) {
    return Arguments.of(Named.of(type.toString(), type), value);
  }

  @ParameterizedTest
  @MethodSource("values")
  <T> void whatIsWrittenIsRead(BinaryType<T> type, T value) throws Exception {
    TypeSerializer<T> serializer = type.serializer();
    byte[] bytes = bytes(serializer, value);
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    T read = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    assertThat(text(read)).isEqualTo(text(value));
    assertThat(text(serializer.copy(value))).isEqualTo(text(value));
    DataOutputSerializer copied = new DataOutputSerializer(16);
    serializer.copy(new DataInputDeserializer(bytes), copied);
    T again = serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer()));
    assertThat(text(again)).isEqualTo(text(value));
  }

  @ParameterizedTest
  @MethodSource("values")
  <T> void theSnapshotRestoresACompatibleSerializer(BinaryType<T> type, T value) throws Exception {
    TypeSerializer<T> serializer = type.serializer();
    DataOutputSerializer target = new DataOutputSerializer(16);
    TypeSerializerSnapshot.writeVersionedSnapshot(target, serializer.snapshotConfiguration());
    TypeSerializerSnapshot<T> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(target.getCopyOfBuffer()), getClass().getClassLoader());
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
    byte[] bytes = bytes(serializer, value);
    T read = snapshot.restoreSerializer().deserialize(new DataInputDeserializer(bytes));
    assertThat(text(read)).isEqualTo(text(value));
  }

  @ParameterizedTest
  @MethodSource("values")
  <T> void typesAreEqualByTheirValues(BinaryType<T> type, T value) throws Exception {
    assertThat(InstantiationUtil.clone(type)).isEqualTo(type);
    assertThat(InstantiationUtil.clone(type.serializer())).isEqualTo(type.serializer());
    assertThat(type.getTypeClass()).isInstanceOf(Class.class).isEqualTo(value.getClass());
  }

  private static String text(Object value) {
    if (value instanceof Summary summary) {
      return Summaries.describe(summary);
    }
    if (value instanceof GroupSummary group) {
      return group.group() + text(group.summary());
    }
    if (value instanceof WindowSummary window) {
      return window.window() + text(window.summary());
    }
    if (value instanceof RunSummary run) {
      StringBuilder all = new StringBuilder(run.plan().toString());
      run.workloads().forEach((name, summary) -> all.append(name).append(text(summary)));
      return all.toString();
    }
    return value.toString();
  }

  private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }
}
