package io.tracewright.flink.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.model.run.Calibration;
import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** What of the source goes into checkpoints and job graphs. */
class SourceStateTest {
  private final ChunkSplitSerializer splits = new ChunkSplitSerializer();
  private final HandedOutSerializer handedOut = new HandedOutSerializer();

  @Property(tries = 200)
  void splitsRoundTrip(@ForAll("split") ChunkSplit split) throws Exception {
    assertThat(splits.deserialize(splits.getVersion(), splits.serialize(split))).isEqualTo(split);
  }

  @Property(tries = 200)
  void enumeratorStateRoundTrips(
      @ForAll long run, @ForAll int next, @ForAll("splitLists") List<ChunkSplit> returned)
      throws Exception {
    HandedOut state = new HandedOut(run, next, returned);
    assertThat(handedOut.deserialize(handedOut.getVersion(), handedOut.serialize(state)))
        .isEqualTo(state);
  }

  @Provide
  Arbitrary<ChunkSplit> split() {
    return Combinators.combine(Arbitraries.integers(), Arbitraries.integers()).as(ChunkSplit::new);
  }

  @Provide
  Arbitrary<List<ChunkSplit>> splitLists() {
    return split().list().ofMaxSize(300);
  }

  @Test
  void theBytesOfVersionOneStay() throws Exception {
    assertThat(splits.getVersion()).isEqualTo(1);
    assertThat(splits.serialize(new ChunkSplit(258, 3))).containsExactly(0, 0, 1, 2, 0, 0, 0, 3);
    assertThat(handedOut.getVersion()).isEqualTo(1);
    assertThat(handedOut.serialize(new HandedOut(9, 7, List.of(new ChunkSplit(4, 6)))))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 6);
  }

  @Test
  void anotherVersionIsRefusedWithAdvice() {
    assertThatThrownBy(() -> splits.deserialize(2, new byte[8]))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "chunk split state has version 2, this job reads version 1: restore with the release"
                + " that wrote the savepoint");
    assertThatThrownBy(() -> handedOut.deserialize(0, new byte[8]))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "chunk enumerator state has version 0, this job reads version 1: restore with the"
                + " release that wrote the savepoint");
  }

  @Test
  void aSplitKeepsItsNameWhileItIsWorkedOn() {
    ChunkSplit split = new ChunkSplit(4, 6);
    assertThat(split.afterNext().splitId()).isEqualTo(split.splitId());
    assertThat(split.isDone()).isFalse();
    assertThat(split.afterNext().afterNext().isDone()).isTrue();
  }

  @Test
  void theSourceIsBoundedAndSurvivesTheJobGraph() throws Exception {
    ChunkSource source = InstantiationUtil.clone(new ChunkSource(Specs.run(3, false)));
    assertThat(source.getBoundedness()).isEqualTo(Boundedness.BOUNDED);
    assertThat(source.getSplitSerializer()).isInstanceOf(ChunkSplitSerializer.class);
    assertThat(source.getEnumeratorCheckpointSerializer()).isInstanceOf(HandedOutSerializer.class);
    assertThat(source.createReader(new FakeReaderContext(1))).isNotNull();
    FakeEnumeratorContext context = new FakeEnumeratorContext();
    context.register(0);
    SplitEnumerator<ChunkSplit, HandedOut> enumerator = source.createEnumerator(context);
    for (int i = 0; i < 3; i++) {
      enumerator.handleSplitRequest(0, "host");
    }
    assertThat(context.take(0)).containsExactly(new ChunkSplit(0, 2), new ChunkSplit(2, 3));
    long run = enumerator.snapshotState(1).run();
    enumerator =
        source.restoreEnumerator(context, new HandedOut(run, 3, List.of(new ChunkSplit(1, 2))));
    enumerator.handleSplitRequest(0, "host");
    assertThat(context.take(0)).containsExactly(new ChunkSplit(1, 2));
  }

  @Test
  void aSavepointOfAnotherRunIsRefused() throws Exception {
    FakeEnumeratorContext context = new FakeEnumeratorContext();
    HandedOut other =
        new ChunkSource(Specs.run(4, false)).createEnumerator(context).snapshotState(1);
    assertThatThrownBy(() -> new ChunkSource(Specs.run(3, false)).restoreEnumerator(context, other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the savepoint belongs to another run than ");
  }

  /** A budget ends a run at a chunk's end, also one that began in the middle of a split. */
  @Test
  void aLimitEndsTheRun() {
    RunSpec limited = Specs.run(20, false).withChunkLimit(3);
    FakeEnumeratorContext context = new FakeEnumeratorContext();
    context.register(0);
    var enumerator = new ChunkSource(limited).createEnumerator(context);
    for (int i = 0; i < 3; i++) {
      enumerator.handleSplitRequest(0, "host");
    }
    assertThat(context.take(0)).containsExactly(new ChunkSplit(0, 2), new ChunkSplit(2, 3));
    assertThat(context.toldNoMore).containsExactly(0);
    assertThat(new ChunkPlan(limited).chunks()).isEqualTo(3);
    for (int index = 0; index < 3; index++) {
      assertThat(new ChunkPlan(limited).chunk(index))
          .isEqualTo(new ChunkPlan(Specs.run(20, false)).chunk(index));
    }
  }

  /** A limit and a calibration are part of what a run is. */
  @Test
  void aSavepointOfTheRunWithAnotherLimitOrCalibrationIsRefused() throws Exception {
    FakeEnumeratorContext context = new FakeEnumeratorContext();
    RunSpec run = Specs.run(20, false);
    HandedOut state = new ChunkSource(run).createEnumerator(context).snapshotState(1);
    assertThat(new ChunkSource(Specs.run(20, false)).restoreEnumerator(context, state)).isNotNull();
    for (RunSpec other :
        List.of(
            run.withChunkLimit(3),
            run.withCalibration(new Calibration(1.5, 1, List.of())),
            run.withCalibration(
                new Calibration(
                    1,
                    1,
                    List.of(
                        new Calibration.SolvedDependence(
                            "chat", List.of(List.of(1.0)), List.of(), List.of())))))) {
      assertThatThrownBy(() -> new ChunkSource(other).restoreEnumerator(context, state))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("the savepoint belongs to another run than ");
    }
  }

  /** No trace of a later chunk starts at or before the watermark that a chunk leaves. */
  @Test
  void theWatermarkAfterAChunkIsTheEndOfItsSlot() {
    ChunkPlan plan = new ChunkPlan(Specs.run(20, false));
    FakeOutput output = new FakeOutput();
    var generator = SlotWatermarks.STRATEGY.createWatermarkGenerator(null);
    for (int index = 0; index < 20; index++) {
      ChunkDescriptor chunk = plan.chunk(index);
      generator.onEvent(chunk, chunk.slotStartMs(), output);
      generator.onPeriodicEmit(output);
      assertThat(output.watermarks).hasSize(index + 1);
      assertThat(output.watermarks.get(index)).isEqualTo(new Watermark(chunk.slotEndMs() - 1));
      if (index < 19) {
        assertThat(plan.chunk(index + 1).slotStartMs()).isGreaterThan(chunk.slotEndMs() - 1);
      }
    }
  }
}
