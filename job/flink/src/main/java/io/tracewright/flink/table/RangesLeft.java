package io.tracewright.flink.table;

import java.util.List;

/**
 * Which ranges are still to be handed out: the enumerator's whole state.
 *
 * @param next number of the first range that was never handed out
 * @param returned ranges that came back from failed readers
 */
public record RangesLeft(int next, List<RangeSplit> returned) {
  public RangesLeft {
    returned = List.copyOf(returned);
  }
}
