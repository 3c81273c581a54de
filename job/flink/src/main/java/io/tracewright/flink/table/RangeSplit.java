package io.tracewright.flink.table;

import java.util.UUID;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A range of whole traces that one reader reads.
 *
 * @param range number of the range
 * @param after the last trace that has been emitted; null: none yet
 */
public record RangeSplit(int range, UUID after) implements SourceSplit {
  @Override
  public String splitId() {
    return Integer.toString(range);
  }
}
