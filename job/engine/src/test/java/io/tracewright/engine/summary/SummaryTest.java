package io.tracewright.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final RunSpec SPEC = TestRuns.run(5, 200_000, 600);

  @Test
  void readsWhatItWrote() {
    new ChunkSummarizer(SummaryPlan.of(SPEC))
        .summarize(Rows.batch(SPEC, 3))
        .values()
        .forEach(
            summary -> {
              byte[] bytes = Bytes.of(summary::write);
              Summary read = Bytes.read(bytes, Summary::read);
              assertThat(Bytes.of(read::write)).isEqualTo(bytes);
              assertThat(read.sample().traces()).isEqualTo(summary.sample().traces());
              assertThat(read.suspects().traces()).isEqualTo(summary.suspects().traces());
              assertThat(read.timeline()).isEqualTo(summary.timeline());
              assertThat(read.hourOfWeek()).isEqualTo(summary.hourOfWeek());
            });
  }

  @Test
  void aCopyChangesNoMore() {
    Summary summary =
        new ChunkSummarizer(SummaryPlan.of(SPEC))
            .summarize(Rows.batch(SPEC, 3))
            .firstEntry()
            .getValue();
    Summary copy = summary.copy();
    byte[] bytes = Bytes.of(summary::write);
    assertThat(Bytes.of(copy::write)).isEqualTo(bytes);
    summary.merge(copy);
    assertThat(Bytes.of(summary::write)).isNotEqualTo(bytes);
    assertThat(Bytes.of(copy::write)).isEqualTo(bytes);
  }

  @Test
  void askingForWhatWasNotCountedChangesNothing() {
    Summary summary = new Summary(5);
    byte[] bytes = Bytes.of(summary::write);
    assertThat(summary.tally("nothing").total()).isZero();
    assertThat(summary.sketch("nothing").count()).isZero();
    assertThat(Bytes.of(summary::write)).isEqualTo(bytes);
  }

  @Test
  void suspectsAreBoundedAndTheOddestStay() {
    Summary summary = new Summary(5);
    IntStream.range(0, 3 * Summary.MAX_SUSPECTS)
        .forEach(
            i -> summary.suspects().offer(new SampledTrace(i, i, i, 0, 1 + i % 97, List.of())));
    assertThat(summary.suspects().size()).isEqualTo(Summary.MAX_SUSPECTS);
    assertThat(summary.suspects().traces())
        .extracting(SampledTrace::suspicion)
        .isSortedAccordingTo((one, other) -> Double.compare(other, one))
        .first()
        .isEqualTo(97.0);
  }

  @Test
  void aTallyOfTooManyNamesKeepsTheTotalOnly() {
    Tally tally = new Tally();
    for (int i = 0; i < Tally.MAX_NAMES; i++) {
      tally.add("name " + i, 2);
    }
    assertThat(tally.overflowed()).isFalse();
    assertThat(tally.get("name 7")).isEqualTo(2);
    tally.add("one more", 1);
    assertThat(tally.overflowed()).isTrue();
    assertThat(tally.counts()).isEmpty();
    assertThat(tally.total()).isEqualTo(2 * Tally.MAX_NAMES + 1);
    Tally other = new Tally();
    other.add("name 7", 5);
    other.merge(tally);
    assertThat(other.overflowed()).isTrue();
    assertThat(other.total()).isEqualTo(2 * Tally.MAX_NAMES + 6);
  }

  @Test
  void talliesAreToldInTheOrderOfNames() {
    Tally tally = new Tally();
    List.of("pear", "apple", "plum", "fig").forEach(name -> tally.add(name, 1));
    assertThat(tally.counts().keySet()).containsExactly("apple", "fig", "pear", "plum");
  }

  @Test
  void quantilesAreWithinOnePercent() {
    ValueSketch sketch = new ValueSketch();
    for (int i = 1; i <= 10_000; i++) {
      sketch.add(i / 100.0);
    }
    for (double probability : new double[] {0, 0.001, 0.25, 0.5, 0.99, 1}) {
      double exact = (1 + Math.floor(probability * 9_999)) / 100;
      assertThat(sketch.quantile(probability)).isCloseTo(exact, within(0.01 * exact));
    }
    assertThat(sketch.count()).isEqualTo(10_000);
  }

  @Test
  void oddValuesAreCountedWhereTheyBelong() {
    ValueSketch sketch = new ValueSketch();
    assertThatThrownBy(() -> sketch.quantile(0.5)).isInstanceOf(NoSuchElementException.class);
    sketch.add(Double.NaN);
    assertThat(sketch.count()).isZero();
    sketch.add(0);
    sketch.add(-3);
    sketch.add(Double.POSITIVE_INFINITY);
    assertThat(sketch.count()).isEqualTo(1);
    sketch.add(Double.MAX_VALUE);
    assertThat(sketch.quantile(0.4)).isZero();
    assertThat(sketch.quantile(1)).isFinite().isGreaterThan(9e18);
  }

  @Test
  void aCopySharesNothing() {
    ValueSketch sketch = new ValueSketch();
    sketch.add(5);
    ValueSketch copy = sketch.copy();
    copy.add(7);
    assertThat(sketch.count()).isEqualTo(1);
    assertThat(copy.count()).isEqualTo(2);
  }

  /** The standard error with 1,024 hashes is 3.1 %; five are false once in 10^6. */
  @Test
  void distinctValuesAreCountedExactlyWhenFewAndNearlyWhenMany() {
    DistinctCount count = new DistinctCount();
    for (int i = 0; i < 1_000; i++) {
      count.add(i % 500);
    }
    assertThat(count.estimate()).isEqualTo(500);
    for (int i = 0; i < 100_000; i++) {
      count.add(i);
    }
    assertThat(count.estimate()).isCloseTo(100_000, within(15_500.0));
  }

  @Test
  void numbersTakeTheBytesTheyNeed() {
    for (long value : new long[] {0, 1, 127, 128, 1L << 35, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      byte[] bytes = Bytes.of(out -> Varint.write(value, out));
      assertThat(Bytes.read(bytes, Varint::read)).isEqualTo(value);
    }
    assertThat(Bytes.of(out -> Varint.write(127, out))).hasSize(1);
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0xff);
    assertThatThrownBy(() -> Bytes.read(endless, Varint::read))
        .hasCauseInstanceOf(IOException.class);
  }
}
