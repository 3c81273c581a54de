package io.tracewright.flink.functions;

import io.tracewright.model.span.SpanBatch;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The stream type of {@link SpanBatch}. */
public final class SpanBatchType extends TypeInformation<SpanBatch> {
  public static final SpanBatchType INSTANCE = new SpanBatchType();

  private SpanBatchType() {}

  @Override
  public Class<SpanBatch> getTypeClass() {
    return SpanBatch.class;
  }

  @Override
  public TypeSerializer<SpanBatch> createSerializer(SerializerConfig config) {
    return SpanBatchSerializer.INSTANCE;
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
    return other instanceof SpanBatchType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpanBatchType;
  }

  @Override
  public int hashCode() {
    return SpanBatchType.class.hashCode();
  }

  @Override
  public String toString() {
    return "SpanBatch";
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
