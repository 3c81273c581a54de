package io.tracewright.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunkEnumeratorTest {
  private static final long RUN = 42;
  private static final int CHUNKS_PER_SPLIT = 2;

  private final FakeEnumeratorContext context = new FakeEnumeratorContext();

  @Test
  void chunksGoOutInOrderToWhoeverAsks() {
    ChunkEnumerator enumerator = enumerator(context, 7, 3, HandedOut.nothing(RUN));
    context.register(0);
    context.register(1);
    for (int subtask : new int[] {0, 1, 0, 1, 0}) {
      enumerator.handleSplitRequest(subtask, "host");
    }
    assertThat(context.take(0)).containsExactly(new ChunkSplit(0, 3), new ChunkSplit(6, 7));
    assertThat(context.take(1)).containsExactly(new ChunkSplit(3, 6));
    assertThat(context.toldNoMore).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void nothingGoesOutUnasked() {
    ChunkEnumerator enumerator = enumerator(context, 7, 3, HandedOut.nothing(RUN));
    enumerator.start();
    context.register(0);
    enumerator.addReader(0);
    enumerator.addSplitsBack(List.of(new ChunkSplit(0, 3)), 1);
    assertThat(context.assigned).isEmpty();
    assertThat(context.toldNoMore).isEmpty();
  }

  @Test
  void aReaderThatIsGoneGetsNothing() {
    ChunkEnumerator enumerator = enumerator(context, 7, 3, HandedOut.nothing(RUN));
    enumerator.handleSplitRequest(5, "host");
    assertThat(enumerator.snapshotState(1)).isEqualTo(HandedOut.nothing(RUN));
  }

  @Test
  void whatComesBackGoesOutFirstAndInOrder() {
    context.register(0);
    ChunkEnumerator enumerator =
        enumerator(context, 9, 2, new HandedOut(RUN, 6, List.of(new ChunkSplit(3, 4))));
    enumerator.addSplitsBack(List.of(new ChunkSplit(4, 6), new ChunkSplit(0, 2)), 1);
    for (int i = 0; i < 6; i++) {
      enumerator.handleSplitRequest(0, "host");
    }
    assertThat(context.take(0))
        .containsExactly(
            new ChunkSplit(0, 2),
            new ChunkSplit(3, 4),
            new ChunkSplit(4, 6),
            new ChunkSplit(6, 8),
            new ChunkSplit(8, 9));
    assertThat(context.toldNoMore).containsExactly(0);
  }

  @Test
  void aSnapshotDoesNotChangeAfterwards() {
    context.register(0);
    ChunkEnumerator enumerator = enumerator(context, 9, 2, HandedOut.nothing(RUN));
    enumerator.addSplitsBack(List.of(new ChunkSplit(0, 2)), 1);
    HandedOut snapshot = enumerator.snapshotState(1);
    enumerator.handleSplitRequest(0, "host");
    enumerator.handleSplitRequest(0, "host");
    assertThat(snapshot).isEqualTo(new HandedOut(RUN, 0, List.of(new ChunkSplit(0, 2))));
  }

  @Test
  void theLastSplitOfTheLongestRunDoesNotOverflow() {
    context.register(0);
    HandedOut state = new HandedOut(RUN, Integer.MAX_VALUE - 1, List.of());
    ChunkEnumerator enumerator = enumerator(context, Integer.MAX_VALUE, 10, state);
    enumerator.handleSplitRequest(0, "host");
    enumerator.handleSplitRequest(0, "host");
    assertThat(context.take(0))
        .containsExactly(new ChunkSplit(Integer.MAX_VALUE - 1, Integer.MAX_VALUE));
    assertThat(context.toldNoMore).containsExactly(0);
  }

  /**
   * A small cluster with checkpoints: readers ask, emit, fail alone or all together. Whatever
   * happens, what is not rolled back is every chunk exactly once.
   */
  @Property(tries = 500)
  void everyChunkIsEmittedExactlyOnce(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int chunks,
      @ForAll @IntRange(min = 1, max = 5) int readers) {
    Cluster cluster = new Cluster(new Random(seed), chunks, readers);
    for (int step = 0; step < 20 * chunks; step++) {
      cluster.randomStep();
    }
    cluster.finish();
    assertThat(cluster.emitted()).isEqualTo(IntStream.range(0, chunks).boxed().toList());
  }

  @Property(tries = 200)
  void withoutFailuresChunksGoOutInIncreasingOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int chunks,
      @ForAll @IntRange(min = 1, max = 5) int readers) {
    Random random = new Random(seed);
    IntStream.range(0, readers).forEach(context::register);
    ChunkEnumerator enumerator =
        enumerator(context, chunks, CHUNKS_PER_SPLIT, HandedOut.nothing(RUN));
    int next = 0;
    while (next < chunks) {
      int reader = random.nextInt(readers);
      enumerator.handleSplitRequest(reader, "host");
      List<ChunkSplit> given = context.take(reader);
      assertThat(given).hasSize(1);
      assertThat(given.get(0).next()).isEqualTo(next);
      assertThat(given.get(0).end() - next).isBetween(1, CHUNKS_PER_SPLIT);
      next = given.get(0).end();
    }
    assertThat(next).isEqualTo(chunks);
  }

  private static ChunkEnumerator enumerator(
      FakeEnumeratorContext context, int chunks, int chunksPerSplit, HandedOut state) {
    return new ChunkEnumerator(context, chunks, chunksPerSplit, state);
  }

  /** Models what Flink's coordinator does for a source; readers are lists of splits. */
  private static final class Cluster {
    private final Random random;
    private final int chunks;
    private final int readers;
    private final HandedOutSerializer serializer = new HandedOutSerializer();
    private FakeEnumeratorContext context;
    private ChunkEnumerator enumerator;
    private Map<Integer, List<ChunkSplit>> held = new HashMap<>();
    private Map<Integer, List<Integer>> emitted = new HashMap<>();

    /** Splits handed to a reader since the last checkpoint: these come back when it fails. */
    private final Map<Integer, List<ChunkSplit>> sinceCheckpoint = new HashMap<>();

    private byte[] enumeratorState;
    private Map<Integer, List<ChunkSplit>> heldState;
    private Map<Integer, List<Integer>> emittedState;

    Cluster(Random random, int chunks, int readers) {
      this.random = random;
      this.chunks = chunks;
      this.readers = readers;
      start(HandedOut.nothing(RUN));
      checkpoint();
    }

    private void start(HandedOut state) {
      context = new FakeEnumeratorContext();
      IntStream.range(0, readers).forEach(context::register);
      enumerator = enumerator(context, chunks, CHUNKS_PER_SPLIT, state);
    }

    void randomStep() {
      int reader = random.nextInt(readers);
      switch (random.nextInt(20)) {
        case 0 -> failOne(reader);
        case 1 -> failAll();
        case 2, 3 -> checkpoint();
        case 4, 5, 6, 7, 8 -> request(reader);
        default -> emit(reader);
      }
    }

    private void request(int reader) {
      enumerator.handleSplitRequest(reader, "host");
      for (ChunkSplit split : context.take(reader)) {
        assertThat(split.end() - split.next()).isBetween(1, CHUNKS_PER_SPLIT);
        held.computeIfAbsent(reader, r -> new ArrayList<>()).add(split);
        sinceCheckpoint.computeIfAbsent(reader, r -> new ArrayList<>()).add(split);
      }
      List<String> ids =
          held.values().stream().flatMap(List::stream).map(ChunkSplit::splitId).toList();
      assertThat(ids).doesNotHaveDuplicates();
    }

    private void emit(int reader) {
      List<ChunkSplit> splits = held.getOrDefault(reader, List.of());
      if (!splits.isEmpty()) {
        ChunkSplit split = splits.remove(0);
        emitted.computeIfAbsent(reader, r -> new ArrayList<>()).add(split.next());
        if (!split.afterNext().isDone()) {
          splits.add(0, split.afterNext());
        }
      }
    }

    private void checkpoint() {
      enumeratorState = serializer.serialize(enumerator.snapshotState(1));
      heldState = copy(held);
      emittedState = copy(emitted);
      sinceCheckpoint.clear();
    }

    /** The reader goes back to the checkpoint; what it was given since goes to the enumerator. */
    private void failOne(int reader) {
      context.unregister(reader);
      enumerator.handleSplitRequest(reader, "host");
      assertThat(context.take(reader)).isEmpty();
      held.put(reader, new ArrayList<>(heldState.getOrDefault(reader, List.of())));
      emitted.put(reader, new ArrayList<>(emittedState.getOrDefault(reader, List.of())));
      List<ChunkSplit> back = sinceCheckpoint.remove(reader);
      if (back != null) {
        enumerator.addSplitsBack(back, reader);
      }
      context.register(reader);
      enumerator.addReader(reader);
    }

    private void failAll() {
      try {
        start(serializer.deserialize(serializer.getVersion(), enumeratorState));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      held = copy(heldState);
      emitted = copy(emittedState);
      sinceCheckpoint.clear();
    }

    void finish() {
      for (int reader = 0; reader < readers; reader++) {
        while (!context.toldNoMore.contains(reader)) {
          request(reader);
        }
        while (!held.getOrDefault(reader, List.of()).isEmpty()) {
          emit(reader);
        }
      }
    }

    List<Integer> emitted() {
      return emitted.values().stream().flatMap(List::stream).sorted().toList();
    }

    private static <T> Map<Integer, List<T>> copy(Map<Integer, List<T>> lists) {
      Map<Integer, List<T>> copy = new HashMap<>();
      lists.forEach((reader, list) -> copy.put(reader, new ArrayList<>(list)));
      return copy;
    }
  }
}
