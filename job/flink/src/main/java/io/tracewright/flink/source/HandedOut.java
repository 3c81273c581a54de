package io.tracewright.flink.source;

import java.util.List;

/**
 * Which chunks the enumerator has handed out: its whole state.
 *
 * @param next index of the first chunk that was never handed out
 * @param returned splits that came back from failed readers
 */
record HandedOut(int next, List<ChunkSplit> returned) {
  static final HandedOut NOTHING = new HandedOut(0, List.of());

  HandedOut {
    returned = List.copyOf(returned);
  }
}
