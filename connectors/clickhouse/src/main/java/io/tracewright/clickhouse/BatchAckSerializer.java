package io.tracewright.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Carries acknowledgements from the writer to the committer and through its state. */
enum BatchAckSerializer implements SimpleVersionedSerializer<BatchAck> {
  INSTANCE;

  private static final int VERSION = 1;
  private static final int EXPECTED_BYTES = 128;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(BatchAck ack) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(EXPECTED_BYTES);
    out.writeUTF(ack.table());
    out.writeUTF(ack.token());
    byte[] label = ack.label().getBytes(UTF_8);
    out.writeInt(label.length);
    out.write(label);
    out.writeLong(ack.rows());
    out.writeLong(ack.bytes());
    out.writeDouble(ack.latencyMs());
    out.writeInt(ack.attempts());
    out.writeLong(ack.acknowledgedAtMs());
    return out.getCopyOfBuffer();
  }

  @Override
  public BatchAck deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("Unknown version " + version + " of a batch acknowledgement");
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    String table = in.readUTF();
    String token = in.readUTF();
    byte[] label = new byte[in.readInt()];
    in.readFully(label);
    return new BatchAck(
        table,
        token,
        new String(label, UTF_8),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readInt(),
        in.readLong());
  }
}
