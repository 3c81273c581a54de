package io.tracewright.flink.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Remembers what an enumerator hands out. */
final class FakeEnumeratorContext implements SplitEnumeratorContext<ChunkSplit> {
  final Map<Integer, List<ChunkSplit>> assigned = new HashMap<>();
  final Set<Integer> toldNoMore = new HashSet<>();
  private final Map<Integer, ReaderInfo> readers = new HashMap<>();

  void register(int subtask) {
    readers.put(subtask, new ReaderInfo(subtask, "host"));
  }

  void unregister(int subtask) {
    readers.remove(subtask);
    toldNoMore.remove(subtask);
  }

  /** Removes and returns what a reader was given since the last call. */
  List<ChunkSplit> take(int subtask) {
    List<ChunkSplit> taken = assigned.remove(subtask);
    return taken == null ? List.of() : taken;
  }

  @Override
  public void assignSplits(SplitsAssignment<ChunkSplit> assignment) {
    assignment
        .assignment()
        .forEach(
            (subtask, splits) -> {
              requireRegistered(subtask);
              assigned.computeIfAbsent(subtask, s -> new ArrayList<>()).addAll(splits);
            });
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    requireRegistered(subtask);
    toldNoMore.add(subtask);
  }

  private void requireRegistered(int subtask) {
    if (!readers.containsKey(subtask)) {
      throw new IllegalArgumentException("subtask " + subtask + " is not registered yet");
    }
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return Map.copyOf(readers);
  }

  @Override
  public int currentParallelism() {
    return readers.size();
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long delayMs, long periodMs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    runnable.run();
  }
}
