package io.tracewright.engine.quality;

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
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Changes batches as bad pipelines do. */
final class Damage {
  private Damage() {}

  /** Replaces a batch's rows by each of them so many times, trace by trace. */
  static void repeat(SpanBatch batch, IntUnaryOperator times) {
    SpanBatch copy = new SpanBatch();
    copy.reset(batch.runId(), batch.chunk());
    for (int trace = 0; trace < batch.traces(); trace++) {
      for (int row = batch.traceStart(trace); row < batch.traceEnd(trace); row++) {
        for (int left = times.applyAsInt(row); left > 0; left--) {
          copyRow(batch, row, copy);
        }
      }
      if (copy.rows() > (copy.traces() == 0 ? 0 : copy.traceEnd(copy.traces() - 1))) {
        copy.endTrace();
      }
    }
    replace(batch, copy);
  }

  /** Removes the rows that fulfil a condition, and traces that are left without any. */
  static void remove(SpanBatch batch, IntPredicate condition) {
    repeat(batch, row -> condition.test(row) ? 0 : 1);
  }

  private static void replace(SpanBatch batch, SpanBatch by) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      by.write(new DataOutputStream(bytes));
      batch.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyRow(SpanBatch from, int row, SpanBatch to) {
    for (Field field : SpanBatch.class.getFields()) {
      try {
        copyCell((Column) field.get(from), row, (Column) field.get(to));
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void copyCell(Column from, int row, Column to) {
    if (from instanceof IdColumn ids) {
      ((IdColumn) to).add(ids.high(row), ids.low(row));
    } else if (from instanceof LongColumn longs) {
      ((LongColumn) to).add(longs.get(row));
    } else if (from instanceof IntColumn ints) {
      ((IntColumn) to).add(ints.get(row));
    } else if (from instanceof DoubleColumn doubles) {
      ((DoubleColumn) to).add(doubles.get(row));
    } else if (from instanceof SymbolColumn symbols) {
      ((SymbolColumn) to).add(symbols.get(row));
    } else if (from instanceof TextColumn texts) {
      ((TextColumn) to).append(texts.bytes(), texts.start(row), texts.end(row)).endRow();
    } else if (from instanceof SymbolListColumn lists) {
      for (int i = 0; i < lists.length(row); i++) {
        ((SymbolListColumn) to).add(lists.get(row, i));
      }
      ((SymbolListColumn) to).endRow();
    } else {
      throw new AssertionError(from.getClass());
    }
  }
}
