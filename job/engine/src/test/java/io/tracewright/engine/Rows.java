package io.tracewright.engine;

import io.tracewright.engine.generate.ChunkGenerator;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.Column;
import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.IdColumn;
import io.tracewright.model.span.IntColumn;
import io.tracewright.model.span.LongColumn;
import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.SymbolColumn;
import io.tracewright.model.span.SymbolListColumn;
import io.tracewright.model.span.TextColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every column of a batch as text, found by reflection so that a new column is never forgotten. */
public final class Rows {
  private static final List<Field> COLUMNS =
      Arrays.stream(SpanBatch.class.getFields())
          .filter(field -> Column.class.isAssignableFrom(field.getType()))
          .sorted(Comparator.comparing(Field::getName))
          .toList();

  private Rows() {}

  /** Names of all columns, sorted. */
  public static List<String> columns() {
    return COLUMNS.stream().map(Field::getName).toList();
  }

  /** The cells of one row by column name. */
  public static Map<String, String> row(SpanBatch batch, int row) {
    Map<String, String> cells = new TreeMap<>();
    for (Field field : COLUMNS) {
      cells.put(field.getName(), cell(column(batch, field), row));
    }
    return cells;
  }

  /** All rows, in the order in which they stand. */
  public static List<Map<String, String>> of(SpanBatch batch) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(row(batch, row));
    }
    return rows;
  }

  /** Sizes of all columns. */
  public static List<Integer> sizes(SpanBatch batch) {
    return COLUMNS.stream().map(field -> column(batch, field).size()).toList();
  }

  /** The rows of one chunk, by a generator of its own. */
  public static List<Map<String, String>> generate(RunSpec spec, int chunk) {
    return of(batch(spec, chunk));
  }

  /** One chunk, by a generator of its own. */
  public static SpanBatch batch(RunSpec spec, int chunk) {
    SpanBatch batch = new SpanBatch();
    new ChunkGenerator(spec, TestRuns.corpora()).generate(new ChunkPlan(spec).chunk(chunk), batch);
    return batch;
  }

  /** The bytes that the batch writes. */
  public static byte[] bytes(SpanBatch batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      batch.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads into a batch what {@link #bytes} gave; every byte must be used. */
  public static SpanBatch read(byte[] bytes, SpanBatch into) {
    ByteArrayInputStream left = new ByteArrayInputStream(bytes);
    try {
      into.read(new DataInputStream(left));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (left.available() != 0) {
      throw new AssertionError(left.available() + " bytes were not read");
    }
    return into;
  }

  private static Column column(SpanBatch batch, Field field) {
    try {
      return (Column) field.get(batch);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static String cell(Column column, int row) {
    if (column instanceof IdColumn ids) {
      return ids.get(row).toString();
    } else if (column instanceof LongColumn longs) {
      return Long.toString(longs.get(row));
    } else if (column instanceof IntColumn ints) {
      return Integer.toString(ints.get(row));
    } else if (column instanceof DoubleColumn doubles) {
      return Double.toString(doubles.get(row));
    } else if (column instanceof SymbolColumn symbols) {
      return symbols.get(row);
    } else if (column instanceof TextColumn texts) {
      return texts.get(row);
    } else if (column instanceof SymbolListColumn lists) {
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < lists.length(row); i++) {
        elements.add(lists.get(row, i));
      }
      return elements.toString();
    }
    throw new AssertionError(column.getClass());
  }
}
