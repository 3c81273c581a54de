package io.tracewright.flink.source;

import java.util.List;

/**
 * Which chunks the enumerator has handed out: its whole state.
 *
 * @param run fingerprint of the run that the chunks belong to
 * @param next index of the first chunk that was never handed out
 * @param returned splits that came back from failed readers
 */
record HandedOut(long run, int next, List<ChunkSplit> returned) {
  /** The state at the start of a run. */
  static HandedOut nothing(long run) {
    return new HandedOut(run, 0, List.of());
  }

  HandedOut {
    returned = List.copyOf(returned);
  }
}
