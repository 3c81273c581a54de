package io.tracewright.flink.type;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of mutable values that have a binary form of their own: between tasks, and in state.
 *
 * @param <T> the values
 */
public abstract class BinarySerializer<T> extends TypeSerializerSingleton<T> {
  private static final int INITIAL_BYTES = 1 << 12;

  /** Writes a value. */
  protected abstract void write(T value, DataOutput out) throws IOException;

  /** Reads what {@link #write} wrote. */
  protected abstract T read(DataInput in) throws IOException;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  /** None: values are read, not filled. */
  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    try {
      DataOutputSerializer bytes = new DataOutputSerializer(INITIAL_BYTES);
      write(from, bytes);
      return read(new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length()));
    } catch (IOException e) {
      throw new IllegalStateException("a value cannot be copied in memory", e);
    }
  }

  @Override
  public T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    write(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return read(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return read(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    write(read(source), target);
  }
}
