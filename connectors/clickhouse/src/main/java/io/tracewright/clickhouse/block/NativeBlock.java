package io.tracewright.clickhouse.block;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One block of ClickHouse's Native format under construction: a set of columns of equal length.
 *
 * <p>Fetch the typed columns, append one value to each for every row, then write the block out.
 * {@link #reset()} makes it ready for the next batch and keeps all memory, so that a warm block
 * makes no garbage. Not safe for use by several threads.
 *
 * <p>Wire format: the number of columns and of rows as VarUInt; for each column its name and type
 * as strings, then, unless there are no rows, its prefix and its data. Source: <a
 * href="https://clickhouse.com/docs/reference/formats/Native">ClickHouse's description</a>, the
 * variant without a protocol version, as on HTTP.
 */
public final class NativeBlock {
  private final List<Column> columns;
  private final List<byte[]> columnHeaders;
  private final Map<String, Column> columnByName;
  private final GrowableBytes blockHeader = new GrowableBytes();

  /**
   * Makes an empty block.
   *
   * @throws IllegalArgumentException if there is no column, or two have one name
   */
  public NativeBlock(List<ColumnDefinition> definitions) {
    if (definitions.isEmpty()) {
      throw new IllegalArgumentException("A block needs at least one column.");
    }
    this.columns = new ArrayList<>(definitions.size());
    this.columnHeaders = new ArrayList<>(definitions.size());
    this.columnByName = new HashMap<>();
    for (ColumnDefinition definition : definitions) {
      Column column =
          ColumnFactory.create(definition.name(), TypeExpression.parse(definition.type()));
      if (columnByName.put(definition.name(), column) != null) {
        throw new IllegalArgumentException("Two columns are named '" + definition.name() + "'.");
      }
      columns.add(column);
      columnHeaders.add(header(definition));
    }
  }

  /**
   * The column of this name.
   *
   * @throws IllegalArgumentException if there is none, or it is of another class
   */
  public <C extends Column> C column(String name, Class<C> expected) {
    Column column = columnByName.get(name);
    if (column == null) {
      throw new IllegalArgumentException(
          "There is no column '" + name + "'; the block has " + columnByName.keySet() + ".");
    }
    return column.as(expected);
  }

  /**
   * The column at this place, counted from 0.
   *
   * @throws IllegalArgumentException if it is of another class
   * @throws IndexOutOfBoundsException if there is none
   */
  public <C extends Column> C column(int index, Class<C> expected) {
    return columns.get(index).as(expected);
  }

  /**
   * The number of rows.
   *
   * @throws IllegalStateException if the columns are not of equal length
   */
  public int rows() {
    int rows = columns.get(0).rows();
    for (Column column : columns) {
      if (column.rows() != rows) {
        throw new IllegalStateException(
            "Column '"
                + column.name()
                + "' has "
                + column.rows()
                + " values, but '"
                + columns.get(0).name()
                + "' has "
                + rows
                + ": append one value to every column for each row.");
      }
    }
    return rows;
  }

  /** An upper estimate of the bytes that {@link #writeTo} writes, to within the headers. */
  public long sizeBytes() {
    long size = 2 * Long.BYTES;
    for (int i = 0; i < columns.size(); i++) {
      size += columnHeaders.get(i).length + columns.get(i).sizeBytes();
    }
    return size;
  }

  /** Forgets all rows and keeps the memory. */
  public void reset() {
    for (Column column : columns) {
      column.reset();
    }
  }

  /**
   * Writes the block; equal content gives equal bytes.
   *
   * @throws IllegalStateException if the columns are not of equal length
   * @throws IOException if the stream does
   */
  public void writeTo(OutputStream out) throws IOException {
    int rows = rows();
    blockHeader.clear();
    blockHeader.putVarUInt(columns.size());
    blockHeader.putVarUInt(rows);
    blockHeader.writeTo(out);
    for (int i = 0; i < columns.size(); i++) {
      out.write(columnHeaders.get(i));
      if (rows > 0) {
        columns.get(i).writePrefix(out);
        columns.get(i).writeData(out);
      }
    }
  }

  /** The block as a new array; for tests and small blocks. */
  public byte[] toBytes() {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      writeTo(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("A ByteArrayOutputStream does not fail", e);
    }
  }

  private static byte[] header(ColumnDefinition definition) {
    GrowableBytes header = new GrowableBytes();
    header.putString(definition.name());
    header.putString(definition.type());
    return Arrays.copyOf(header.array(), header.size());
  }
}
