package io.tracewright.flink.table;

import io.tracewright.clickhouse.ClickHouseOptions;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The traces of a table, each whole, in batches that do not depend on parallelism: ranges are cut
 * by the trace's hash, and within a range rows come trace by trace.
 */
public final class TableSource implements Source<TableBatch, RangeSplit, RangesLeft> {
  private static final long serialVersionUID = 1;

  private final ClickHouseOptions clickHouse;
  private final TableQuery query;
  private final String runId;

  /**
   * A source.
   *
   * @param runId what batches say they are of
   */
  public TableSource(ClickHouseOptions clickHouse, TableQuery query, String runId) {
    this.clickHouse = clickHouse;
    this.query = query;
    this.runId = runId;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<TableBatch, RangeSplit> createReader(SourceReaderContext context) {
    return new RangeReader(context, () -> new RangeFetcher(clickHouse, query, runId));
  }

  @Override
  public SplitEnumerator<RangeSplit, RangesLeft> createEnumerator(
      SplitEnumeratorContext<RangeSplit> context) {
    return restoreEnumerator(context, new RangesLeft(0, List.of()));
  }

  @Override
  public SplitEnumerator<RangeSplit, RangesLeft> restoreEnumerator(
      SplitEnumeratorContext<RangeSplit> context, RangesLeft left) {
    return new RangeEnumerator(context, query.ranges(), left);
  }

  @Override
  public SimpleVersionedSerializer<RangeSplit> getSplitSerializer() {
    return new RangeSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<RangesLeft> getEnumeratorCheckpointSerializer() {
    return new RangesLeftSerializer();
  }
}
