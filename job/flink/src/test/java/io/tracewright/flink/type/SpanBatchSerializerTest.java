package io.tracewright.flink.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** The checks of Flink's SerializerTestBase; batches are compared by what they write. */
class SpanBatchSerializerTest {
  private static final CorpusRef CORPUS = new CorpusRef("test", 1, "");
  private static final RunSpec SPEC =
      new RunSpec(
          "test",
          Presets.read("default"),
          1,
          250,
          100,
          1_772_409_600_000L,
          1_772_496_000_000L,
          List.of(CORPUS),
          false,
          "events");

  private final TypeSerializer<SpanBatch> serializer =
      SpanBatchSerializer.TYPE.createSerializer(new SerializerConfigImpl());

  @Test
  void whatIsSerializedIsDeserialized() throws Exception {
    for (int chunk = 0; chunk < 3; chunk++) {
      SpanBatch batch = batch(chunk);
      byte[] bytes = bytes(batch);
      assertThat(bytes(serializer.deserialize(new DataInputDeserializer(bytes)))).isEqualTo(bytes);
    }
  }

  @Test
  void batchesFollowOneAnotherInAStream() throws Exception {
    DataOutputSerializer target = new DataOutputSerializer(16);
    for (int chunk = 0; chunk < 3; chunk++) {
      serializer.serialize(batch(chunk), target);
    }
    DataInputDeserializer source = new DataInputDeserializer(target.getCopyOfBuffer());
    DataOutputSerializer copied = new DataOutputSerializer(16);
    serializer.copy(source, copied);
    for (int chunk = 1; chunk < 3; chunk++) {
      assertThat(bytes(serializer.deserialize(source))).isEqualTo(bytes(batch(chunk)));
    }
    assertThat(source.available()).isZero();
    assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes(batch(0)));
  }

  @Test
  void aCopyIsEqualAndOfItsOwn() throws Exception {
    SpanBatch batch = batch(0);
    byte[] bytes = bytes(batch);
    SpanBatch copy = serializer.copy(batch);
    assertThat(copy).isNotSameAs(batch);
    assertThat(bytes(copy)).isEqualTo(bytes);
    batch.latencyMs.set(0, 1e9);
    batch.reject(1);
    assertThat(bytes(copy)).isEqualTo(bytes);
  }

  @Test
  void rejectedTracesTravel() throws Exception {
    SpanBatch batch = batch(0);
    batch.reject(3);
    SpanBatch read = serializer.deserialize(new DataInputDeserializer(bytes(batch)));
    assertThat(read.isRejected(3)).isTrue();
    assertThat(read.rejectedRows()).isEqualTo(batch.rejectedRows()).isPositive();
  }

  @Test
  void theSnapshotRestoresACompatibleSerializer() throws Exception {
    DataOutputSerializer target = new DataOutputSerializer(16);
    TypeSerializerSnapshot.writeVersionedSnapshot(target, serializer.snapshotConfiguration());
    TypeSerializerSnapshot<SpanBatch> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(target.getCopyOfBuffer()), getClass().getClassLoader());
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
    byte[] bytes = bytes(batch(1));
    SpanBatch read = snapshot.restoreSerializer().deserialize(new DataInputDeserializer(bytes));
    assertThat(bytes(read)).isEqualTo(bytes);
  }

  @Test
  void itIsMutableOfVariableLengthAndOnePerJvm() throws Exception {
    assertThat(serializer.isImmutableType()).isFalse();
    assertThat(serializer.getLength()).isEqualTo(-1);
    assertThat(serializer.duplicate()).isEqualTo(serializer);
    assertThat(InstantiationUtil.clone(serializer)).isEqualTo(serializer);
  }

  @Test
  void theTypeIsItsValues() throws Exception {
    assertThat(InstantiationUtil.clone(SpanBatchSerializer.TYPE))
        .isEqualTo(SpanBatchSerializer.TYPE);
    assertThat(SpanBatchSerializer.TYPE.getTypeClass()).isEqualTo(SpanBatch.class);
    assertThat(SpanBatchSerializer.TYPE.isKeyType()).isFalse();
  }

  private byte[] bytes(SpanBatch batch) throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(16);
    serializer.serialize(batch, target);
    return target.getCopyOfBuffer();
  }

  private static SpanBatch batch(int chunk) {
    CorpusRecord record = new CorpusRecord("1", "simple_chat", "Où?", "\uD83D\uDE00", "{}");
    SpanBatch batch = new SpanBatch();
    new ChunkGenerator(SPEC, List.of(new LoadedCorpus(CORPUS, List.of(record))))
        .generate(new ChunkPlan(SPEC).chunk(chunk), batch);
    return batch;
  }
}
