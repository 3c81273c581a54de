package io.tracewright.engine.quality;

import static java.util.stream.Collectors.toList;

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
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /** Deals the completion tokens of the calls of each model anew, as if nothing hung on them. */
  static void dealTokens(SpanBatch batch, SplittableRandom random) {
    Map<String, List<Integer>> calls =
        IntStream.range(0, batch.rows())
            .filter(row -> batch.eventType.get(row).equals("llm_call"))
            .filter(row -> batch.status.get(row).equals("ok"))
            .boxed()
            .collect(Collectors.groupingBy(batch.modelName::get, TreeMap::new, toList()));
    for (List<Integer> rows : calls.values()) {
      for (int i = rows.size() - 1; i > 0; i--) {
        swapCompletion(batch, rows.get(i), rows.get(random.nextInt(i + 1)));
      }
    }
  }

  private static void swapCompletion(SpanBatch batch, int row, int other) {
    int tokens = batch.completionTokens.get(row);
    setCompletion(batch, row, batch.completionTokens.get(other));
    setCompletion(batch, other, tokens);
  }

  private static void setCompletion(SpanBatch batch, int row, int tokens) {
    batch.completionTokens.set(row, tokens);
    batch.totalTokens.set(row, batch.promptTokens.get(row) + tokens);
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
