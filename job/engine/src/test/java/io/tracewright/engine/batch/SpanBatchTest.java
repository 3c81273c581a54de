package io.tracewright.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.span.Column;
import io.tracewright.model.span.DoubleColumn;
import io.tracewright.model.span.IdColumn;
import io.tracewright.model.span.IntColumn;
import io.tracewright.model.span.LongColumn;
import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.SymbolColumn;
import io.tracewright.model.span.SymbolListColumn;
import io.tracewright.model.span.TextColumn;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpanBatchTest {
  private static final String[] SYMBOLS = {
    "", "a", "ok", "é", "\0", "\uD83D\uDE00", "x".repeat(64)
  };
  private static final double[] DOUBLES = {
    0, -0.0, 1.5, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN
  };

  @Property(tries = 50)
  void whatIsWrittenIsRead(@ForAll long seed, @ForAll @IntRange(max = 60) int traces) {
    SpanBatch batch = random(seed, traces);
    Random random = new Random(seed);
    for (int trace = 0; trace < traces; trace++) {
      if (random.nextInt(4) == 0) {
        batch.reject(trace);
      }
    }
    // The reader held another chunk, longer or shorter, with other traces rejected.
    SpanBatch reused = random(seed + 1, 30);
    reused.reject(random.nextInt(30));
    assertSame(Rows.read(Rows.bytes(batch), reused), batch);
    assertSame(Rows.read(Rows.bytes(batch), new SpanBatch()), batch);
  }

  @Test
  void aGeneratedChunkRoundTrips() {
    SpanBatch batch = Rows.batch(TestRuns.run(1, 2000, 2000), 0);
    batch.reject(0);
    batch.reject(1999);
    assertSame(Rows.read(Rows.bytes(batch), new SpanBatch()), batch);
  }

  private static void assertSame(SpanBatch read, SpanBatch batch) {
    assertThat(Rows.of(read)).isEqualTo(Rows.of(batch));
    assertThat(read.runId()).isEqualTo(batch.runId());
    assertThat(read.chunk()).isEqualTo(batch.chunk());
    assertThat(read.traces()).isEqualTo(batch.traces());
    for (int trace = 0; trace < batch.traces(); trace++) {
      assertThat(read.traceStart(trace)).isEqualTo(batch.traceStart(trace));
      assertThat(read.traceEnd(trace)).isEqualTo(batch.traceEnd(trace));
      assertThat(read.isRejected(trace)).isEqualTo(batch.isRejected(trace));
    }
    assertThat(read.rejectedRows()).isEqualTo(batch.rejectedRows());
    assertThat(read.rejectedTraces()).isEqualTo(batch.rejectedTraces());
    assertThat(order(read)).isEqualTo(order(batch));
    assertThat(Rows.bytes(read)).isEqualTo(Rows.bytes(batch));
  }

  @Property(tries = 150)
  void rejectedRowsAreCountedOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int traces) {
    SpanBatch batch = random(seed, traces);
    Random random = new Random(seed);
    Set<Integer> rejected = new HashSet<>();
    int rows = 0;
    for (int i = 0; i < traces; i++) {
      int trace = random.nextInt(traces);
      if (rejected.add(trace)) {
        rows += batch.traceEnd(trace) - batch.traceStart(trace);
      }
      batch.reject(trace);
      assertThat(batch.isRejected(trace)).isTrue();
      assertThat(batch.rejectedTraces()).isEqualTo(rejected.size());
      assertThat(batch.rejectedRows()).isEqualTo(rows);
      assertThat(batch.acceptedRows()).isEqualTo(batch.rows() - rows);
      assertThat(batch.traces()).isEqualTo(traces);
    }
    batch.reset("next", batch.chunk());
    assertThat(batch.rejectedTraces() + batch.rejectedRows() + batch.rows()).isZero();
    assertThat(batch.traces()).isZero();
    assertThat(batch.isRejected(0)).isFalse();
  }

  /** Against a sort of the accepted rows by what ClickHouse compares; times and ids collide. */
  @Property(tries = 150)
  void timeOrderIsThatOfTheTable(@ForAll long seed, @ForAll @IntRange(max = 60) int traces) {
    SpanBatch batch = random(seed, traces);
    Random random = new Random(seed);
    List<Integer> accepted = new ArrayList<>();
    for (int trace = 0; trace < traces; trace++) {
      if (random.nextInt(3) == 0) {
        batch.reject(trace);
      } else {
        for (int row = batch.traceStart(trace); row < batch.traceEnd(trace); row++) {
          accepted.add(row);
        }
      }
    }
    accepted.sort(
        Comparator.<Integer>comparingLong(batch.timestampMs::get)
            .thenComparing(row -> unsigned(batch.traceId, row))
            .thenComparing(row -> unsigned(batch.spanId, row)));
    assertThat(order(batch)).isEqualTo(accepted);
    // And once more, from the buffers that the first call left.
    assertThat(order(batch)).isEqualTo(accepted);
  }

  @Test
  void timeOrderOfAShorterChunkForgetsTheLongerOneBefore() {
    SpanBatch batch = random(1, 60);
    batch.timeOrder();
    fill(batch, 2, 3);
    assertThat(order(batch)).isEqualTo(order(random(2, 3)));
  }

  private static List<Integer> order(SpanBatch batch) {
    int[] order = batch.timeOrder();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < batch.acceptedRows(); i++) {
      rows.add(order[i]);
    }
    return rows;
  }

  private static BigInteger unsigned(IdColumn ids, int row) {
    return new BigInteger(Long.toUnsignedString(ids.high(row)))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(ids.low(row))));
  }

  private static SpanBatch random(long seed, int traces) {
    SpanBatch batch = new SpanBatch();
    fill(batch, seed, traces);
    return batch;
  }

  private static void fill(SpanBatch batch, long seed, int traces) {
    Random random = new Random(seed);
    batch.reset(
        "run-" + random.nextInt(),
        new ChunkDescriptor(
            random.nextInt(),
            random.nextLong(),
            random.nextInt(),
            random.nextLong(),
            random.nextLong(),
            random.nextLong()));
    int span = 0;
    for (int trace = 0; trace < traces; trace++) {
      long traceHigh = random.nextInt(3) - 1L;
      for (int rows = random.nextInt(40); rows > 0; rows--) {
        addRow(batch, random);
        // Few times and trace ids, so that rows are told apart by the later keys; span ids differ.
        int row = batch.rows() - 1;
        batch.timestampMs.set(
            row, random.nextBoolean() ? 5 : 1_772_409_600_000L + random.nextInt(9));
        batch.traceId.set(row, traceHigh, random.nextInt(3) - 1);
        batch.spanId.set(row, random.nextInt(3) - 1, span % 2 == 0 ? span : -span);
        span++;
      }
      batch.endTrace();
    }
  }

  private static void addRow(SpanBatch batch, Random random) {
    for (Field field : SpanBatch.class.getFields()) {
      if (Column.class.isAssignableFrom(field.getType())) {
        try {
          add((Column) field.get(batch), random);
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static void add(Column column, Random random) {
    if (column instanceof IdColumn ids) {
      ids.add(random.nextLong(), random.nextLong());
    } else if (column instanceof LongColumn longs) {
      longs.add(random.nextLong());
    } else if (column instanceof IntColumn ints) {
      ints.add(random.nextInt());
    } else if (column instanceof DoubleColumn doubles) {
      doubles.add(DOUBLES[random.nextInt(DOUBLES.length)]);
    } else if (column instanceof SymbolColumn symbols) {
      symbols.add(SYMBOLS[random.nextInt(SYMBOLS.length)]);
    } else if (column instanceof TextColumn texts) {
      texts.append(SYMBOLS[random.nextInt(SYMBOLS.length)]).append(random.nextLong()).endRow();
    } else if (column instanceof SymbolListColumn lists) {
      for (int left = random.nextInt(4); left > 0; left--) {
        lists.add(SYMBOLS[random.nextInt(SYMBOLS.length)]);
      }
      lists.endRow();
    }
  }
}
