package io.tracewright.clickhouse.block;

import java.util.UUID;

/** Values of type {@code UUID}: two little-endian 64-bit halves, the more significant first. */
public final class UuidColumn extends FixedWidthColumn {

  UuidColumn(String name, TypeExpression type) {
    super(name, type, 2 * Long.BYTES);
  }

  public void append(UUID value) {
    append(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  /** Appends the UUID of these halves without making a {@link UUID}. */
  public void append(long mostSignificantBits, long leastSignificantBits) {
    values.putLong(mostSignificantBits);
    values.putLong(leastSignificantBits);
  }
}
