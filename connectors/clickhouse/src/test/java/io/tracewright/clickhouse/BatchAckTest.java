package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class BatchAckTest {
  private static final BatchAck ACK =
      new BatchAck("db.t", "run/7", "label ✓", 10_000, 123_456, 12.5, 2, 1_700_000_000_000L);

  @Test
  void flink_needs_no_kryo_for_it() throws IOException {
    TypeInformation<BatchAck> type = TypeInformation.of(BatchAck.class);
    assertThat(type).isInstanceOf(PojoTypeInfo.class);
    SerializerConfigImpl noGenericTypes = new SerializerConfigImpl();
    noGenericTypes.setGenericTypes(false);
    TypeSerializer<BatchAck> serializer = type.createSerializer(noGenericTypes);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(ACK, out);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(ACK);
  }

  @Property
  void committables_survive_the_round_trip(
      @ForAll String label, @ForAll long rows, @ForAll double latencyMs) throws IOException {
    // Lone surrogates have no UTF-8; a label with them is not a text.
    String text = label.replaceAll("[\\uD800-\\uDFFF]", "");
    BatchAck ack = new BatchAck("db.t", "run/7", text, rows, 1, latencyMs, 2, 3);
    BatchAckSerializer serializer = BatchAckSerializer.INSTANCE;
    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(ack)))
        .isEqualTo(ack);
  }

  @Test
  void an_unknown_version_is_told() {
    assertThatThrownBy(() -> BatchAckSerializer.INSTANCE.deserialize(9, new byte[0]))
        .hasMessage("Unknown version 9 of a batch acknowledgement");
  }
}
