package io.tracewright.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.run.RunSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Parts give the same bytes in whatever order and grouping they are merged. */
class MergingTest {
  private static final RunSpec SPEC = TestRuns.run(5, 40_000, 250);
  private static final List<Defect> DEFECTS = List.of(Defect.SCHEMA, Defect.ORPHAN, Defect.ROOTS);
  private static final List<byte[]> SUMMARIES = summaries();

  /** Every group of eight chunks as if they were of one. */
  private static List<byte[]> summaries() {
    SummaryPlan plan = SummaryPlan.of(SPEC);
    List<byte[]> written = new ArrayList<>();
    for (int chunk = 0; chunk < 8; chunk++) {
      for (Summary summary :
          new ChunkSummarizer(plan).summarize(Rows.batch(SPEC, chunk)).values()) {
        summary.addDefects(
            DEFECTS.get(written.size() % DEFECTS.size()),
            1 + chunk,
            new UUID(chunk, written.size()));
        written.add(Bytes.of(summary::write));
      }
    }
    return written;
  }

  @Property(tries = 25)
  void summaries(@ForAll Random random, @ForAll @IntRange(min = 1, max = 300) int maxSample) {
    holds(
        random,
        () -> new Summary(maxSample),
        SUMMARIES.stream()
            .<Supplier<Summary>>map(bytes -> () -> Bytes.read(bytes, Summary::read))
            .toList(),
        Summary::merge,
        summary -> Bytes.of(summary::write));
  }

  @Property(tries = 50)
  void distributions(@ForAll Random random) {
    List<Supplier<ValueSketch>> parts = new ArrayList<>();
    for (int part = 0; part < 12; part++) {
      double[] values =
          random.doubles(random.nextInt(300)).map(u -> Math.exp(60 * u - 30) - 1e-10).toArray();
      parts.add(
          () -> {
            ValueSketch sketch = new ValueSketch();
            for (double value : values) {
              sketch.add(value);
            }
            return sketch;
          });
    }
    holds(random, ValueSketch::new, parts, ValueSketch::merge, sketch -> Bytes.of(sketch::write));
  }

  /** Few, so that all are kept, and many, so that most are not. */
  @Property(tries = 50)
  void distinctCounts(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 20_000) int distinct) {
    List<Supplier<DistinctCount>> parts = new ArrayList<>();
    for (int part = 0; part < 6; part++) {
      long[] values = random.longs(random.nextInt(3_000), 0, distinct).toArray();
      parts.add(
          () -> {
            DistinctCount count = new DistinctCount();
            for (long value : values) {
              count.add(value * 0x9e3779b97f4a7c15L);
            }
            return count;
          });
    }
    holds(random, DistinctCount::new, parts, DistinctCount::merge, count -> Bytes.of(count::write));
  }

  /** Around the limit of names. */
  @Property(tries = 20)
  void tallies(@ForAll Random random, @ForAll @IntRange(min = 4_000, max = 4_200) int names) {
    List<Supplier<Tally>> parts = new ArrayList<>();
    for (int part = 0; part < 5; part++) {
      int[] drawn = random.ints(4_000, 0, names).toArray();
      parts.add(
          () -> {
            Tally tally = new Tally();
            for (int name : drawn) {
              tally.add("name " + name, 1);
            }
            return tally;
          });
    }
    holds(random, Tally::new, parts, Tally::merge, tally -> Bytes.of(tally::write));
  }

  private static <T> void holds(
      Random random,
      Supplier<T> empty,
      List<Supplier<T>> parts,
      BiConsumer<T, T> merge,
      Function<T, byte[]> write) {
    T inTurn = empty.get();
    parts.forEach(part -> merge.accept(inTurn, part.get()));
    List<T> left = new ArrayList<>();
    parts.forEach(
        part -> {
          T own = empty.get();
          merge.accept(own, part.get());
          left.add(own);
        });
    while (left.size() > 1) {
      Collections.shuffle(left, random);
      T taken = left.remove(left.size() - 1);
      merge.accept(left.get(left.size() - 1), taken);
    }
    assertThat(write.apply(left.get(0))).isEqualTo(write.apply(inTurn));
  }
}
