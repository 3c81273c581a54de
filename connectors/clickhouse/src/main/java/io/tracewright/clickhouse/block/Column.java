package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A column of a {@link NativeBlock} under construction.
 *
 * <p>Subclasses add the typed {@code append} methods. A column writes values in their final byte
 * order as they are appended, so that sending it is one array copy. Methods of the wire format are
 * the format's own: a <em>prefix</em> (of this column and its nested ones, before any data), then
 * the data.
 */
public abstract class Column {
  private final String name;
  private final String type;

  Column(String name, TypeExpression type) {
    this.name = name;
    this.type = type.toString();
  }

  /** The column's name; of a nested column, the path to it, such as {@code tags.element}. */
  public final String name() {
    return name;
  }

  /** The ClickHouse type in canonical spelling. */
  public final String type() {
    return type;
  }

  /** The number of values appended since the last reset. */
  public abstract int rows();

  /** The bytes of data that the values take in a block, without the block's header. */
  public abstract long sizeBytes();

  /** Appends the type's default value: zero, the empty text, the empty array, NULL. */
  public abstract void appendDefault();

  /** Forgets all values and keeps the memory. */
  abstract void reset();

  /** Writes what the format wants before all data: versions of nested serializations. */
  void writePrefix(OutputStream out) throws IOException {}

  abstract void writeData(OutputStream out) throws IOException;

  /**
   * This column as the expected class.
   *
   * @throws IllegalArgumentException naming the column, its type and both classes
   */
  final <C extends Column> C as(Class<C> expected) {
    if (!expected.isInstance(this)) {
      throw new IllegalArgumentException(
          "Column '"
              + name
              + "' of type "
              + type
              + " is a "
              + getClass().getSimpleName()
              + ", not a "
              + expected.getSimpleName()
              + ".");
    }
    return expected.cast(this);
  }

  final IllegalArgumentException invalid(String problem) {
    return new IllegalArgumentException("Column '" + name + "' of type " + type + ": " + problem);
  }
}
