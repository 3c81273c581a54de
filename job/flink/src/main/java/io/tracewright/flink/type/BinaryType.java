package io.tracewright.flink.type;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The stream type of values that have a binary form of their own.
 *
 * @param <T> the values
 */
public final class BinaryType<T> extends TypeInformation<T> {
  private final Class<T> values;
  private final BinarySerializer<T> serializer;

  public BinaryType(Class<T> values, BinarySerializer<T> serializer) {
    this.values = values;
    this.serializer = serializer;
  }

  @Override
  public Class<T> getTypeClass() {
    return values;
  }

  /** The one serializer of the type. */
  public TypeSerializer<T> serializer() {
    return serializer;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof BinaryType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryType<?> type && type.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.getSimpleName();
  }
}
