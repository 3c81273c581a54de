package io.tracewright.flink.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.clickhouse.BatchAck;
import io.tracewright.flink.sink.ProgressRow;
import io.tracewright.model.run.ChunkDescriptor;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses between operators has a serializer of Flink's, not Kryo. */
class StreamTypesTest {

  static List<Record> records() {
    return List.of(
        new ChunkDescriptor(1, 1L << 40, 3, 4, 5, 6),
        new RejectedTrace("run", 1, "trace", "ONE_ROOT", 4, 5),
        new LabelledSpan("run", 1, "trace", "span", "loop", "plan", 1L << 41, 5.5),
        new ProgressRow("run", 1, 2, 3, 4, 5, 6, 7.5, 8, 9),
        new BatchAck("db.events", "run/1", "label", 3, 4, 5.5, 1, 6));
  }

  @ParameterizedTest
  @MethodSource("records")
  void recordsAreNoGenericTypesAndRoundTrip(Record value) throws Exception {
    roundTrip(value);
  }

  private static <T> void roundTrip(T value) throws Exception {
    @SuppressWarnings("unchecked")
    TypeInformation<T> type = TypeInformation.of((Class<T>) value.getClass());
    assertThat(type).isNotInstanceOf(GenericTypeInfo.class);
    SerializerConfigImpl noKryo = new SerializerConfigImpl();
    noKryo.setGenericTypes(false);
    TypeSerializer<T> serializer = type.createSerializer(noKryo);
    DataOutputSerializer target = new DataOutputSerializer(16);
    serializer.serialize(value, target);
    assertThat(serializer.deserialize(new DataInputDeserializer(target.getCopyOfBuffer())))
        .isEqualTo(value);
    assertThat(serializer.copy(value)).isEqualTo(value);
  }

  @Test
  void theSideOutputsTypesAreKnown() {
    assertThat(ValidateTraces.REJECTED.getTypeInfo())
        .isEqualTo(TypeInformation.of(RejectedTrace.class))
        .isNotInstanceOf(GenericTypeInfo.class);
    assertThat(RecordGroundTruth.LABELLED.getTypeInfo())
        .isEqualTo(TypeInformation.of(LabelledSpan.class))
        .isNotInstanceOf(GenericTypeInfo.class);
  }

  /** The assertion above can fail: a class that Flink does not know is generic. */
  @Test
  void aBatchWithoutItsTypeWouldBeGeneric() {
    assertThat(TypeInformation.of(io.tracewright.model.span.SpanBatch.class))
        .isInstanceOf(GenericTypeInfo.class);
  }
}
