package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One path of a {@link JsonColumn}: the values of the rows that have it, and which rows those are.
 *
 * <p>On the wire it is a {@code Dynamic} in its flattened form: a version, the types in it (here
 * one), for each row the number of its type (one more than the last stands for none), the values.
 */
final class JsonPath {
  private static final long FLATTENED_DYNAMIC = 3;
  private static final int TYPE_COUNT = 1;
  private static final int OF_THE_TYPE = 0;
  private static final int ABSENT = TYPE_COUNT;
  private static final int MAX_VAR_UINT_BYTES = 5;

  private final String path;
  private final String type;
  private final Column values;
  private final GrowableBytes presence = new GrowableBytes();
  private final GrowableBytes header = new GrowableBytes();
  private final int headerBytes;
  private int endedValues;

  JsonPath(String columnName, String path, TypeExpression type) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("Column '" + columnName + "': a path must not be empty");
    }
    String name = columnName + "." + path;
    switch (type.name()) {
      case "Nullable", "LowCardinality", "JSON" ->
          throw new IllegalArgumentException(
              "Column '" + name + "': a path in JSON cannot be of type " + type);
      default -> this.values = ColumnFactory.create(name, type);
    }
    this.path = path;
    this.type = type.toString();
    this.headerBytes = Long.BYTES + 3 * MAX_VAR_UINT_BYTES + Utf8.length(path) + this.type.length();
  }

  String path() {
    return path;
  }

  Column values() {
    return values;
  }

  boolean hasType(String other) {
    return type.equals(TypeExpression.parse(other).toString());
  }

  /** Whether any row of the block has the path; if not, the block does not mention it. */
  boolean isPresent() {
    return endedValues > 0;
  }

  long sizeBytes() {
    return values.sizeBytes() + presence.size() + headerBytes;
  }

  void endRow() {
    int newValues = values.rows() - endedValues;
    if (newValues > 1) {
      throw new IllegalStateException(
          "Column '" + values.name() + "' got " + newValues + " values in one row.");
    }
    presence.putByte(newValues == 1 ? OF_THE_TYPE : ABSENT);
    endedValues += newValues;
  }

  void reset() {
    presence.clear();
    values.reset();
    endedValues = 0;
  }

  void writePrefix(OutputStream out) throws IOException {
    LittleEndian.writeLong(out, FLATTENED_DYNAMIC);
    header.clear();
    header.putVarUInt(TYPE_COUNT);
    header.putString(type);
    header.writeTo(out);
    values.writePrefix(out);
  }

  void writeData(OutputStream out) throws IOException {
    presence.writeTo(out);
    values.writeData(out);
  }
}
