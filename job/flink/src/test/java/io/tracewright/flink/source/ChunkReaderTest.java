package io.tracewright.flink.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.run.ChunkDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {
  private static final int CHUNKS = 20;

  private final ChunkPlan backFill = new ChunkPlan(Specs.run(CHUNKS, false));
  private final ChunkPlan live = new ChunkPlan(Specs.run(CHUNKS, true));
  private final SettableClock clock = new SettableClock(Specs.START_MS);
  private final FakeReaderContext context = new FakeReaderContext(1);
  private final FakeOutput output = new FakeOutput();

  @Test
  void chunksComeInOrderWithTheirEventTime() {
    ChunkReader reader = reader(backFill, false);
    reader.start();
    reader.addSplits(List.of(new ChunkSplit(0, 2)));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    reader.addSplits(List.of(new ChunkSplit(2, 4)));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(output.chunks).isEqualTo(IntStream.range(0, 4).mapToObj(backFill::chunk).toList());
    assertThat(output.timestamps)
        .isEqualTo(output.chunks.stream().map(ChunkDescriptor::slotStartMs).toList());
  }

  /** After a rescale a reader may hold several readers' splits, in any order. */
  @Test
  void restoredSplitsAreSortedByTime() {
    ChunkReader reader = reader(backFill, false);
    reader.addSplits(List.of(new ChunkSplit(9, 10), new ChunkSplit(3, 4), new ChunkSplit(6, 8)));
    reader.start();
    for (int i = 0; i < 4; i++) {
      reader.pollNext(output);
    }
    assertThat(output.indices()).containsExactly(3, 6, 7, 9);
    assertThat(output.timestamps).isSorted();
  }

  @Test
  void itEndsAfterTheLastChunkOnceToldThatNoMoreCome() {
    ChunkReader reader = reader(backFill, false);
    reader.start();
    reader.addSplits(List.of(new ChunkSplit(0, 1)));
    reader.notifyNoMoreSplits();
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.END_OF_INPUT);
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.END_OF_INPUT);
    assertThat(output.indices()).containsExactly(0);
  }

  @Test
  void theNewsThatNoMoreComeWakesAnIdleReader() {
    ChunkReader reader = reader(backFill, false);
    reader.start();
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isNotDone();
    reader.notifyNoMoreSplits();
    assertThat(reader.isAvailable()).isDone();
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.END_OF_INPUT);
  }

  @Test
  void newSplitsWakeAnIdleReader() {
    ChunkReader reader = reader(backFill, false);
    reader.start();
    assertThat(reader.isAvailable()).isNotDone();
    reader.addSplits(List.of(new ChunkSplit(0, 1)));
    assertThat(reader.isAvailable()).isDone();
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isNotDone();
    reader.addSplits(List.of(new ChunkSplit(1, 2)));
    assertThat(reader.isAvailable()).isDone();
  }

  @Test
  void itAsksOnceStartedAndAgainBeforeItRunsDry() {
    ChunkReader reader = reader(backFill, false);
    assertThat(context.requests).isZero();
    reader.start();
    assertThat(context.requests).isEqualTo(1);
    reader.pollNext(output);
    assertThat(context.requests).as("one request at a time").isEqualTo(1);
    reader.addSplits(List.of(new ChunkSplit(0, 2)));
    assertThat(context.requests).as("two chunks left").isEqualTo(1);
    reader.pollNext(output);
    assertThat(context.requests).as("one chunk left").isEqualTo(2);
    reader.pollNext(output);
    reader.pollNext(output);
    assertThat(context.requests).as("one request at a time").isEqualTo(2);
    reader.notifyNoMoreSplits();
    reader.pollNext(output);
    assertThat(context.requests).isEqualTo(2);
  }

  /** Flink adds restored splits before the reader is registered; a request then would be lost. */
  @Test
  void restoredSplitsDoNotMakeItAskBeforeTheStart() {
    ChunkReader reader = reader(backFill, false);
    reader.addSplits(List.of(new ChunkSplit(5, 6)));
    assertThat(context.requests).isZero();
    assertThat(reader.isAvailable()).isDone();
    reader.start();
    assertThat(context.requests).isEqualTo(1);
    reader.pollNext(output);
    assertThat(output.indices()).containsExactly(5);
  }

  @Test
  void manyRestoredSplitsAreWorkedOffBeforeItAsks() {
    ChunkReader reader = reader(backFill, false);
    reader.addSplits(List.of(new ChunkSplit(4, 6), new ChunkSplit(8, 10)));
    reader.start();
    reader.pollNext(output);
    reader.pollNext(output);
    assertThat(context.requests).isZero();
    reader.pollNext(output);
    assertThat(context.requests).isEqualTo(1);
  }

  @Test
  void aSnapshotResumesAtTheNextChunk() throws Exception {
    for (int emitted = 0; emitted <= 5; emitted++) {
      FakeOutput before = new FakeOutput();
      ChunkReader reader = reader(backFill, false);
      reader.start();
      reader.addSplits(List.of(new ChunkSplit(0, 3), new ChunkSplit(3, 5)));
      for (int i = 0; i < emitted; i++) {
        reader.pollNext(before);
      }
      List<ChunkSplit> snapshot = reader.snapshotState(1);
      reader.pollNext(new FakeOutput());
      ChunkSplitSerializer serializer = new ChunkSplitSerializer();
      ChunkReader restored = reader(backFill, false);
      for (ChunkSplit split : snapshot) {
        restored.addSplits(List.of(serializer.deserialize(1, serializer.serialize(split))));
      }
      restored.start();
      restored.notifyNoMoreSplits();
      FakeOutput after = new FakeOutput();
      while (restored.pollNext(after) != InputStatus.END_OF_INPUT) {
        assertThat(after.chunks).hasSizeLessThan(6);
      }
      assertThat(before.indices()).isEqualTo(IntStream.range(0, emitted).boxed().toList());
      assertThat(after.indices()).isEqualTo(IntStream.range(emitted, 5).boxed().toList());
    }
  }

  @Test
  void aLiveChunkWaitsUntilItIsDue() {
    ChunkReader reader = reader(live, true);
    reader.start();
    reader.addSplits(List.of(new ChunkSplit(0, 2)));
    long dueMs = live.chunk(0).closedMs();
    assertThat(dueMs).isEqualTo(live.chunk(0).slotEndMs() + Specs.LONGEST_TRACE_MS);
    for (long nowMs : new long[] {Specs.START_MS, dueMs - 60_000, dueMs - 1}) {
      clock.set(nowMs);
      assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(output.chunks).isEmpty();
    }
    clock.set(dueMs);
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    assertThat(output.indices()).containsExactly(0);
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(output.indices()).containsExactly(0);
  }

  @Test
  void aLiveReaderSleepsUntilThen() {
    ChunkReader reader = reader(live, true);
    reader.start();
    reader.addSplits(List.of(new ChunkSplit(0, 2)));
    clock.set(live.chunk(0).closedMs() - 60_000);
    reader.pollNext(output);
    assertThat(reader.isAvailable()).isNotDone();
    clock.set(live.chunk(0).closedMs() - 50);
    reader.pollNext(output);
    await().atMost(Duration.ofSeconds(10)).until(() -> reader.isAvailable().isDone());
    assertThat(output.chunks).isEmpty();
  }

  @Test
  void aLiveReaderThatFellBehindCatchesUpWithoutWaiting() {
    ChunkReader reader = reader(live, true);
    reader.start();
    reader.addSplits(List.of(new ChunkSplit(0, 10)));
    clock.set(live.chunk(7).closedMs());
    for (int i = 0; i < 8; i++) {
      assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    }
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(output.indices()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aBackFillDoesNotWaitAndReportsNothingPending() {
    clock.set(0);
    ChunkReader reader = reader(backFill, false);
    reader.start();
    reader.addSplits(List.of(new ChunkSplit(0, 2)));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    assertThat(context.pendingRecords).isNull();
  }

  @Test
  void pendingRecordsAreTheChunksThatAreDueAndNotEmitted() {
    ChunkReader reader = reader(live, true);
    reader.start();
    reader.addSplits(List.of(new ChunkSplit(0, CHUNKS)));
    reader.pollNext(output);
    assertThat(pending()).isZero();
    clock.set(live.chunk(0).closedMs() - 1);
    assertThat(pending()).isZero();
    clock.set(live.chunk(0).closedMs());
    assertThat(pending()).isEqualTo(1);
    clock.set(live.chunk(4).closedMs());
    assertThat(pending()).isEqualTo(5);
    for (int left = 4; left >= 0; left--) {
      reader.pollNext(output);
      assertThat(pending()).as("%s chunks emitted", output.chunks.size()).isEqualTo(left);
    }
    clock.set(Long.MAX_VALUE);
    assertThat(pending()).isEqualTo(CHUNKS - 5);
  }

  @Test
  void nothingIsPendingAtTheEnd() {
    ChunkReader reader = reader(live, true);
    reader.start();
    reader.addSplits(List.of(new ChunkSplit(0, 1)));
    reader.notifyNoMoreSplits();
    clock.set(live.chunk(CHUNKS - 1).closedMs());
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.END_OF_INPUT);
    assertThat(pending()).as("others hold the rest").isZero();
  }

  /** A reader that was restored late in a run must not cry wolf before its first look. */
  @Test
  void nothingIsKnownToBePendingBeforeTheFirstPoll() {
    clock.set(live.chunk(15).closedMs());
    ChunkReader reader = reader(live, true);
    reader.addSplits(List.of(new ChunkSplit(14, 16)));
    reader.start();
    assertThat(pending()).isZero();
    reader.pollNext(output);
    assertThat(pending()).isEqualTo(1);
  }

  @Test
  void eachReaderReportsItsShare() {
    FakeReaderContext four = new FakeReaderContext(4);
    ChunkReader reader = new ChunkReader(four, live, true, clock);
    reader.start();
    reader.addSplits(List.of(new ChunkSplit(0, 2)));
    reader.pollNext(output);
    clock.set(live.chunk(11).closedMs());
    assertThat(four.pendingRecords.getValue()).isEqualTo(3);
  }

  private long pending() {
    return context.pendingRecords.getValue();
  }

  private ChunkReader reader(ChunkPlan plan, boolean isLive) {
    return new ChunkReader(context, plan, isLive, clock);
  }
}
